// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Whole applications through the gateway: sent, decided, paid, posted, registered, recorded and visible. */
final class SubmitBench implements Measurement {

    private static final int CLIENTS = 16;
    private static final int OPEN_CLIENTS = 96;
    private static final double OFFERED = 235;
    /** What two cores bear with room to spare. */
    private static final double BEARABLE = 60;

    private static final double OPEN_SECONDS = seconds("polity.bench.open", 60);
    private static final double SECONDS = seconds("polity.bench.closed", 15);
    private static final int ROUNDS = 3;
    private static final int WARM_ROUNDS = 30;
    /** The share of a core that compilers still take when a program has come to rest. */
    private static final double RESTING = 0.1;

    private static final int PEOPLE = 200_000;
    private static final long FEW = 10_000;
    private static final long MANY = Long.getLong("polity.bench.many", 1_000_000);

    private static double seconds(String property, int usual) {
        return Integer.getInteger(property, usual);
    }

    @Override
    public String what() {
        return "applications through the gateway, paid and issued; against bare JDBC, and with a million stored";
    }

    @Override
    public void measure(Place place, Figures figures) throws Exception {
        try (var few = new Stored(place, FEW)) {
            bearable(few, figures);
            open(few, figures);
            closed(few, figures);
            if (MANY > 0) {
                try (var many = new Stored(place, MANY)) {
                    grown(few, many, figures);
                }
            }
        }
    }

    /** A server that has handled so many cases. */
    private static final class Stored implements AutoCloseable {
        private final Server server;
        private final Applicants applicants;
        private final UUID model;

        Stored(Place place, long cases)
                throws IOException, InterruptedException, SQLException, GeneralSecurityException {
            server = new Server(place, place.folder("submit"));
            try {
                server.start();
                try (Connection connection = server.database()) {
                    Applicants.prepare(connection);
                    applicants = Applicants.register(connection, PEOPLE);
                    try (var programs = new Programs(server)) {
                        model = programs.apply(applicants.next());
                    }
                    awaitRest(connection, model);
                    StoredCases.fill(connection, model, cases, PEOPLE);
                }
                // Once more, so that connections know what the tables hold now.
                server.stop();
                server.start();
                warm(this);
            } catch (IOException
                    | InterruptedException
                    | SQLException
                    | GeneralSecurityException
                    | RuntimeException e) {
                server.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static void awaitRest(Connection connection, UUID model) throws SQLException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            String done = """
                    select (select count(*) from audit.entry where subject = '%1$s')
                      + (select count(*) from notification.message
                         where person = (select applicant from cases.matter where id = '%1$s'))
                    """.formatted(model);
            if (count(connection, done) >= 4) {
                return;
            }
            Thread.sleep(50);
        }
        throw new BenchFailed("the model case is not in the log, or nobody was told of it");
    }

    private static void open(Stored stored, Figures figures) throws Exception {
        var clients = new ConcurrentLinkedQueue<Programs>();
        OpenLoop loop = open(stored, OFFERED, clients);
        figures.add("offered_per_second", OFFERED, "applications/s for %.0f s, open loop".formatted(OPEN_SECONDS));
        figures.add("done_per_second", loop.donePerSecond(), "applications/s");
        figures.add("p95_ms", loop.percentile(0.95), "ms from the scheduled send to the paid permit");
        figures.note(
                "half within %.0f ms, 99 of 100 within %.0f ms".formatted(loop.percentile(0.5), loop.percentile(0.99)));
        figures.note("sent again after a 503: %d times"
                .formatted(clients.stream().mapToInt(Programs::refused).sum()));
        figures.compare("p95_ms", figures.get("p95_ms"), "<", 150);
    }

    /** The same where no line forms: what an applicant waits on a day that the machine was bought for. */
    private static void bearable(Stored stored, Figures figures) throws Exception {
        OpenLoop loop = open(stored, BEARABLE, new ConcurrentLinkedQueue<>());
        figures.add("p95_ms_at_60", loop.percentile(0.95), "ms, with %.0f applications/s offered".formatted(BEARABLE));
        figures.note(
                "half within %.0f ms, 99 of 100 within %.0f ms".formatted(loop.percentile(0.5), loop.percentile(0.99)));
    }

    private static OpenLoop open(Stored stored, double offered, Queue<Programs> clients) throws Exception {
        var unseen = new ConcurrentLinkedQueue<String>();
        OpenLoop loop = OpenLoop.run(OPEN_CLIENTS, offered, OPEN_SECONDS, number -> {
            var programs = new Programs(stored.server);
            clients.add(programs);
            return () -> {
                Applicants.Applicant applicant = stored.applicants.next();
                UUID id = programs.apply(applicant);
                if (number == 0) {
                    // The next read shows it: one of the clients looks each time.
                    String read = programs.read(applicant, id);
                    if (!read.contains("\"status\":\"issued\"") || !read.contains("\"documents\":[{")) {
                        unseen.add(read);
                    }
                }
            };
        });
        if (!unseen.isEmpty()) {
            throw new BenchFailed("a case that was paid is not issued in the next read: " + unseen.peek());
        }
        return loop;
    }

    private static void closed(Stored stored, Figures figures) throws Exception {
        var ours = new double[ROUNDS];
        var floor = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ours[i] = closedLoop(stored, SECONDS);
            floor[i] = floor(stored, SECONDS);
        }
        figures.add(
                "max_per_second", Figures.median(ours), "applications/s, closed loop, %d clients".formatted(CLIENTS));
        figures.add("floor_per_second", Figures.median(floor), "the same rows by bare JDBC, in turns");
        figures.compare("max / floor", figures.get("max_per_second") / figures.get("floor_per_second"), ">=", 0.35);
    }

    /** A server is measured as it runs all day: once nothing of it is left to be compiled. */
    private static void warm(Stored stored) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_ROUNDS; i++) {
            double before = stored.server.compiling();
            closedLoop(stored, SECONDS);
            if (stored.server.compiling() - before < RESTING * SECONDS) {
                return;
            }
        }
    }

    private static double closedLoop(Stored stored, double seconds) throws InterruptedException {
        return ClosedLoop.perSecond(CLIENTS, seconds, _ -> {
            var programs = new Programs(stored.server);
            return () -> programs.apply(stored.applicants.next());
        });
    }

    private static double floor(Stored stored, double seconds) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            connections.add(stored.server.database());
        }
        try {
            return ClosedLoop.perSecond(
                    CLIENTS, seconds, number -> new JdbcFloor(connections.get(number), stored.model));
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void grown(Stored few, Stored many, Figures figures) throws InterruptedException {
        var small = new double[ROUNDS];
        var large = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            small[i] = closedLoop(few, SECONDS);
            large[i] = closedLoop(many, SECONDS);
        }
        figures.add("max_per_second_10k", Figures.median(small), "applications/s with 10,000 stored cases");
        figures.add("max_per_second_1m", Figures.median(large), "applications/s with 1,000,000 stored cases");
        figures.compare("1m / 10k", figures.get("max_per_second_1m") / figures.get("max_per_second_10k"), ">=", 0.9);
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
