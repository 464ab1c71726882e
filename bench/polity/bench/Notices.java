// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import polity.bench.StoredCases.Copied;

/**
 * Temporary event notices, which the police and environmental health hear about: one that was given through the gateway
 * and paid, and others made in sets after its pattern, each of another person.
 */
final class Notices {

    private static final int BATCH = 50_000;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int ENOUGH = 1_200;

    private final Connection connection;
    private final UUID model;
    private long made;

    private Notices(Connection connection, UUID model) {
        this.connection = connection;
        this.model = model;
    }

    /** Gives one notice, and waits until its process has begun. */
    static Notices like(Connection connection, Programs programs, Applicants.Applicant applicant)
            throws IOException, SQLException {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(60);
        UUID model = programs.apply(applicant, """
                {"service":"temporary-event-notice","procedure":"apply","answers":{"birth":"1980-05-05",\
                "licence":false,"start":"%1$s","start_time":"18:00","end":"%1$s","end_time":"23:00",\
                "postcode":"NB1 1AA","place":"P-001","nature":"Sample fair","people":120,\
                "activities":["entertainment"],"hours":"18:00 to 23:00","adult_entertainment":false,\
                "others":false}}""".formatted(day));
        var notices = new Notices(connection, model);
        notices.await("select 2 - count(*) from handling.task where matter = '%s' and state = 'open'".formatted(model));
        return notices;
    }

    UUID model() {
        return model;
    }

    /** Waits until so many are left of what is counted. */
    void await(String left) throws SQLException {
        for (int i = 0; i < ENOUGH; i++) {
            if (count(connection, left) == 0) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new BenchFailed("after a minute there still is what is counted by " + left);
    }

    /** Notices that have been acknowledged, whose processes have not begun. */
    void acknowledged(long count) throws SQLException {
        make(
                count,
                new Copied(
                        "cases.matter",
                        "id = ?",
                        Map.of(
                                "id", "m.matter",
                                "reference", "m.code",
                                "applicant", "m.holder",
                                "submission_key", "'bench ' || m.n",
                                "submitted", "m.begun",
                                "changed", "m.begun",
                                "entry", "m.entry",
                                "known", "replace(c.known::text, c.applicant::text, m.holder::text)::jsonb",
                                "payment", "null::uuid")),
                new Copied("cases.decision", "matter = ?", Map.of("id", id(), "matter", "m.matter", "at", "m.begun")),
                new Copied("cases.event", "matter = ?", Map.of("id", id(), "matter", "m.matter", "at", "m.begun")),
                new Copied(
                        "registers.version",
                        "entry = (select entry from cases.matter where id = ?)",
                        Map.of(
                                "id", id(),
                                "entry", "m.entry",
                                "key", "m.code",
                                "data",
                                        "c.data || jsonb_build_object('number', m.code, 'holder', m.holder,"
                                                + " 'user_name', 'Sample person ' || m.n)",
                                "persons", "array[m.holder]",
                                "look_1", "replace(c.look_1, c.key, m.code)",
                                "look_2", "replace(c.look_2, c.persons[1]::text, m.holder::text)",
                                "look_3", "replace(c.look_3, c.persons[1]::text, m.holder::text)",
                                "valid_from", "m.begun",
                                "recorded", "m.begun")));
    }

    /** Orders to begin the processes of all that were made last, as the acknowledged ones leave them. */
    void order() throws SQLException {
        run("""
                insert into node.delivery (subscriber, event)
                select 'handling.beginning', jsonb_build_object('matter', matter) from bench.made
                """);
    }

    /**
     * Notices with all that waits for officials, as if the program had made it: of so many, those that were made last are
     * still heard about, by officials of the units that the function {@code bench.unit(n)} names; the others are over.
     */
    void heard(long count, long open) throws SQLException {
        String state = "case when m.n >= " + (made + count - open) + " then 'open' else 'dropped' end";
        String ended = "case when m.n < " + (made + count - open) + " then m.begun + interval '6 days' end";
        make(
                count,
                new Copied(
                        "cases.matter",
                        "id = ?",
                        Map.of(
                                "id", "m.matter",
                                "reference", "m.code",
                                "applicant", "m.holder",
                                "applicant_name", "'Sample person ' || m.n",
                                "submission_key", "'bench ' || m.n",
                                "submitted", "m.begun",
                                "changed", "m.begun",
                                "entry", "m.entry",
                                "payment", "null::uuid")),
                new Copied("cases.decision", "matter = ?", Map.of("id", id(), "matter", "m.matter", "at", "m.begun")),
                new Copied(
                        "handling.process",
                        "matter = ?",
                        Map.of(
                                "id", "m.process",
                                "matter", "m.matter",
                                "entry", "m.entry",
                                "begun", "m.begun",
                                "ended", ended)),
                new Copied(
                        "handling.task",
                        "matter = ?",
                        Map.of(
                                "id", id(),
                                "token", "gen_random_uuid()",
                                "process", "m.process",
                                "matter", "m.matter",
                                "unit", "bench.unit(2 * m.n + (c.step = 'health')::int)",
                                "opened", "m.begun",
                                "due", "m.begun + interval '6 days'",
                                "last_day", "(m.begun + interval '5 days')::date",
                                "state", state,
                                "ended", ended)));
    }

    private void make(long count, Copied... copies) throws SQLException {
        // What the rows refer to is made with them: nothing would be found missing.
        run("set session_replication_role = replica");
        run("set synchronous_commit = off");
        run("set maintenance_work_mem = '512MB'");
        for (long from = made; from < made + count; from += BATCH) {
            run("drop table if exists bench.made");
            run("""
                    create unlogged table bench.made as
                    select n, bench.person(1000000000 + n) as holder, now() - interval '7 days' + n * interval '1 second' / 4
                             as begun, gen_random_uuid() as process, uuidv7() as matter, uuidv7() as entry,
                           upper(substr(encode(sha256(int8send(n)), 'hex'), 1, 16)) as code
                    from generate_series(%d::bigint, %d) n
                    """.formatted(from, Math.min(from + BATCH, made + count) - 1));
            for (Copied copied : List.of(copies)) {
                copied.run(connection, model);
            }
        }
        made += count;
        run("set session_replication_role = origin");
    }

    private static String id() {
        return "uuidv7()";
    }

    private void run(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
