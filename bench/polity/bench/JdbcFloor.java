// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The rows that an application leaves, written by nothing but JDBC: the same rows in the same tables, in the same two
 * transactions, as an administrator whom no policy checks; prepared statements, one for the rows of a table. Nothing is
 * read, checked, decided or signed.
 */
final class JdbcFloor implements ClosedLoop.Work {

    private final Connection connection;
    private final List<Insert> submission = new ArrayList<>();
    private final List<Insert> payment = new ArrayList<>();
    private final PreparedStatement hold;
    private final PreparedStatement paid;
    private final PreparedStatement moved;
    private final PreparedStatement released;

    JdbcFloor(Connection connection, UUID model) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        submission.add(new Insert("cases.matter", "id = '" + model + "'", 0, 1));
        submission.add(new Insert("cases.decision", "matter = '" + model + "'", 0, 1));
        submission.add(new Insert("cases.event", "matter = '" + model + "'", 0, 2));
        submission.add(new Insert("payment.payment", "subject = '" + model + "'", 0, 1));
        submission.add(new Insert("audit.pending", acts(model), 0, 2));
        payment.add(new Insert(
                "payment.event", "payment = (select payment from cases.matter where id = '" + model + "')", 0, 1));
        payment.add(new Insert(
                "registers.version", "entry = (select entry from cases.matter where id = '" + model + "')", 0, 1));
        payment.add(new Insert(
                "documents.document", "subject = (select entry from cases.matter where id = '" + model + "')", 0, 1));
        payment.add(new Insert(
                "cases.agenda", "entry = (select entry from cases.matter where id = '" + model + "')", 0, 2));
        payment.add(new Insert(
                "notification.message",
                "person = (select applicant from cases.matter where id = '" + model + "')",
                0,
                1));
        payment.add(new Insert("ledger.posting", "subject = '" + model + "'", 0, 1));
        payment.add(new Insert(
                "ledger.line", "posting in (select id from ledger.posting where subject = '" + model + "')", 0, 1));
        payment.add(new Insert("cases.event", "matter = '" + model + "'", 2, 1));
        payment.add(new Insert("audit.pending", acts(model), 2, 1));
        hold = connection.prepareStatement("""
                insert into cases.hold (matter, limit_name, key, until, amount)
                select ?, l, k, now() + interval '30 minutes', 1 from unnest(?, ?) t (l, k)
                """);
        paid = connection.prepareStatement(
                "update payment.payment set state = 'succeeded', changed = now() where id = ?");
        moved = connection.prepareStatement(
                "update cases.matter set status = 'issued', entry = ?, changed = now() where id = ?");
        released = connection.prepareStatement("delete from cases.hold where matter = ?");
    }

    private static String acts(UUID model) {
        return "subject = '" + model + "'";
    }

    @Override
    public void once() throws SQLException {
        var fresh = new Fresh();
        for (Insert insert : submission) {
            insert.run(fresh);
        }
        hold.setObject(1, fresh.id("matter"));
        hold.setArray(2, connection.createArrayOf("text", new String[] {"household", "vehicle", "zone"}));
        hold.setArray(
                3,
                connection.createArrayOf("text", new String[] {"H" + fresh.code, "V" + fresh.code, "Z" + fresh.code}));
        hold.executeUpdate();
        connection.commit();

        for (Insert insert : payment) {
            insert.run(fresh);
        }
        paid.setObject(1, fresh.id("payment"));
        paid.executeUpdate();
        moved.setObject(1, fresh.id("entry"));
        moved.setObject(2, fresh.id("matter"));
        moved.executeUpdate();
        released.setObject(1, fresh.id("matter"));
        released.executeUpdate();
        connection.commit();
    }

    /** The ids and other unique values of one application. */
    private static final class Fresh {
        private final Map<String, UUID> ids = new HashMap<>();
        private final String code = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);

        UUID id(String of) {
            return ids.computeIfAbsent(of, _ -> next());
        }

        static UUID next() {
            var random = ThreadLocalRandom.current();
            return new UUID(
                    (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(0x1000),
                    (random.nextLong() & 0x3fffffffffffffffL) | Long.MIN_VALUE);
        }

        /** What the column holds where it can't be what the model has; absent where it can. */
        @Nullable
        String value(String table, String column, @Nullable String ofModel) {
            return switch (table + "." + column) {
                case "cases.matter.id", "cases.decision.matter", "cases.event.matter", "cases.agenda.matter" ->
                    id("matter").toString();
                case "payment.payment.subject", "ledger.posting.subject", "audit.pending.subject" ->
                    id("matter").toString();
                case "cases.matter.payment", "payment.payment.id", "payment.event.payment" ->
                    id("payment").toString();
                case "registers.version.entry", "documents.document.subject", "cases.agenda.entry" ->
                    id("entry").toString();
                case "ledger.posting.id", "ledger.line.posting" -> id("posting").toString();
                case "cases.matter.reference", "registers.version.key", "registers.version.look_1" -> code;
                case "cases.matter.submission_key", "documents.document.code", "documents.document.number" -> code;
                case "payment.payment.provider_reference", "payment.event.reference" -> "p-bench-" + code + code;
                case "payment.event.event", "ledger.posting.key" -> "bench " + code;
                case "registers.version.look_2",
                        "registers.version.look_3",
                        "registers.version.look_4",
                        "registers.version.look_5" -> ofModel == null ? null : ofModel + code.substring(0, 3);
                case "cases.matter.entry" -> null;
                default -> column.equals("id") ? next().toString() : ofModel;
            };
        }
    }

    /** The rows of the model in one table. */
    private final class Insert {
        private final String table;
        private final List<String> columns;
        private final List<List<@Nullable String>> rows = new ArrayList<>();
        private final PreparedStatement statement;

        Insert(String table, String ofModel, int first, int count) throws SQLException {
            this.table = table;
            this.columns = StoredCases.columns(connection, table);
            if (table.equals("ledger.line")) {
                // The database's own number of the transaction.
                columns.remove("written");
            }
            String from = table.equals("audit.pending") ? "audit.entry" : table;
            String order = columns.contains("id") ? "id" : "1";
            // sql: tables are named above, columns in the catalogue of the database
            String read = "select %s from %s where %s order by %s offset %d limit %d"
                    .formatted(String.join("::text, ", columns) + "::text", from, ofModel, order, first, count);
            try (Statement reading = connection.createStatement();
                    ResultSet row = reading.executeQuery(read)) {
                while (row.next()) {
                    var values = new ArrayList<@Nullable String>();
                    for (int i = 1; i <= columns.size(); i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(values);
                }
            }
            if (rows.size() != count) {
                throw new BenchFailed("the model left %d rows in %s".formatted(rows.size(), table));
            }
            String places = "(" + "?, ".repeat(columns.size() - 1) + "?)";
            statement = connection.prepareStatement("insert into %s (%s) values %s"
                    .formatted(table, String.join(", ", columns), (places + ", ").repeat(count - 1) + places));
        }

        void run(Fresh fresh) throws SQLException {
            int at = 1;
            for (List<@Nullable String> row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(at++, fresh.value(table, columns.get(i), row.get(i)), Types.OTHER);
                }
            }
            statement.executeUpdate();
        }
    }
}
