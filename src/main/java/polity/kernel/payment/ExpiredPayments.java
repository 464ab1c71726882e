// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Gives up payments whose time ran out, each in a transaction with what its subject does about it. */
final class ExpiredPayments implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredPayments.class);
    private static final int BATCH = 200;

    private final PaymentRows rows;
    private final Transactions transactions;
    private final Outcomes outcomes;
    private final InstantSource clock;

    ExpiredPayments(PaymentRows rows, Transactions transactions, Outcomes outcomes, InstantSource clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "payment-expiry";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public long run() {
        Instant now = clock.instant();
        return transactions.read(Context.visitor("job:payment-expiry"), () -> rows.expired(now, BATCH)).stream()
                .filter(id -> abandon(id, now))
                .count();
    }

    /** One whose subject fails must not hold up the others. */
    private boolean abandon(PaymentId id, Instant now) {
        try {
            return outcomes.abandon(id, now);
        } catch (RuntimeException e) {
            LOG.error("The payment {} could not be given up and will be tried again", id.value(), e);
            return false;
        }
    }

    /** Reminds once of payments that are still awaited, each in a transaction with what its subject does about it. */
    static final class Reminded implements Job {

        private static final int BATCH = 200;

        private final PaymentRows rows;
        private final Transactions transactions;
        private final Outcomes outcomes;
        private final InstantSource clock;

        Reminded(PaymentRows rows, Transactions transactions, Outcomes outcomes, InstantSource clock) {
            this.rows = rows;
            this.transactions = transactions;
            this.outcomes = outcomes;
            this.clock = clock;
        }

        @Override
        public String name() {
            return "payment-reminders";
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(30);
        }

        @Override
        public long run() {
            Instant now = clock.instant();
            return transactions
                    .read(Context.visitor("job:payment-reminder"), () -> rows.unreminded(now, BATCH))
                    .stream()
                    .filter(id -> remind(id, now))
                    .count();
        }

        /** One whose subject fails must not hold up the others. */
        private boolean remind(PaymentId id, Instant now) {
            try {
                return outcomes.remind(id, now);
            } catch (RuntimeException e) {
                LOG.error("The payment {} could not be reminded of; that will be tried again", id.value(), e);
                return false;
            }
        }
    }
}
