// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Kill -9 while applications come in: what was acknowledged is there once, paid once, and in the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {

    private static final int CLIENTS = 6;
    private static final int PEOPLE = 5_000;
    private static final int ACKNOWLEDGED = 40;
    private static final int MOST_LOOKS = 20_000;

    private final Path data =
            Path.of("target", "test-data", UUID.randomUUID().toString()).toAbsolutePath();

    private Server server;
    private Applicants applicants;

    /** An application that was sent, and what of it was acknowledged. */
    private static final class Sent {
        private final Applicants.Applicant applicant;
        private final String key = UUID.randomUUID().toString();
        private final String event = UUID.randomUUID().toString();
        private Programs.@Nullable Received received;
        private boolean paid;

        Sent(Applicants.Applicant applicant) {
            this.applicant = applicant;
        }
    }

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(data);
        server = Server.ofClasses(Path.of("").toAbsolutePath(), data);
        server.start();
        try (Connection connection = server.database()) {
            Applicants.prepare(connection);
            applicants = Applicants.register(connection, PEOPLE);
        }
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_acknowledged_is_lost_or_done_twice(Server.Victim victim) throws Exception {
        List<Sent> sent = sendUntilKilled(victim);
        if (victim == Server.Victim.DATABASE) {
            server.stop();
        }
        server.start();

        try (var programs = new Programs(server)) {
            for (Sent each : sent) {
                sendAgain(programs, each);
            }
        }

        try (Connection connection = server.database()) {
            awaitLog(connection);
            for (Sent each : sent) {
                assertThat(found(connection, each)).isEqualTo(ONCE);
            }
        }
    }

    /** Applications by several at once, of which nobody knows how far the last ones came. */
    private List<Sent> sendUntilKilled(Server.Victim victim) throws IOException, InterruptedException {
        Queue<Sent> sent = new ConcurrentLinkedQueue<>();
        var enough = new CountDownLatch(ACKNOWLEDGED);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofVirtual().start(() -> send(sent, enough)));
        }
        enough.await();
        server.kill(victim);
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(sent);
    }

    private void send(Queue<Sent> sent, CountDownLatch enough) {
        try (var programs = new Programs(server)) {
            while (true) {
                var next = new Sent(applicants.next());
                sent.add(next);
                next.received = programs.submit(next.applicant, next.key);
                next.paid = programs.pay(next.received, next.event).contains("applied");
                enough.countDown();
            }
        } catch (Exception _) {
            // The server is gone, as it should be; what came of the last application is looked at afterwards.
        }
    }

    /** Whoever had no answer sends the same once more: a citizen's program by its key, the provider by its event. */
    private static void sendAgain(Programs programs, Sent sent) throws IOException {
        Programs.Received before = sent.received;
        Programs.Received received = before == null ? programs.submit(sent.applicant, sent.key) : before;
        sent.received = received;
        String told = programs.pay(received, sent.event);
        if (sent.paid) {
            assertThat(told).contains("repeated");
        } else {
            assertThat(told).containsAnyOf("applied", "repeated");
        }
    }

    /** What an application leaves. */
    private record Found(
            int cases,
            String status,
            int payments,
            int postings,
            boolean whole,
            int permits,
            int documents,
            int acts) {}

    private static final Found ONCE = new Found(1, "issued", 1, 1, true, 1, 1, 3);

    private static Found found(Connection connection, Sent sent) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select (select count(*) from cases.matter where applicant = m.applicant),
                       m.status,
                       (select count(*) from payment.payment p where p.subject = m.id::text and p.state = 'succeeded'),
                       (select count(*) from ledger.posting p where p.subject = m.id::text),
                       (select sum(l.amount) = ? from ledger.line l join ledger.posting p on p.id = l.posting
                        where p.subject = m.id::text),
                       (select count(*) from registers.version v where v.entry = m.entry and v.superseded is null),
                       (select count(*) from documents.document d where d.subject = m.entry),
                       (select count(*) from audit.entry e where e.subject = m.id::text)
                from cases.matter m where m.id = ? and m.submission_key = ?
                """)) {
            Programs.Received received = Objects.requireNonNull(sent.received);
            statement.setLong(1, received.amount());
            statement.setObject(2, received.id());
            statement.setString(3, sent.key);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).as("the case %s", received.id()).isTrue();
                return new Found(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getBoolean(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8));
            }
        }
    }

    private static void awaitLog(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select exists (select from audit.pending)")) {
            for (int i = 0; i < MOST_LOOKS; i++) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("what was recorded does not come into the log");
    }
}
