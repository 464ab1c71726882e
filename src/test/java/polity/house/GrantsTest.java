// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What a broken-into node could reach: the data base as migrated, compared with what the house promises of it. */
class GrantsTest {

    private static final Path GRANTS = House.ROOT.resolve("src/main/resources/db/grants.sql");
    private static final Path PUBLIC = House.ROOT.resolve("src/test/resources/house/public-tables.txt");

    /** Columns that tie a row to somebody. */
    private static final Pattern ABOUT_SOMEBODY = Pattern.compile(
            "(.*_)?(person|account|applicant|holder|owner|citizen|employee|email|phone|birth|born|session)(_.*)?");

    @Test
    void the_zones_roles_may_do_what_grants_sql_lists_and_nothing_else() {
        House.require(
                "List each grant in db/grants.sql, by name, and make none in a migration:",
                asAdministrator(GrantsTest::differences));
    }

    private static List<String> differences(Catalog catalog) {
        var listed = Grants.of(House.read(GRANTS), catalog.signatures());
        var differences = new ArrayList<String>();
        listed.notUnderstood()
                .forEach(each -> differences.add("not understood, write \"grant <what> on [schema|function|sequence]"
                        + " <names> to <roles>\" without \"all\": " + each));
        var found = catalog.grants();
        found.stream()
                .filter(each -> !listed.listed().contains(each))
                .forEach(each -> differences.add("the data base has, and grants.sql doesn't list: " + each));
        listed.listed().stream()
                .filter(each -> !found.contains(each))
                .forEach(each -> differences.add("grants.sql lists, and the data base doesn't have: " + each));
        return differences;
    }

    @Test
    void no_role_of_a_zone_is_more_than_a_guest() {
        House.require(
                "Take these powers away (kernel.node.Migrations makes the roles):",
                asAdministrator(Catalog::overmighty));
    }

    @Test
    void every_table_is_public_by_nature_or_shows_rows_by_policy_only() {
        House.require(
                "Add to the migration: alter table <table> enable row level security, force row level security; and a"
                        + " policy for each role that reads it. Or, if anybody may know every row of it, list it with the"
                        + " reason in src/test/resources/house/public-tables.txt:",
                asAdministrator(catalog -> unprotected(catalog, publicTables())));
    }

    private static List<String> unprotected(Catalog catalog, Map<String, String> open) {
        var faults = new ArrayList<String>();
        for (Catalog.Table table : catalog.tables()) {
            boolean listed = open.keySet().stream().anyMatch(each -> matches(each, table.name()));
            boolean personal = table.columns().stream()
                    .anyMatch(column -> ABOUT_SOMEBODY.matcher(column).matches());
            if (table.name().endsWith(".migration") || (table.forced() && table.rowSecurity() && !listed)) {
                continue;
            }
            if (!listed) {
                faults.add(table.name() + " has no forced row-level security");
            } else if (table.forced()) {
                faults.add(table.name() + " is under row-level security; take it out of the list");
            } else if (personal) {
                faults.add(table.name() + " is listed as public, but has columns about somebody: " + table.columns());
            }
        }
        return faults;
    }

    private static boolean matches(String listed, String table) {
        return listed.endsWith("*") ? table.startsWith(listed.substring(0, listed.length() - 1)) : listed.equals(table);
    }

