// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.registers.Registers;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What whoever has the data base role of a zone does to people in whose name he doesn't act. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenInNodeTest extends EntryActs {

    private static final String PLACE = "test:" + UUID.randomUUID();

    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final UUID entry = permit();
    private final UUID document = UUID.randomUUID();
    private final UUID attacker = UUID.randomUUID();
    private final UUID unit = DatabaseOwner.ask(data ->
            data.sql("select id from authority.unit limit 1").query(UUID.class).single());

    @BeforeAll
    void haveOneOfEach() {
        DatabaseOwner.change(
                "insert into cases.queue (limit_name, key, due) values (?, 'A', now() + interval '1 hour')", PLACE);
        DatabaseOwner.change("""
                insert into documents.document
                  (id, code, number, kind, subject, template, language, holder, issued, valid_from, disclosed)
                values (?, ?, 'T-1', 'test', uuidv7(), 'permit', 'en', uuidv7(), now(), date '2020-01-01', '[]')
                """, document, UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "DESK"})
    void he_neither_sees_nor_puts_off_nor_deletes_what_is_planned_for_others(Zone zone) {
        assertThat(planned()).isPositive();
        assertThat(change(zone, "update cases.agenda set due = 'infinity' where entry = ?", entry))
                .isZero();
        assertThat(change(zone, "delete from cases.agenda where entry = ?", entry))
                .isZero();
        assertThat(planned()).isPositive();
    }

    private long planned() {
        return DatabaseOwner.ask(data -> data.sql("select count(*) from cases.agenda where entry = ?")
                .param(entry)
                .query(Long.class)
                .single());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "DESK"})
    void he_keeps_no_place_from_being_offered(Zone zone) {
        change(zone, "update cases.queue set due = 'infinity' where limit_name = ?", PLACE);
        assertThat(putOff("A")).isFalse();
    }

    @Test
    void he_begins_no_queue_that_is_looked_at_some_other_day() {
        change(Zone.PUBLIC, "insert into cases.queue (limit_name, key, due) values (?, 'B', 'infinity')", PLACE);
        assertThat(putOff("B")).isFalse();
    }

    private static boolean putOff(String key) {
        return DatabaseOwner.ask(
                data -> data.sql("""
                        select exists (select from cases.queue
                          where limit_name = ? and key = ? and due > now() + interval '1 hour')
                        """).params(PLACE, key).query(Boolean.class).single());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "DESK"})
    void he_neither_revokes_nor_issues_documents_of_others(Zone zone) {
        assertThatThrownBy(() -> change(
                        zone,
                        "insert into documents.revocation (document, revoked, reason) values (?, now(), 'revoked')",
                        document))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> change(zone, """
                        insert into documents.document
                          (code, number, kind, subject, template, language, holder, issued, valid_from, disclosed)
                        values (?, 'T-2', 'test', uuidv7(), 'permit', 'en', uuidv7(), now(), date '2020-01-01', '[]')
                        """, UUID.randomUUID().toString()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @ParameterizedTest
    @EnumSource(names = {"PUBLIC", "DESK"})
    void he_changes_nothing_in_registers_that_others_keep(Zone zone) {
        var registers = RunningPolity.part(Registers.class);
        Map<String, Object> vehicle = Map.of("registration", "XX01XXX", "keeper_kind", "person", "keeper", attacker);
        UUID kept = Zone.JOBS.call(() -> transactions.write(
                Context.visitor("test"),
                () -> registers.insert(
                        "parking-zones",
                        Map.of("code", "Z" + zone.name().charAt(0), "streets", "A", "capacity", 1),
                        Instant.parse("2020-01-01T00:00:00Z"),
                        null)));
        List<Runnable> tries = List.of(
                () -> registers.insert("vehicles", vehicle, Instant.now(), null),
                () -> registers.end("parking-zones", kept, Instant.now(), "ended"));

        tries.forEach(attempt -> assertThatThrownBy(
                        () -> zone.run(() -> transactions.write(new Context(attacker, unit, "test"), attempt)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("no service gives entries of the register"));
    }

    private int change(Zone zone, String sql, Object parameter) {
        // sql: written above
        return zone.call(() -> transactions.write(
                new Context(attacker, unit, "test"),
                () -> jdbc.sql(sql).param(parameter).update()));
    }
}
