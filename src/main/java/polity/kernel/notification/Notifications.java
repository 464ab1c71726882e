// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.accounts.OutgoingMail;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Person;
import polity.kernel.identity.PersonId;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;

/** Tells persons what concerns them. What is told is written in the caller's transaction and sent after its commit. */
public final class Notifications implements OutgoingMail {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Identity identity;
    private final Accounts accounts;
    private final NodeSettings settings;
    private final InstantSource clock;

    Notifications(
            JdbcClient jdbc,
            JsonMapper json,
            Identity identity,
            Accounts accounts,
            NodeSettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.identity = identity;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Leaves each person his message in his language, and sends him the same by e-mail if he has an account: five
     * statements, however many messages. To be called by a subscriber, in zone JOBS, since only there everybody's
     * address may be looked up.
     */
    public void tell(List<Message.To> messages) {
        Transactions.required();
        List<PersonId> whom = messages.stream().map(Message.To::person).toList();
        Map<PersonId, Person> persons = identity.persons(whom);
        List<Told> told = messages.stream()
                .flatMap(message ->
                        Stream.ofNullable(persons.get(message.person())).map(person -> Told.of(person, message.what())))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into notification.message (person, language, subject, paragraphs, action_label, action_path, written)
                select person, language, subject, paragraphs, "actionLabel", "actionPath", :now
                from jsonb_to_recordset(:messages::jsonb) as m (person uuid, language text, subject text,
                  paragraphs text[], "actionLabel" text, "actionPath" text)
                """)
                .param("messages", json.writeValueAsString(told))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        identity.countUnread(told.stream().map(Told::to).toList(), 1);
        Map<PersonId, String> emails = accounts.emails(whom);
        send(told.stream()
                .flatMap(each -> Stream.ofNullable(emails.get(each.to()))
                        .map(email -> each.letter(email, settings.publicAddress())))
                .toList());
    }

    /** A message as its reader will see it. */
    private record Told(
            UUID person,
            String language,
            String subject,
            List<String> paragraphs,
            @Nullable String actionLabel,
            @Nullable String actionPath) {

        static Told of(Person person, Message.InLanguage what) {
            Language language = Language.ofTag(person.language()).orElse(Language.EN);
            Message message = what.apply(language);
            return new Told(
                    person.id().value(),
                    language.tag(),
                    message.subject(),
                    message.paragraphs(),
                    message.actionLabel(),
                    message.actionPath());
        }

        PersonId to() {
            return new PersonId(person);
        }

        /** From outside, where mail is read, the desk can't be reached. */
        Letter letter(String email, URI address) {
            Optional<Action> action = actionLabel == null || actionPath == null || actionPath.startsWith("/desk")
                    ? Optional.empty()
                    : Optional.of(new Action(actionLabel, address + actionPath));
            return new Letter(email, to(), language, subject, paragraphs, action);
        }
    }

    @Override
    public void send(List<Letter> letters) {
        Transactions.required();
        if (letters.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into notification.mail
                  (person, email, language, subject, paragraphs, action_label, action_address, written, due)
                select person, email, language, subject, paragraphs, "actionLabel", "actionAddress", :now, :now
                from jsonb_to_recordset(:letters::jsonb) as m (person uuid, email text, language text, subject text,
                  paragraphs text[], "actionLabel" text, "actionAddress" text)
                """)
                .param(
                        "letters",
                        json.writeValueAsString(letters.stream().map(Sent::of).toList()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A letter as its row has it. */
    private record Sent(
            @Nullable UUID person,
            String email,
            String language,
            String subject,
            List<String> paragraphs,
            @Nullable String actionLabel,
            @Nullable String actionAddress) {

        static Sent of(Letter letter) {
            PersonId person = letter.person();
            return new Sent(
                    person == null ? null : person.value(),
                    letter.email(),
                    letter.language(),
                    letter.subject(),
                    letter.paragraphs(),
                    letter.action().map(Action::label).orElse(null),
                    letter.action().map(Action::address).orElse(null));
        }
    }
}
