// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings the database to this version of the program: one schema a module, from the lowest module upwards, all owned by
 * a role that can't log in; then the grants of the zones' roles, which stand in one file.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String MODULES = "/db/migration/modules.txt";
    private static final String GRANTS = "/db/grants.sql";
    private static final long ONE_AT_A_TIME = 0x706f6c697479L;

    private final String adminUrl;
    private final DataFolder data;

    Migrations(String adminUrl, DataFolder data) {
        this.adminUrl = adminUrl;
        this.data = data;
    }

    void run() {
        try (var connection = new DriverManagerDataSource(adminUrl).getConnection()) {
            var source = new SingleConnectionDataSource(connection, true);
            requireKnownRoles(connection);
            String release = release();
            if (release.equals(applied(connection))) {
                return;
            }
            execute(connection, "select pg_advisory_lock(" + ONE_AT_A_TIME + ")");
            roles(connection);
            for (String module : modules()) {
                execute(connection, "create schema if not exists " + module + " authorization polity_owner");
                migrate(module);
            }
            grant(connection);
            execute(connection, "comment on schema node is '" + release + "'");
            execute(connection, "select pg_advisory_unlock(" + ONE_AT_A_TIME + ")");
            source.destroy();
        } catch (SQLException | FlywayException e) {
            throw new CannotStart(
                    "The database could not be brought to this version: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " Nothing was half done.",
                    e);
        }
    }

    /** Roles that have passwords are another node's too: one that doesn't know them must not give them new ones. */
    private void requireKnownRoles(Connection connection) throws SQLException {
        for (Zone zone : Zone.values()) {
            try (PreparedStatement statement = connection.prepareStatement("select from pg_roles where rolname = ?")) {
                statement.setString(1, zone.role());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        data.givenSecret(zone.role());
                    }
                }
            }
        }
    }

    /** What this program makes of a database, and with which passwords: equal text, nothing left to do. */
    private String release() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Zone zone : Zone.values()) {
                digest.update(data.secret(zone.role()).getBytes(StandardCharsets.UTF_8));
            }
            digest.update(resource(MODULES).getBytes(StandardCharsets.UTF_8));
            digest.update(resource(GRANTS).getBytes(StandardCharsets.UTF_8));
            var resources = new PathMatchingResourcePatternResolver();
            for (String module : modules()) {
                Resource[] files = resources.getResources("classpath:db/migration/" + module + "/*.sql");
                Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
                for (Resource file : files) {
                    digest.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                    digest.update(file.getContentAsByteArray());
                }
                for (Brought brought : Brought.of(module)) {
                    digest.update(brought.statements.getBytes(StandardCharsets.UTF_8));
                }
            }
            return "release " + HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new CannotStart("This build is damaged: " + e.getMessage() + "; build it anew.", e);
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }

    /** What was made of the database last; written after the last step, so that a half-done one is done again. */
    private static @Nullable String applied(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select obj_description(to_regnamespace('node'), 'pg_namespace')")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private void roles(Connection connection) throws SQLException {
        execute(connection, """
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'polity_owner') then
                    create role polity_owner nologin bypassrls;
                  end if;
                end $$
                """);
        // The passwords are 256 random bits: stretching them would only make each connection slower.
        execute(connection, "set scram_iterations = 1");
        for (Zone zone : Zone.values()) {
            execute(connection, """
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
                      end if;
                      execute 'alter role %1$s password ''%2$s''';
                    end $$
                    """.formatted(zone.role(), data.secret(zone.role())));
        }
        // Trusted extensions that several schemas use live where nobody can create anything else.
        execute(connection, "revoke create on schema public from public");
        execute(connection, "create extension if not exists pg_trgm");
        execute(connection, "create extension if not exists btree_gist");
    }

    private void migrate(String module) {
        int applied = Flyway.configure()
                .dataSource(new DriverManagerDataSource(adminUrl))
                .initSql("set role polity_owner")
                .schemas(module)
                .defaultSchema(module)
                .table("migration")
                .locations("classpath:db/migration/" + module)
                .javaMigrations(Brought.of(module).toArray(JavaMigration[]::new))
                .createSchemas(false)
                .placeholderReplacement(false)
                .load()
                .migrate()
                .migrationsExecuted;
        if (applied > 0) {
            LOG.info("Migrated {}: {} steps", module, applied);
        }
    }

    /** The first step of a schema whose tables are an engine's: the statements that it brings, from its own files. */
    private static final class Brought implements JavaMigration {
        private final String statements;

        Brought(String statements) {
            this.statements = statements;
        }

        static List<Brought> of(String module) {
            String list = "/db/migration/" + module + "/brought.txt";
            return Migrations.class.getResource(list) == null
                    ? List.of()
                    : List.of(new Brought(lines(list).map(Migrations::resource).collect(Collectors.joining("\n"))));
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("1");
        }

        @Override
        public String getDescription() {
            return "brought";
        }

        @Override
        public Integer getChecksum() {
            return statements.hashCode();
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            execute(context.getConnection(), statements);
        }
    }

    /** All grants are made anew from the file, so that one taken out of the file is taken away. */
    private static void grant(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (Zone zone : Zone.values()) {
            execute(connection, """
                    do $$ declare s text; begin
                      for s in select nspname from pg_namespace where nspowner = 'polity_owner'::regrole loop
                        execute format('revoke all on all tables in schema %%I from %1$s', s);
                        execute format('revoke all on all sequences in schema %%I from %1$s', s);
                        execute format('revoke all on all functions in schema %%I from %1$s, public', s);
                        execute format('revoke all on schema %%I from %1$s', s);
                      end loop;
                    end $$
                    """.formatted(zone.role()));
        }
        execute(connection, resource(GRANTS));
        connection.commit();
        connection.setAutoCommit(true);
    }

    static List<String> modules() {
        return lines(MODULES).toList();
    }

    /** What a list says, without its comments. */
    private static Stream<String> lines(String list) {
        return resource(list).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private static String resource(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CannotStart("This build lacks " + name + "; build it anew.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart("This build is damaged at " + name + "; build it anew.", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
