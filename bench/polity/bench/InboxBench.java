// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import polity.kernel.identity.Secret;

/**
 * What waits for an official, over a million cases and two hundred thousand open tasks of forty units; against the same
 * rows read by bare JDBC, as an administrator whom no policy checks.
 */
final class InboxBench implements Measurement {

    private static final long CASES = Long.getLong("polity.bench.cases", 1_000_000);
    private static final int UNITS = 40;
    private static final int OPEN = 200_000;
    /** As many as the page shows. */
    private static final int SHOWN = 100;
    /** Two are waited for in each notice. */
    private static final int STEPS = 2;

    /** Of as many officials as five hundred, each of whom looks every fifteen seconds. */
    private static final double OFFERED = 30;

    private static final double SECONDS = Integer.getInteger("polity.bench.open", 30);
    private static final int CLIENTS = 8;
    private static final String LIST = "/desk/tasks";
    private static final String COUNTS = "/desk";

    @Override
    public String what() {
        return "an official's tasks, with a million cases and 200,000 open tasks; against bare JDBC";
    }

    @Override
    public void measure(Place place, Figures figures) throws Exception {
        try (var server = new Server(place, place.folder("inbox"))) {
            server.start();
            String one;
            String several;
            String all;
            try (Connection connection = server.database()) {
                seed(server, connection);
                one = session(connection, "police-licensing-officer");
                several = session(connection, "environmental-health-officer");
                all = session(connection, "mayor");
            }
            // Once more, so that connections know what the tables hold now.
            server.stop();
            server.start();
            check(server, one);
            for (String session : List.of(one, several, all)) {
                pages(server, session, LIST, 2 * OFFERED);
            }
            pages(server, one, COUNTS, 2 * OFFERED);
            OpenLoop list = pages(server, one, LIST, OFFERED);
            OpenLoop floor = floor(server);
            OpenLoop counts = pages(server, one, COUNTS, OFFERED);
            add(figures, "p95_ms", list, "ms, the tasks of an official whose unit has 5,000");
            add(figures, "floor_p95_ms", floor, "ms, the same rows by bare JDBC");
            add(figures, "p95_ms_counts", counts, "ms, the first page of the desk, with what waits");
            add(figures, "p95_ms_five", pages(server, several, LIST, OFFERED), "ms, of an official of five units");
            add(figures, "p95_ms_all", pages(server, all, LIST, OFFERED), "ms, of one who is over all forty");
            figures.note("%,d cases, %,d open tasks of %d units; %.0f pages/s for %.0f s, open loop"
                    .formatted(CASES, OPEN, UNITS, OFFERED, SECONDS));
            figures.compare("p95_ms", figures.get("p95_ms"), "<", 30);
            figures.compare("p95_ms_counts", figures.get("p95_ms_counts"), "<", 30);
            figures.compare("p95_ms_five", figures.get("p95_ms_five"), "<", 30);
        }
    }

    private static void add(Figures figures, String name, OpenLoop loop, String what) {
        figures.add(name, loop.percentile(0.95), what);
        figures.note(
                "half within %.1f ms, 99 of 100 within %.1f ms".formatted(loop.percentile(0.5), loop.percentile(0.99)));
    }

