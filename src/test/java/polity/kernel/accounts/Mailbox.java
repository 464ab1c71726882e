// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

/** What was written to an e-mail address in the demonstration. */
final class Mailbox {

    record Letter(String subject, String path) {}

    private static final JdbcClient JDBC = RunningPolity.part(JdbcClient.class);
    private static final Transactions TRANSACTIONS = RunningPolity.part(Transactions.class);

    private Mailbox() {}

    /** The letters to the address, the latest first, after all that was asked for has been answered. */
    static List<Letter> of(String email) {
        return Zone.JOBS.call(() -> {
            RunningPolity.parts(Job.class).stream()
                    .filter(job -> job.name().equals("deliveries"))
                    .forEach(Job::run);
            return TRANSACTIONS.write(Context.visitor("test"), () -> {
                // What the background is delivering at this moment is locked until it has been delivered.
                JDBC.sql("select id from node.delivery where subscriber like 'accounts.%' for update")
                        .query((row, _) -> row.getString(1))
                        .list();
                return JDBC.sql("""
                                select subject, coalesce(action_address, '') from notification.mail
                                where lower(email) = lower(?) order by id desc
                                """)
                        .param(email)
                        .query((row, _) ->
                                new Letter(row.getString(1), row.getString(2).replaceFirst("^https?://[^/]+", "")))
                        .list();
            });
        });
    }

    static String link(String email) {
        return Optional.of(of(email))
                .filter(letters -> !letters.isEmpty())
                .map(letters -> letters.getFirst().path())
                .orElseThrow(() -> new AssertionError("Nothing was written to " + email));
    }
}
