// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Row-level security rests on the context of the transaction: it must be there within and gone after. */
class ContextTest {

    private static final List<Zone> ZONES = List.of(Zone.PUBLIC, Zone.DESK, Zone.JOBS);

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);

    @Test
    void without_a_transaction_there_is_no_context() {
        for (Zone zone : ZONES) {
            assertThat(zone.call(this::seen)).as(zone.role()).isEqualTo("null null null");
        }
    }

    @Test
    void within_a_transaction_the_context_is_seen_and_after_it_is_gone_from_the_same_connection() {
        UUID actor = UUID.randomUUID();
        UUID unit = UUID.randomUUID();
        for (Zone zone : ZONES) {
            zone.run(() -> {
                String within = transactions.read(new Context(actor, unit, "test:1"), this::seen);
                assertThat(within).as(zone.role()).isEqualTo(actor + " " + unit + " test:1");
                String after = transactions.write(new Context(null, null, ""), this::seen);
                assertThat(after).as(zone.role()).isEqualTo("null null null");
                assertThat(seen()).as(zone.role()).isEqualTo("null null null");
            });
        }
    }

    @Test
    void a_transaction_that_fails_leaves_no_context_behind() {
        Zone.PUBLIC.run(() -> {
            assertThatThrownBy(() -> transactions.write(Context.of(UUID.randomUUID(), "test"), () -> {
                        throw new Interrupted();
                    }))
                    .isInstanceOf(Interrupted.class);
            assertThat(seen()).isEqualTo("null null null");
        });
    }

    @Test
    void a_transaction_within_another_is_refused() {
        Zone.PUBLIC.run(() -> assertThatThrownBy(() -> transactions.write(
                        Context.visitor("outer"), () -> transactions.read(Context.visitor("inner"), this::seen)))
                .hasMessageContaining("one act has one context"));
    }

    @Test
    void what_is_done_within_a_reading_transaction_can_not_write() {
        Zone.JOBS.run(() -> assertThatThrownBy(() -> transactions.read(
                        Context.visitor("test"),
                        () -> jdbc.sql("delete from node.delivery where false").update()))
                .hasMessageContaining("read-only transaction"));
    }

    private String seen() {
        return jdbc.sql("""
                select concat_ws(' ', coalesce((select node.actor())::text, 'null'),
                                      coalesce((select node.unit())::text, 'null'),
                                      coalesce((select node.purpose()), 'null'))
                """).query(String.class).single();
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
