// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import polity.kernel.accounts.PasswordHashing.Recipe;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** Accounts, for the modules above. */
public final class Accounts {

    private final Credentials credentials;
    private final PasswordHashing hashing;
    private final Transactions transactions;
    private final Audit audit;
    private final InstantSource clock;

    Accounts(
            Credentials credentials,
            PasswordHashing hashing,
            Transactions transactions,
            Audit audit,
            InstantSource clock) {
        this.credentials = credentials;
        this.hashing = hashing;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where to write to those of the persons who have an account, as far as the caller's transaction may know. */
    public Map<PersonId, String> emails(Collection<PersonId> persons) {
        Transactions.required();
        return credentials.emails(persons);
    }

    /** The person who signs in with this e-mail address. Zone JOBS only. */
    public Optional<PersonId> withEmail(String email) {
        Transactions.required();
        return EmailAddress.parse(email).flatMap(credentials::withAddress);
    }

    /**
     * Makes a person with an account for which somebody vouches, so that it needs no confirmation; absent when the
     * address has one. Zone JOBS only, outside of a transaction.
     *
     * @throws NoEmailAddress when it isn't one
     */
    public Optional<PersonId> vouch(String name, String email, String language, String password, String reason) {
        EmailAddress address = EmailAddress.parse(email).orElseThrow(() -> new NoEmailAddress(email));
        Recipe recipe = hashing.recipe();
        byte[] given = hashing.hash(password, recipe);
        return transactions.write(Context.visitor(reason), () -> {
            Instant now = clock.instant();
            Optional<PersonId> made = credentials.vouch(address, name, language, recipe, given, now);
            made.ifPresent(person -> audit.record(Act.of(now, "accounts.account-vouched", "person", person.value())
                    .with("reason", reason)));
            return made;
        });
    }

    /** What was given isn't an e-mail address. */
    static final class NoEmailAddress extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoEmailAddress(String given) {
            super("\"" + given + "\" is not an e-mail address");
        }
    }
}
