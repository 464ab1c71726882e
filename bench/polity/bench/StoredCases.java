// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Cases of earlier years, made in sets after the pattern of one that the program has handled itself: each with its
 * decision, events, payment, posting, permit and document. Each holder has ten of them, a year apart; only the last
 * permit still holds. The log, whose hashes can't be made in sets, stays as it is.
 */
final class StoredCases {

    private static final int YEARS = 10;
    private static final int BATCH = 50_000;

    private StoredCases() {}

    static void fill(Connection connection, UUID model, long cases, long firstPerson) throws SQLException {
        if (cases == 0) {
            return;
        }
        long holders = Math.max(1, cases / YEARS);
        try (Statement statement = connection.createStatement()) {
            // What the rows refer to is made with them: nothing would be found missing.
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute("set maintenance_work_mem = '512MB'");
            Applicants.people(statement, firstPerson, holders);
            for (long from = 0; from < cases; from += BATCH) {
                statement.execute("drop table if exists bench.made");
                statement.execute(
                        """
                        create unlogged table bench.made as
                        select n, bench.person(%3$d + n %% %4$d) as holder, begun,
                               'N' || lpad((%3$d + n %% %4$d)::text, 7, '0') as plate,
                               'Z' || upper(lpad(to_hex((%3$d + n %% %4$d) %% %5$d), 3, '0')) as zone,
                               'B' || (%3$d + n %% %4$d) as household,
                               uuidv7(begun - now()) as matter, uuidv7(begun - now()) as payment,
                               uuidv7(begun - now()) as entry, uuidv7(begun - now()) as posting,
                               uuidv7(begun - now()) as document,
                               upper(substr(encode(sha256(int8send(n)), 'hex'), 1, 16)) as code
                        from generate_series(%1$d::bigint, %2$d) n,
                             lateral (select now() - make_interval(years => (9 - n / %4$d)::int,
                                                                   secs => (n %% 20000000)::int) as begun) b
                        """.formatted(from, Math.min(from + BATCH, cases) - 1, firstPerson, holders, Applicants.ZONES));
                for (Copied copied : copies()) {
                    copied.run(connection, model);
                }
            }
            statement.execute("drop table if exists bench.made");
            statement.execute("set session_replication_role = origin");
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
            statement.execute("checkpoint");
        }
    }

    private static List<Copied> copies() {
        return List.of(
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
                                "payment", "m.payment")),
                new Copied("cases.decision", "matter = ?", Map.of("id", id(), "matter", "m.matter", "at", "m.begun")),
                new Copied("cases.event", "matter = ?", Map.of("id", id(), "matter", "m.matter", "at", "m.begun")),
                new Copied(
                        "payment.payment",
                        "subject = ?::text",
                        Map.of(
                                "id", "m.payment",
                                "payer", "m.holder",
                                "subject", "m.matter::text",
                                "provider_reference", "'p-' || substr(encode(sha256(int8send(-m.n)), 'hex'), 1, 32)",
                                "created", "m.begun",
                                "expires", "m.begun + interval '30 minutes'",
                                "remind", "m.begun + interval '15 minutes'",
                                "changed", "m.begun")),
                new Copied(
                        "payment.event",
                        "payment = (select payment from cases.matter where id = ?)",
                        Map.of(
                                "id", id(),
                                "payment", "m.payment",
                                "event", "'evt_bench_' || m.n",
                                "reference", "'p-' || substr(encode(sha256(int8send(-m.n)), 'hex'), 1, 32)")),
                new Copied(
                        "ledger.posting",
                        "subject = ?::text",
                        Map.of(
                                "id", "m.posting",
                                "key", "'payment:' || m.payment",
                                "posted", "m.begun",
                                "subject", "m.matter::text")),
                new Copied(
                        "ledger.line",
                        "posting in (select id from ledger.posting where subject = ?::text)",
                        Map.of("posting", "m.posting", "written", "pg_current_xact_id()")),
                new Copied(
                        "registers.version",
                        "entry = (select entry from cases.matter where id = ?)",
                        Map.ofEntries(
                                Map.entry("id", id()),
                                Map.entry("entry", "m.entry"),
                                Map.entry("key", "m.code"),
                                Map.entry("persons", "array[m.holder]"),
                                Map.entry(
                                        "data",
                                        "c.data || jsonb_build_object('number', m.code, 'zone', m.zone,"
                                                + " 'registration', m.plate, 'holder', m.holder,"
                                                + " 'household', m.household)"),
                                Map.entry("look_1", "m.code"),
                                Map.entry("look_2", "m.holder::text"),
                                Map.entry("look_3", "m.household || substr(c.look_3, strpos(c.look_3, e'\\x1f'))"),
                                Map.entry("look_4", "replace(c.look_4, c.data ->> 'zone', m.zone)"),
                                Map.entry("look_5", "replace(c.look_5, c.data ->> 'registration', m.plate)"),
                                Map.entry("valid_from", "m.begun"),
                                Map.entry("valid_to", "m.begun + interval '1 year'"),
                                Map.entry("recorded", "m.begun"))),
                new Copied(
                        "documents.document",
                        "subject = (select entry from cases.matter where id = ?)",
                        Map.of(
                                "id", "m.document",
                                "code", "m.code",
                                "number", "'BENCH-' || m.n",
                                "subject", "m.entry",
                                "template", "m.matter || ' certificate'",
                                "holder", "m.holder",
                                "issued", "m.begun",
                                "valid_from", "m.begun::date",
                                "valid_to", "m.begun::date + 365")));
    }

    private static String id() {
        return "uuidv7(m.begun - now())";
    }

    /** Rows of a table that belong to the model, once for each case that is made, with these columns otherwise. */
    record Copied(String table, String ofModel, Map<String, String> otherwise) {

        void run(Connection connection, UUID model) throws SQLException {
            var names = new ArrayList<String>();
            var values = new ArrayList<String>();
            for (String column : columns(connection, table)) {
                names.add('"' + column + '"');
                values.add(otherwise.getOrDefault(column, "c.\"" + column + '"'));
            }
            // sql: table and columns are named above and in the catalogue of the database
            String sql = "insert into %s (%s) select %s from bench.made m cross join (select * from %1$s where %4$s) c"
                    .formatted(table, String.join(", ", names), String.join(", ", values), ofModel);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, model);
                if (statement.executeUpdate() == 0) {
                    throw new BenchFailed("the model case left nothing in " + table);
                }
            }
        }
    }

    /** The columns that are written, in their order. */
    static List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select attname from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                order by attnum
                """)) {
            statement.setString(1, table);
            var columns = new ArrayList<String>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
            return columns;
        }
    }
}
