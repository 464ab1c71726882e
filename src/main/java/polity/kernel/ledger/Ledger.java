// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;

/** The books of the authority. What was posted is never changed; a correction is another posting. */
public final class Ledger {

    private final Accounts accounts;
    private final Postings postings;
    private final Balances balances;
    private final Statements statements;
    private final Outbox outbox;
    private final InstantSource clock;

    Ledger(
            Accounts accounts,
            Postings postings,
            Balances balances,
            Statements statements,
            Outbox outbox,
            InstantSource clock) {
        this.accounts = accounts;
        this.postings = postings;
        this.balances = balances;
        this.statements = statements;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Posts all of them in the caller's transaction, by one statement. A posting that was made before with the same
     * content is left alone; the same key with another content, an unknown account and an overdrawn account that may
     * not be are refused by an exception, after which nothing of the transaction can be kept.
     *
     * @return the ids of the postings, in their order
     */
    public List<PostingId> post(List<Posting> batch) {
        Transactions.required();
        if (batch.isEmpty()) {
            return List.of();
        }
        Map<String, Posting> byKey = new LinkedHashMap<>();
        for (Posting posting : batch) {
            Posting other = byKey.putIfAbsent(posting.key(), posting);
            if (other != null && !other.equals(posting)) {
                throw new DifferentPosting(posting.key());
            }
        }
        List<Posting> once = List.copyOf(byKey.values());
        List<Postings.Receipt> receipts = postings.post(once, clock.instant());
        Map<String, PostingId> ids = new LinkedHashMap<>();
        List<Posted> events = new ArrayList<>();
        for (int i = 0; i < once.size(); i++) {
            Posting posting = once.get(i);
            Postings.Receipt receipt = receipts.get(i);
            ids.put(posting.key(), receipt.id());
            if (!receipt.repeated()) {
                events.add(new Posted(receipt.id(), posting.key(), posting.subject()));
            }
        }
        outbox.publish(events);
        return batch.stream()
                .flatMap(each -> Optional.ofNullable(ids.get(each.key())).stream())
                .toList();
    }

    /** Posts one in the caller's transaction, as {@link #post(List)} does. */
    public PostingId post(Posting posting) {
        return post(List.of(posting)).getFirst();
    }

    /**
     * Declares accounts; those that exist take over the labels. To be called in the zone JOBS, in a transaction.
     * Refuses another kind, currency or overdraft for an account that exists.
     */
    public void declare(List<Account> declared) {
        Transactions.required();
        accounts.declare(declared);
    }

    /** The account of this code, if it was declared. */
    public Optional<Account> account(String code) {
        return accounts.find(code).map(Accounts.Known::account);
    }

    /** What the account holds now. For the zones DESK and JOBS. */
    public Balance balance(String code) {
        Transactions.required();
        return balances.of(accounts.get(code));
    }

    /** What every account holds now, by code: the debits of each currency equal its credits. */
    public List<Balance> trialBalance() {
        Transactions.required();
        return balances.all();
    }

    /**
     * The lines of an account, newest first. For the zones DESK and JOBS.
     *
     * @param cursor where the page begins, from the page before; absent for the newest lines
     * @param most lines on a page
     */
    public Statement statement(String code, Optional<String> cursor, int most) {
        Transactions.required();
        return statements.of(accounts.get(code), cursor, most);
    }
}
