// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

/** An empty log in a data base of its own, so that it may be broken, with the roles and grants of the real one. */
final class LogDatabase implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** The data base from which each of these is copied; the server is that of the whole test run. */
    private static final class Template {
        static final String NAME = create();

        private static String create() {
            JdbcClient.create(adminOf("postgres"))
                    .sql("create database template_log")
                    .update();
            try (var connection = adminOf("template_log").getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create schema node authorization polity_owner");
                statement.execute("create schema audit authorization polity_owner");
                statement.execute("set role polity_owner");
                statement.execute(resource("db/migration/node/V1__node.sql"));
                statement.execute(resource("db/migration/audit/V1__audit.sql"));
                statement.execute(
                        "revoke all on all functions in schema audit from public; " + grants("node", "audit"));
                return "template_log";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final HikariDataSource jobsPool;
    private final HikariDataSource publicPool;
    private final TransactionTemplate jobsWork;
    private final TransactionTemplate publicWork;
    final JdbcClient admin;
    final JdbcClient jobs;
    final JdbcClient visitors;
    final LocalSigner signer = new LocalSigner("polity.example/log");
    final LogReader log;
    final Audit audit;
    final Audit recorder;

    LogDatabase() {
        var name = "log_" + NUMBER.incrementAndGet();
        JdbcClient.create(adminOf("postgres"))
                .sql("create database " + name + " template " + Template.NAME)
                .update();
        admin = JdbcClient.create(adminOf(name));
        jobsPool = pool(name, Zone.JOBS, 6);
        publicPool = pool(name, Zone.PUBLIC, 10);
        jobsWork = new TransactionTemplate(new DataSourceTransactionManager(jobsPool));
        publicWork = new TransactionTemplate(new DataSourceTransactionManager(publicPool));
        jobs = JdbcClient.create(jobsPool);
        visitors = JdbcClient.create(publicPool);
        log = new LogReader(jobs);
        audit = new Audit(jobs, log, new SecureRandom());
        recorder = new Audit(visitors, new LogReader(visitors), new SecureRandom());
    }

    /** Does the work in one transaction of the public zone. */
    <T> T asPublic(Supplier<T> work) {
        return within(publicWork, visitors, work);
    }

    /** Does the work in one transaction of the background. */
    <T> T asJob(Supplier<T> work) {
        return within(jobsWork, jobs, work);
    }

    long sequence(int batch) {
        return asJob(new Sequencer(jobs, log, () -> signer, batch)::sequence);
    }

    /** Sequences all that there is. */
    long sequence() {
        long all = 0;
        for (long some = sequence(1000); some > 0; some = sequence(1000)) {
            all += some;
        }
        return all;
    }

    Checkpoint checkpoint() {
        return Verification.checkpoint(log.latest().orElseThrow().note(), signer.key())
                .orElseThrow();
    }

    List<EntryId> record(int count) {
        return asPublic(() -> recorder.record(acts(count)));
    }

    static List<Act> acts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Act.of(NOON, "cases.decide", "case", "c-" + i).with("n", i))
                .toList();
    }

    long count(String table) {
        return admin.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static <T> T within(TransactionTemplate template, JdbcClient jdbc, Supplier<T> work) {
        var result = template.execute(_ -> {
            jdbc.sql("select set_config('polity.purpose', 'test', true)")
                    .query(String.class)
                    .single();
            return work.get();
        });
        if (result == null) {
            throw new AssertionError("the work returned nothing");
        }
        return result;
    }

    private static HikariDataSource pool(String database, Zone zone, int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url(database));
        config.setUsername(zone.role());
        config.setPassword(secret(zone.role()));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.addDataSourceProperty("prepareThreshold", "2");
        return new HikariDataSource(config);
    }

    private static DataSource adminOf(String database) {
        return new DriverManagerDataSource(url(database), "postgres", secret("database-admin"));
    }

    private static String url(String database) {
        return Zone.JOBS.call(() -> {
            try (var connection = RunningPolity.part(DataSource.class).getConnection()) {
                var url = connection.getMetaData().getURL();
                return url.substring(0, url.lastIndexOf('/') + 1) + database;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String secret(String name) {
        try {
            return Files.readString(RunningPolity.part(NodeSettings.class)
                            .data()
                            .resolve("secrets")
                            .resolve(name))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String grants(String... schemas) throws IOException {
        var grants = new StringBuilder();
        for (var line : resource("db/grants.sql").lines().toList()) {
            for (var schema : schemas) {
                if (line.contains(" " + schema + ".") || line.contains("schema " + schema + " ")) {
                    grants.append(line).append('\n');
                }
            }
        }
        return grants.toString();
    }

    private static String resource(String name) throws IOException {
        return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        jobsPool.close();
        publicPool.close();
    }
}
