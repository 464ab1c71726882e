// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Removes links and counted failures that are of no use any more. */
final class AccountCleaning implements Job {

    private static final Duration LINKS_STAY = Duration.ofDays(7);
    private static final Duration FAILURES_STAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;

    AccountCleaning(JdbcClient jdbc, Transactions transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "accounts.cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public long run() {
        Instant now = clock.instant();
        return transactions.write(
                Context.visitor(name()),
                () -> (long) delete("delete from accounts.link where asked <= ?", now.minus(LINKS_STAY))
                        + delete("delete from accounts.attempt where last <= ?", now.minus(FAILURES_STAY)));
    }

    private int delete(String sql, Instant before) {
        // sql: one of the constants above
        return jdbc.sql(sql).param(Credentials.time(before)).update();
    }
}
