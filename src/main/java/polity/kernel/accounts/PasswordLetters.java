// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.accounts.OutgoingMail.Action;
import polity.kernel.accounts.OutgoingMail.Letter;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Person;
import polity.kernel.identity.PersonId;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Subscriber;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/** Tells somebody that his password is another one now. */
final class PasswordLetters implements Subscriber<PasswordChanged> {

    private final Identity identity;
    private final Credentials credentials;
    private final ObjectProvider<OutgoingMail> mail;
    private final Vocabulary vocabulary;
    private final NodeSettings settings;

    PasswordLetters(
            Identity identity,
            Credentials credentials,
            ObjectProvider<OutgoingMail> mail,
            Vocabulary vocabulary,
            NodeSettings settings) {
        this.identity = identity;
        this.credentials = credentials;
        this.mail = mail;
        this.vocabulary = vocabulary;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "accounts.password-letters";
    }

    @Override
    public Class<PasswordChanged> event() {
        return PasswordChanged.class;
    }

    @Override
    public void on(List<PasswordChanged> events) {
        List<PersonId> whom =
                events.stream().map(event -> new PersonId(event.person())).toList();
        Map<PersonId, Person> persons = identity.persons(whom);
        Map<PersonId, String> emails = credentials.emails(whom);
        mail.getObject()
                .send(whom.stream()
                        .flatMap(person -> Stream.ofNullable(persons.get(person)))
                        .flatMap(person ->
                                Stream.ofNullable(emails.get(person.id())).map(email -> letter(person, email)))
                        .toList());
    }

    private Letter letter(Person person, String email) {
        Words words =
                vocabulary.words("accounts", Language.ofTag(person.language()).orElse(Language.EN));
        var action = new Action(words.say("mail.changed.action"), settings.publicAddress() + "/forgotten-password");
        return new Letter(
                email,
                person.id(),
                words.language().tag(),
                words.say("mail.changed.subject"),
                List.of(words.say("mail.changed.what"), words.say("mail.changed.notYou")),
                Optional.of(action));
    }
}
