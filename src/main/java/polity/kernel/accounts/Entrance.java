// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.accounts.Credentials.Entered;
import polity.kernel.accounts.Credentials.Opened;
import polity.kernel.accounts.PasswordHashing.Recipe;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Arrival;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.PersonId;
import polity.kernel.identity.Secret;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/** The ways in: signing in, signing up, forgotten and changed passwords. Each leaves a record. */
final class Entrance {

    static final String SIGN_UP = "sign-up";
    static final String PASSWORD = "password";

    private static final int LONGEST_PASSWORD = 1_000;
    private static final Context NOBODY = Context.visitor("sign-in");

    private final Credentials credentials;
    private final Identity identity;
    private final PasswordHashing hashing;
    private final Transactions transactions;
    private final Audit audit;
    private final Outbox outbox;
    private final ObjectProvider<DeskAdmission> admission;
    private final InstantSource clock;

    Entrance(
            Credentials credentials,
            Identity identity,
            PasswordHashing hashing,
            Transactions transactions,
            Audit audit,
            Outbox outbox,
            ObjectProvider<DeskAdmission> admission,
            InstantSource clock) {
        this.credentials = credentials;
        this.identity = identity;
        this.hashing = hashing;
        this.transactions = transactions;
        this.audit = audit;
        this.outbox = outbox;
        this.admission = admission;
        this.clock = clock;
    }

    /** Takes the same time and writes the same rows whether or not there is such an account. */
    Entry signIn(EmailAddress email, String password, Arrival arrival) {
        Recipe recipe = transactions.read(NOBODY, () -> credentials.recipe(email.address()));
        byte[] given = hash(password, recipe);
        return enter(
                "accounts.sign-in",
                arrival,
                (token, now) -> credentials.signIn(email.address(), given, token, arrival, now));
    }

    /**
     * Asks for an account; what follows comes by e-mail, so that the answer doesn't tell whether there is one.
     *
     * @param back where the link leads in the end
     * @param drafting the session whose drafts become those of the new account
     */
    void signUp(
            EmailAddress email,
            String language,
            String name,
            String password,
            @Nullable String back,
            @Nullable UUID drafting) {
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        transactions.write(Context.visitor("sign-up"), () -> {
            Instant now = clock.instant();
            UUID link = credentials.askForAccount(email, language, name, recipe, given, back, drafting, now);
            outbox.publish(new LinkWanted(link));
            audit.record(Act.of(now, "accounts.sign-up-asked", "link", link));
        });
    }

    void forgotPassword(EmailAddress email, String language) {
        transactions.write(Context.visitor("forgotten-password"), () -> {
            Instant now = clock.instant();
            UUID link = credentials.askForPassword(email, language, now);
            outbox.publish(new LinkWanted(link));
            audit.record(Act.of(now, "accounts.password-link-asked", "link", link));
        });
    }

    /** What a link from an e-mail leads to; absent when there is no such link. */
    Optional<Opened> open(Secret link, String kind) {
        return transactions.read(NOBODY, () -> credentials.open(link, kind, clock.instant()));
    }

    /** Makes the account that was asked for, if the password is the one that was chosen then. */
    Entry confirm(Secret link, String password, Arrival arrival) {
        Opened opened = open(link, SIGN_UP).orElse(null);
        if (opened == null || opened.recipe() == null) {
            return new Entry.Expired();
        }
        byte[] given = hash(password, opened.recipe());
        return enter("accounts.account-opened", arrival, (token, now) -> {
            Entered entered = credentials.confirm(link, given, token, arrival, now);
            // The link may be opened on another device than the one where something was begun.
            if (entered.person() != null
                    && opened.drafting() != null
                    && entered.outcome().equals("done")) {
                identity.adopt(opened.drafting(), new PersonId(entered.person()));
            }
            return entered;
        });
    }

    Entry replacePassword(Secret link, String password, Arrival arrival) {
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        return enter("accounts.password-replaced", arrival, (token, now) -> {
            Entered entered = credentials.replacePassword(link, recipe, given, token, arrival, now);
            if (entered.person() != null) {
                outbox.publish(new PasswordChanged(entered.person()));
            }
            return entered;
        });
    }

    /** Changes the password of the caller, who goes on; all his other sessions end. Absent when it was done. */
    Optional<Entry> changePassword(Caller caller, UUID session, String address, String old, String password) {
        Recipe before = transactions.read(NOBODY, () -> credentials.recipe(address));
        byte[] oldGiven = hash(old, before);
        Recipe recipe = hashing.recipe();
        byte[] given = hash(password, recipe);
        PersonId person = caller.signedIn();
        return transactions.write(caller.context("account"), () -> {
            Entered entered = credentials.changePassword(oldGiven, recipe, given, session, clock.instant());
            record("accounts.password-changed", entered, person.value());
            if (!entered.outcome().equals("done")) {
                return Optional.of(failed(entered));
            }
            outbox.publish(new PasswordChanged(person.value()));
            return Optional.empty();
        });
    }

    private Entry enter(String name, Arrival arrival, BiFunction<Secret, Instant, Entered> way) {
        return transactions.write(NOBODY, () -> {
            Secret token = Secret.next();
            Entered entered = way.apply(token, clock.instant());
            if (!entered.outcome().equals("done") || entered.person() == null) {
                record(name, entered, null);
                return failed(entered);
            }
            var person = new PersonId(entered.person());
            if (arrival.zone() == Zone.DESK && !admitted(person)) {
                identity.end(token);
                audit.record(act(name, entered)
                        .by(person.value())
                        .ending(Act.Outcome.REFUSED)
                        .with("reason", "not-admitted"));
                return new Entry.NotAdmitted();
            }
            record(name, entered, person.value());
            if (entered.drafting() != null) {
                identity.adopt(entered.drafting(), person);
            }
            return new Entry.Done(person, token);
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
            default -> entered.until() == null ? new Entry.Refused() : new Entry.Wait(entered.until());
        };
    }

    private void record(String name, Entered entered, @Nullable UUID actor) {
        Act act = act(name, entered).by(actor);
        if (entered.outcome().equals("done")) {
            audit.record(act);
            return;
        }
        audit.record(act.ending(Act.Outcome.REFUSED).with("reason", entered.outcome()));
        if (entered.until() != null && entered.outcome().equals("refused")) {
            audit.record(act("accounts.locked", entered).with("until", entered.until()));
        }
    }

    private Act act(String name, Entered entered) {
        String subject =
                entered.account() == null ? "unknown" : entered.account().toString();
        return Act.of(clock.instant(), name, "account", subject)
                .with("zone", Zone.current().name());
    }

    private byte[] hash(String password, Recipe recipe) {
        return hashing.hash(password.length() > LONGEST_PASSWORD ? "" : password, recipe);
    }
}
