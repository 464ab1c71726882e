// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * Does with payments what is due by the clock, each in a transaction with what its subject does about it.
 *
 * @param due those of which it is due at an instant, so many at most
 * @param act does it with one of them, and says whether it still was due
 */
record DuePayments(
        String name,
        BiFunction<Instant, Integer, List<PaymentId>> due,
        BiPredicate<PaymentId, Instant> act,
        Transactions transactions,
        InstantSource clock)
        implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(DuePayments.class);
    private static final int BATCH = 200;

    /** Gives up payments whose time ran out. */
    static DuePayments expired(PaymentRows rows, Outcomes outcomes, Transactions transactions, InstantSource clock) {
        return new DuePayments("payment-expiry", rows::expired, outcomes::abandon, transactions, clock);
    }

    /** Reminds once of payments that are still awaited. */
    static DuePayments unreminded(PaymentRows rows, Outcomes outcomes, Transactions transactions, InstantSource clock) {
        return new DuePayments("payment-reminders", rows::unreminded, outcomes::remind, transactions, clock);
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public long run() {
        Instant now = clock.instant();
        return transactions.read(Context.visitor("job:" + name), () -> due.apply(now, BATCH)).stream()
                .filter(id -> done(id, now))
                .count();
    }

    /** One whose subject fails must not hold up the others. */
    private boolean done(PaymentId id, Instant now) {
        try {
            return act.test(id, now);
        } catch (RuntimeException e) {
            LOG.error("The {} of the payment {} failed and will be tried again", name, id.value(), e);
            return false;
        }
    }
}
