// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    private final Identity identity;
    private final Accounts accounts;
    private final NodeSettings settings;
    private final InstantSource clock;

    Notifications(JdbcClient jdbc, Identity identity, Accounts accounts, NodeSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Leaves each of the persons a message in his language, and sends him the same by e-mail if he has an account. To
     * be called by a subscriber, in zone JOBS, since only there everybody's address may be looked up.
     */
    public void tell(Collection<PersonId> persons, Message.InLanguage what) {
        Transactions.required();
        Instant now = clock.instant();
        persons.stream().distinct().forEach(each -> identity.person(each).ifPresent(person -> tell(person, what, now)));
    }

    private void tell(Person person, Message.InLanguage what, Instant now) {
        Language language = Language.ofTag(person.language()).orElse(Language.EN);
        Message message = what.apply(language);
        jdbc.sql("""
                insert into notification.message (person, language, subject, paragraphs, action_label, action_path, written)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .param(person.id().value())
                .param(language.tag())
                .param(message.subject())
                .param(message.paragraphs().toArray(String[]::new))
                .param(message.actionLabel())
                .param(message.actionPath())
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        identity.countUnread(person.id(), 1);
        // From outside, where mail is read, the desk can't be reached.
        Optional<Action> action = message.actionPath() == null
                        || message.actionLabel() == null
                        || message.actionPath().startsWith("/desk")
                ? Optional.empty()
                : Optional.of(new Action(message.actionLabel(), settings.publicAddress() + message.actionPath()));
        accounts.email(person.id())
                .ifPresent(email -> send(new Letter(
                        email, person.id(), language.tag(), message.subject(), message.paragraphs(), action)));
    }

    @Override
    public void send(Letter letter) {
        Transactions.required();
        @Nullable Action action = letter.action().orElse(null);
        Instant now = clock.instant();
        jdbc.sql("""
                insert into notification.mail
                  (person, email, language, subject, paragraphs, action_label, action_address, written, due)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(letter.person() == null ? null : letter.person().value())
                .param(letter.email())
                .param(letter.language())
                .param(letter.subject())
                .param(letter.paragraphs().toArray(String[]::new))
                .param(action == null ? null : action.label())
                .param(action == null ? null : action.address())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
