// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty log in a data base of its own, so that it may be broken, with the roles and grants of the real one. */
final class LogDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                var admin = JdbcClient.create(postgres.getPostgresDatabase());
                admin.sql("""
                        do $$ begin
                          create role polity_owner nologin bypassrls;
                          create role polity_public login; create role polity_desk login;
                          create role polity_exchange login; create role polity_management login;
                          create role polity_jobs login;
                        end $$
                        """).update();
                admin.sql("create database template_log").update();
                var template = new DriverManagerDataSource(postgres.getJdbcUrl("postgres", "template_log"));
                try (var connection = template.getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create schema node authorization polity_owner");
                    statement.execute("create schema audit authorization polity_owner");
                    statement.execute("set role polity_owner");
                    statement.execute(resource("db/migration/node/V1__node.sql"));
                    statement.execute(resource("db/migration/audit/V1__audit.sql"));
                    statement.execute(
                            "revoke all on all functions in schema audit from public; " + grants("node", "audit"));
                }
                return postgres;
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
        var server = Server.POSTGRES;
        JdbcClient.create(server.getPostgresDatabase())
                .sql("create database " + name + " template template_log")
                .update();
        admin = JdbcClient.create(new DriverManagerDataSource(server.getJdbcUrl("postgres", name)));
        jobsPool = pool(server.getJdbcUrl("polity_jobs", name), 6);
        publicPool = pool(server.getJdbcUrl("polity_public", name), 16);
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

    private static HikariDataSource pool(String url, int size) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
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
