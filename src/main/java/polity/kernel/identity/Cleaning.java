// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Removes sessions and access tokens that have ended. */
final class Cleaning implements Job {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;

    Cleaning(JdbcClient jdbc, Transactions transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "identity.cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public long run() {
        Instant now = clock.instant();
        return transactions.write(
                Context.visitor("identity.cleaning"),
                () -> (long) delete("delete from identity.session where expires <= ?", now)
                        + delete("delete from identity.access_token where expires <= ?", now));
    }

    private int delete(String sql, Instant before) {
        // sql: one of the constants above
        return jdbc.sql(sql).param(Sessions.time(before)).update();
    }
}
