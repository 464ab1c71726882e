// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the data base itself refuses, whatever the program does. */
class LogProtectionTest {

    private final LogDatabase base = new LogDatabase();

    @AfterEach
    void close() {
        base.close();
    }

    @Test
    void nobody_changes_the_log() {
        base.record(300);
        base.sequence();
        for (var statement : List.of(
                "update audit.entry set act = 'a.b'",
                "delete from audit.entry",
                "truncate audit.entry",
                "update audit.leaf set log_index = log_index + 1",
                "delete from audit.leaf",
                "truncate audit.leaf",
                "delete from audit.tile",
                "truncate audit.tile",
                "update audit.tile set hashes = substring(hashes from 1 for 32), width = 1",
                "update audit.tile set hashes = hashes",
                "update audit.tile set hashes = sha256('') || hashes, width = width + 1 where width < 256",
                "update audit.checkpoint set size = 0",
                "delete from audit.checkpoint",
                "truncate audit.checkpoint",
                "insert into audit.leaf values (301, uuidv7(), sha256(''))",
                "insert into audit.checkpoint (size, root, signer, note) values (299, sha256(''), '', '')",
                "insert into audit.checkpoint (size, root, signer, note) values (300, sha256(''), '', '')",
                "insert into audit.checkpoint (size, root, signer, note) values (301, sha256(''), '', '')",
                "update audit.pending set act = 'a.b'")) {
            if (statement.contains("pending")) {
                base.record(1);
            }
            assertThatThrownBy(() -> base.admin.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageMatching("(?s).*(append-only|only grows|no gaps|does not fork|covers all).*");
        }
    }

    @Test
    void the_public_zone_records_and_reads_the_log_but_no_record() {
        base.record(1);
        base.sequence();
        for (var statement : List.of(
                "select * from audit.entry",
                "select * from audit.entry_0",
                "select * from audit.pending",
                "delete from audit.pending",
                "insert into audit.leaf values (1, uuidv7(), sha256(''))",
                "insert into audit.entry select * from audit.entry",
                "select audit.make_room(0, 1)")) {
            assertThatThrownBy(() -> base.asPublic(
                            () -> base.visitors.sql(statement).query().listOfRows()))
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
        assertThat(base.asPublic(() -> new LogReader(base.visitors).tile(new TileAddress(0, 0, 1))))
                .isPresent();
    }

    @Test
    void a_zone_cannot_record_in_the_name_of_another_nor_stop_the_log_by_an_id_that_it_has_read() {
        var id = base.record(1).getFirst();
        base.sequence();
        var proof = base.audit.proof(id).orElseThrow();
        var forged = "insert into audit.pending (id, at, act, subject_kind, subject, nonce, content, recorder) "
                + "values (?, now(), 'a.b', 'k', 's', sha256(''), '', ?)";

        assertThatThrownBy(() -> base.asPublic(() -> base.visitors
                        .sql(forged)
                        .params(id.value(), "polity_desk")
                        .update()))
                .hasStackTraceContaining("row-level security");
        base.asPublic(() ->
                base.visitors.sql(forged).params(id.value(), "polity_public").update());
        assertThat(base.sequence()).isOne();
        assertThat(base.audit.proof(id).orElseThrow().index()).isEqualTo(proof.index());
    }

    @Test
    void without_a_context_there_are_no_records() {
        base.record(1);
        base.sequence();
        base.record(1);

        assertThat(base.jobs
                        .sql("select count(*) from audit.entry")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(base.jobs
                        .sql("select count(*) from audit.pending")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_record_of_a_wrong_form_is_refused() {
        for (var act : List.of(
                Act.of(LogDatabase.NOON, "Sign in", "account", "1"),
                Act.of(LogDatabase.NOON, "identity.sign-in", "", "1"),
                Act.of(LogDatabase.NOON, "identity.sign-in", "account", "x".repeat(201)),
                Act.of(LogDatabase.NOON, "identity.sign-in", "account", "1").with("text", "x".repeat(17_000)))) {
            assertThatThrownBy(() -> base.asPublic(() -> base.recorder.record(act)))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void a_log_that_reaches_a_new_partition_makes_room() {
        base.asJob(() -> base.jobs
                .sql("select audit.make_room(?, ?)")
                .params((1L << 24) - 5, (1L << 24) + 5)
                .query((_, _) -> true)
                .single());

        base.admin.sql("""
                insert into audit.entry
                select n, uuidv7(), now(), 'a.b', null, 'k', 's', sha256(''), ''::bytea, 'r'
                from generate_series((1 << 24) - 3, (1 << 24) + 3) n
                """).update();
        assertThat(base.count("audit.entry_1")).isEqualTo(4);
        assertThatThrownBy(() -> base.admin.sql("delete from audit.entry_1").update())
                .hasMessageContaining("append-only");
    }
}
