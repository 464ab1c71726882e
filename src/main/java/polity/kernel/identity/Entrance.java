// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Accounts.Entered;
import polity.kernel.identity.Accounts.Opened;
import polity.kernel.identity.PasswordHashing.Recipe;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/** The ways in and out: signing in, signing up, forgotten and changed passwords. Each leaves a record. */
final class Entrance {

    private static final int LONGEST_PASSWORD = 1_000;
    private static final Context NOBODY = Context.visitor("sign-in");

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordHashing hashing;
    private final Transactions transactions;
    private final Audit audit;
    private final Outbox outbox;
    private final ObjectProvider<DeskAdmission> admission;
    private final ObjectProvider<DraftAdoption> drafts;
    private final InstantSource clock;

    Entrance(
            Accounts accounts,
            Sessions sessions,
            PasswordHashing hashing,
            Transactions transactions,
            Audit audit,
            Outbox outbox,
            ObjectProvider<DeskAdmission> admission,
            ObjectProvider<DraftAdoption> drafts,
            InstantSource clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hashing = hashing;
        this.transactions = transactions;
        this.audit = audit;
        this.outbox = outbox;
        this.admission = admission;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Takes the same time and writes the same rows whether or not there is such an account. */
    Entry signIn(EmailAddress email, String password, Arrival arrival) {
        Recipe recipe = transactions.read(NOBODY, () -> accounts.recipe(email.address()));
        byte[] given = hash(password, recipe);
        return enter("identity.sign-in", arrival, (token, now) ->
                accounts.signIn(email.address(), given, token, arrival, now));
    }

    /** Asks for an account; what follows comes by e-mail, so that the answer doesn't tell whether there is one. */
    void signUp(EmailAddress email, String language, String name, String password) {
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        transactions.write(Context.visitor("sign-up"), () -> {
            Instant now = clock.instant();
            UUID link = accounts.askForAccount(email, language, name, recipe, given, now);
            outbox.publish(new LinkWanted(link));
            audit.record(act("identity.sign-up-asked", "link", link));
        });
    }

    /** What a link from an e-mail leads to; absent when there is no such link. */
    Optional<Opened> open(Secret link, String kind) {
        return transactions.read(NOBODY, () -> accounts.open(link, kind, clock.instant()));
    }

    /** Makes the account that was asked for, if the password is the one that was chosen then. */
    Entry confirm(Secret link, String password, Arrival arrival) {
        Optional<Opened> opened = open(link, "sign-up");
        Recipe recipe = opened.map(Opened::recipe).orElse(null);
        if (recipe == null) {
            return new Entry.Expired();
        }
        byte[] given = hash(password, recipe);
        return enter("identity.account-opened", arrival, (token, now) ->
                accounts.confirm(link, given, token, arrival, now));
    }

    void forgotPassword(EmailAddress email, String language) {
        transactions.write(Context.visitor("forgotten-password"), () -> {
            UUID link = accounts.askForPassword(email, language, clock.instant());
            outbox.publish(new LinkWanted(link));
            audit.record(act("identity.password-link-asked", "link", link));
        });
    }

    Entry replacePassword(Secret link, String password, Arrival arrival) {
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        return enter("identity.password-replaced", arrival, (token, now) ->
                accounts.replacePassword(link, recipe, given, token, arrival, now));
    }

    /** The signed-in person's own password; all other sessions end with it. */
    Entry changePassword(PersonId person, UUID session, String address, String old, String password, Secret token) {
        Recipe before = transactions.read(NOBODY, () -> accounts.recipe(address));
        byte[] oldGiven = hash(old, before);
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        return transactions.write(Context.of(person.value(), "account"), () -> {
            Entered entered = accounts.changePassword(oldGiven, recipe, given, session, clock.instant());
            record("identity.password-changed", entered, person.value());
            if (entered.outcome().equals("done")) {
                outbox.publish(new PasswordChanged(person.value()));
                return new Entry.Done(person, session, token);
            }
            return failed(entered);
        });
    }

    /** Ends the session that this browser has. */
    void signOut(Secret token) {
        transactions.write(Context.visitor("sign-out"), () -> sessions.signOut(token)
                .map(ended -> audit.record(
                        act("identity.session-ended", "session", Objects.requireNonNull(ended.session()))
                                .by(ended.person() == null ? null : ended.person().value())))
                .isPresent());
    }

    /** Ends one session of the person, or all but the one that is kept. */
    void end(PersonId person, @Nullable UUID session, UUID keep) {
        transactions.write(Context.of(person.value(), "account"), () -> {
            List<UUID> ended;
            if (session == null) {
                ended = sessions.endOthers(keep);
            } else {
                ended = sessions.end(session) ? List.of(session) : List.of();
            }
            audit.record(ended.stream()
                    .map(id -> act("identity.session-ended", "session", id).by(person.value()))
                    .toList());
        });
    }

    private Entry enter(String name, Arrival arrival, BiFunction<Secret, Instant, Entered> way) {
        return transactions.write(NOBODY, () -> {
            Secret token = Secret.next();
            Entered entered = way.apply(token, clock.instant());
            if (!entered.outcome().equals("done") || entered.person() == null || entered.session() == null) {
                record(name, entered, null);
                return failed(entered);
            }
            var person = new PersonId(entered.person());
            if (arrival.zone() == Zone.DESK && !admitted(person)) {
                sessions.signOut(token);
                audit.record(act(name, "account", Objects.requireNonNull(entered.account()))
                        .by(person.value())
                        .ending(Act.Outcome.REFUSED)
                        .with("reason", "not-admitted"));
                return new Entry.NotAdmitted();
            }
            record(name, entered, person.value());
            if (entered.drafting() != null) {
                UUID drafting = entered.drafting();
                drafts.forEach(each -> each.adopt(drafting, person));
            }
            if (name.equals("identity.password-replaced")) {
                outbox.publish(new PasswordChanged(person.value()));
            }
            return new Entry.Done(person, entered.session(), token);
        });
    }

    /** Nobody is admitted while no module says who works here. */
    private boolean admitted(PersonId person) {
        DeskAdmission asked = admission.getIfAvailable();
        return asked != null && asked.admits(person);
    }

    private static Entry failed(Entered entered) {
        return switch (entered.outcome()) {
            case "used" -> new Entry.Used();
            case "expired" -> new Entry.Expired();
            case "locked" -> entered.wait() == null ? new Entry.Refused() : new Entry.Wait(entered.wait());
            default -> new Entry.Refused();
        };
    }

    private void record(String name, Entered entered, @Nullable UUID actor) {
        UUID account = entered.account();
        Act act = (account == null
                        ? Act.of(clock.instant(), name, "account", "unknown")
                        : act(name, "account", account))
                .by(actor)
                .with("zone", Zone.current().name());
        boolean done = entered.outcome().equals("done");
        audit.record(done ? act : act.ending(Act.Outcome.REFUSED).with("reason", entered.outcome()));
        if (!done && entered.wait() != null && !entered.outcome().equals("locked")) {
            audit.record((account == null
                            ? Act.of(clock.instant(), "identity.locked", "account", "unknown")
                            : act("identity.locked", "account", account))
                    .with("until", entered.wait()));
        }
    }

    private Act act(String name, String kind, UUID subject) {
        return Act.of(clock.instant(), name, kind, subject);
    }

    private byte[] hash(String password, Recipe recipe) {
        return hashing.hash(password.length() > LONGEST_PASSWORD ? "" : password, recipe);
    }
}