    private static void seed(Server server, Connection connection) throws Exception {
        Applicants.prepare(connection);
        Applicants applicants = Applicants.register(connection, 10);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function bench.unit(n bigint) returns text language sql immutable parallel safe
                    return case n %% %1$d when 0 then 'police-licensing' else 'district-' || n %% %1$d end
                    """.formatted(UNITS));
            statement.execute("""
                    insert into authority.unit (code, parent, name)
                    select 'district-' || n, (select id from authority.unit where code = 'authority'),
                           jsonb_build_object('en', 'District ' || n)
                    from generate_series(1, %d) n
                    """.formatted(UNITS - 1));
            // One official has posts in five of them.
            statement.execute("""
                    insert into authority.post (code, unit, name)
                    select 'clerk-' || n, (select id from authority.unit where code = 'district-' || n),
                           jsonb_build_object('en', 'Clerk ' || n)
                    from generate_series(1, 5) n
                    """);
            statement.execute("""
                    insert into authority.post_role (post, role)
                    select id, 'caseworker' from authority.post where code like 'clerk-%'
                    """);
            statement.execute("""
                    insert into authority.appointment (person, post, begins)
                    select (select a.person from authority.appointment a join authority.post p on p.id = a.post
                            where p.code = 'environmental-health-officer'), id, now() - interval '1 day'
                    from authority.post where code like 'clerk-%'
                    """);
        }
        try (var programs = new Programs(server)) {
            Notices.like(connection, programs, applicants.next()).heard(CASES, OPEN / STEPS);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
            statement.execute("checkpoint");
        }
    }

    /** Signs the holder of a post in at the desk, and returns what his browser keeps. */
    private static String session(Connection connection, String post) throws SQLException {
        Secret token = Secret.next();
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into identity.session (token, zone, person, begun, last_seen, idle, expires, browser, system)
                select sha256(?), 'desk', a.person, now(), now(), interval '8 hours', now() + interval '8 hours', 'b', 's'
                from authority.appointment a join authority.post p on p.id = a.post
                where p.code = ? and a.ends is null order by a.id limit 1
                """)) {
            statement.setBytes(1, token.bytes());
            statement.setString(2, post);
            if (statement.executeUpdate() != 1) {
                throw new BenchFailed("nobody is " + post);
            }
        }
        return "polity-desk=" + token.text();
    }

    private static void check(Server server, String session) throws IOException {
        try (var client = new Client("localhost", server.deskPort())) {
            Client.Answer answer = client.get(LIST, Map.of("Cookie", session));
            int tasks = answer.text().split("href=\"/desk/tasks/", -1).length - 1;
            if (answer.status() != 200 || tasks != SHOWN) {
                throw new BenchFailed("the page answers %d with %d tasks".formatted(answer.status(), tasks));
            }
            String counts = client.get(COUNTS, Map.of("Cookie", session)).text();
            if (!counts.contains("100")) {
                throw new BenchFailed("the first page of the desk doesn't say how much waits");
            }
        }
    }

    private static OpenLoop pages(Server server, String session, String path, double perSecond)
            throws InterruptedException {
        return OpenLoop.run(CLIENTS, perSecond, SECONDS, _ -> {
            var client = new Client("localhost", server.deskPort());
            byte[] request = client.request("GET", path, Map.of("Cookie", session), new byte[0]);
            return () -> {
                Client.Answer answer = client.exchange(request, false);
                if (answer.status() != 200) {
                    throw new IOException("answered with " + answer.status());
                }
            };
        });
    }

    /** The tasks with their cases, and the record that somebody has looked, in one transaction. */
    private static OpenLoop floor(Server server) throws InterruptedException {
        return OpenLoop.run(CLIENTS, OFFERED, SECONDS, _ -> {
            Connection connection = server.database();
            connection.setAutoCommit(false);
            PreparedStatement read = connection.prepareStatement("""
                    select t.id, t.matter, m.reference, t.service, m.applicant_name, m.applicant, t.step, t.unit, t.opened,
                           t.due, t.last_day, t.claimed, t.state
                    from (select * from handling.task where unit = 'police-licensing' and state = 'open'
                          order by due, id limit %d) t join cases.matter m on m.id = t.matter
                    order by t.due, t.id
                    """.formatted(SHOWN));
            PreparedStatement record = connection.prepareStatement(
                    "insert into authority.access_record (reader, purpose, persons) values (?, 'bench', ?)");
            UUID reader = UUID.randomUUID();
            return () -> {
                Set<UUID> persons = new HashSet<>();
                try (ResultSet row = read.executeQuery()) {
                    while (row.next()) {
                        persons.add(row.getObject("applicant", UUID.class));
                    }
                }
                if (persons.size() != SHOWN) {
                    throw new BenchFailed("the floor reads %d tasks".formatted(persons.size()));
                }
                record.setObject(1, reader);
                record.setArray(2, connection.createArrayOf("uuid", persons.toArray(UUID[]::new)));
                record.executeUpdate();
                connection.commit();
            };
        });
    }
}
