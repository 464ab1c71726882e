// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.List;
import java.util.Optional;

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
        events.stream()
                .flatMap(event -> identity.person(new PersonId(event.person())).stream())
                .forEach(person -> credentials.email(person.id()).ifPresent(email -> tell(person, email)));
    }

    private void tell(Person person, String email) {
        Words words =
                vocabulary.words("accounts", Language.ofTag(person.language()).orElse(Language.EN));
        var action = new Action(words.say("mail.changed.action"), settings.publicAddress() + "/forgotten-password");
        mail.getObject()
                .send(new Letter(
                        email,
                        person.id(),
                        words.language().tag(),
                        words.say("mail.changed.subject"),
                        List.of(words.say("mail.changed.what"), words.say("mail.changed.notYou")),
                        Optional.of(action)));
    }
}