    /** Each line: a table (or the beginning of several names and *), and why anybody may know its rows. */
    private static Map<String, String> publicTables() {
        var tables = new TreeMap<String, String>();
        for (String line : House.lines(PUBLIC)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", 2);
                assertThat(parts)
                        .as("%s needs a reason: %s", House.shown(PUBLIC), line)
                        .hasSize(2);
                tables.put(parts[0], parts[1]);
            }
        }
        return tables;
    }

    @Test
    void the_list_of_public_tables_names_only_tables_that_there_are() {
        List<String> tables = asAdministrator(
                catalog -> catalog.tables().stream().map(Catalog.Table::name).toList());
        House.require(
                "Take these out of " + House.shown(PUBLIC) + ", there are no such tables:",
                publicTables().keySet().stream()
                        .filter(listed -> tables.stream().noneMatch(table -> matches(listed, table)))
                        .toList());
    }

    @Test
    void without_a_context_nobody_sees_a_row() {
        House.require(
                "Each policy asks (select node.actor()), (select node.unit()) or (select node.purpose()), so that a"
                        + " connection without a context sees nothing:",
                asAdministrator(GrantsTest::seenWithoutContext));
    }

    private static List<String> seenWithoutContext(Catalog catalog) {
        var faults = new ArrayList<>(catalog.policiesWithoutContext(catalog.contextual()));
        for (Catalog.Table table : catalog.tables()) {
            if (table.forced()) {
                for (String role : catalog.readers(table.name())) {
                    String seen = catalog.seen(role, table.name());
                    if (!seen.equals("0")) {
                        faults.add(table.name() + ": " + role + " sees rows without a context");
                    }
                }
            }
        }
        return faults;
    }

    @Test
    void what_a_policy_asks_of_another_table_does_not_grow_with_what_somebody_has() {
        House.require(
                "Look the row up by its key, (select m.id from ... where m.id = ...) is not null: asked whether it exists,"
                        + " the data base may list all rows that somebody may see:",
                asAdministrator(Catalog::policiesThatList));
    }

    @Test
    void nothing_runs_or_shows_with_the_owners_eyes_unguarded() {
        House.require("Mend these in a migration:", asAdministrator(Catalog::backDoors));
    }

    @Test
    void foreign_keys_point_downwards() {
        List<String> modules = SqlText.ofTheHouse().modules();
        House.require(
                "A foreign key points to a lower module (modules.txt), never up:",
                asAdministrator(Catalog::keysAcross).stream()
                        .filter(key -> {
                            String[] parts = key.split(" ", 3);
                            return modules.indexOf(parts[1]) > modules.indexOf(parts[0]);
                        })
                        .toList());
    }

    @Test
    void every_kind_of_hole_is_found() {
        asAdministrator(catalog -> {
            for (String sql : List.of(
                    "create schema broken authorization polity_owner",
                    "set local role polity_owner",
                    "create table broken.open (person uuid)",
                    "create table broken.leaky (id int, name text)",
                    "alter table broken.leaky enable row level security, force row level security",
                    "create policy all_of_it on broken.leaky using (true)",
                    "create policy right_one on broken.leaky for update using ((select node.purpose()) is not null)",
                    "insert into broken.leaky values (1)",
                    "create view broken.seen as select id from broken.leaky",
                    "create function broken.elevated() returns int language sql security definer return 1",
                    "set local role none",
                    "grant usage on schema broken to polity_public",
                    "grant select (id) on broken.leaky to polity_public",
                    "grant polity_owner to polity_desk")) {
                catalog.jdbc().sql(sql).update();
            }
            assertThat(differences(catalog))
                    .contains(
                            "the data base has, and grants.sql doesn't list: usage on schema broken to polity_public",
                            "the data base has, and grants.sql doesn't list: select (id) on table broken.leaky to"
                                    + " polity_public",
                            "the data base has, and grants.sql doesn't list: execute on function broken.elevated() to"
                                    + " public");
            assertThat(catalog.overmighty()).contains("polity_desk: is a member of polity_owner");
            assertThat(unprotected(catalog, Map.of("broken.leaky", "wrongly")))
                    .contains(
                            "broken.open has no forced row-level security",
                            "broken.leaky is under row-level security; take it out of the list");
            assertThat(unprotected(catalog, Map.of("broken.o*", "wrongly")))
                    .anyMatch(fault -> fault.startsWith("broken.open is listed as public, but"));
            assertThat(catalog.contextual()).contains("node.purpose\\(");
            assertThat(seenWithoutContext(catalog))
                    .contains("broken.leaky: polity_public sees rows without a context")
                    .anyMatch(fault -> fault.startsWith("broken.leaky: the policy all_of_it"))
                    .noneMatch(fault -> fault.contains("right_one"));
            assertThat(catalog.backDoors())
                    .anyMatch(fault -> fault.startsWith("broken.seen: a view needs"))
                    .anyMatch(fault -> fault.startsWith("broken.elevated(): "));
            return true;
        });
    }

    @Test
    void what_is_written_in_grants_sql_is_read_one_by_one() {
        var grants = Grants.of("""
                -- a comment; with a semicolon
                grant select, update (b, c) on x.t, x.u to polity_public, polity_desk;
                grant execute on function x.f(int, text) to polity_jobs;
                grant all on x.t to polity_jobs;
                grant select on all tables in schema x to polity_jobs;
                revoke select on x.t from polity_jobs;
                """, name -> name);
        assertThat(grants.listed())
                .hasSize(13)
                .contains(
                        "select on table x.u to polity_desk",
                        "update (c) on table x.t to polity_public",
                        "execute on function x.f(int, text) to polity_jobs");
        assertThat(grants.notUnderstood()).hasSize(3);
    }

    /** Asks in a transaction that is rolled back. */
    private static <T> T asAdministrator(Function<Catalog, T> question) {
        int port = Zone.PUBLIC.call(() -> RunningPolity.part(JdbcClient.class)
                .sql("select inet_server_port()")
                .query(Integer.class)
                .single());
        String password = House.read(RunningPolity.part(NodeSettings.class)
                        .data()
                        .resolve("secrets")
                        .resolve("database-admin"))
                .strip();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password)) {
            connection.setAutoCommit(false);
            try {
                return question.apply(new Catalog(JdbcClient.create(new SingleConnectionDataSource(connection, true))));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
