// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import polity.Polity;
import polity.kernel.documents.DocumentSource;
import polity.kernel.documents.Documents;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.documents.RenderInput;
import polity.kernel.documents.Rendering;
import polity.kernel.node.Context;
import polity.kernel.node.Node;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.signing.Signing;
import polity.kernel.signing.SigningSettings;

/**
 * Sealed permits: written, rendered, sealed and stored by the job that does so after each decision; against the renderer
 * and the seal alone, which are given the finished text and whose result is thrown away. Both in one process, in turns, so
 * that they have the same machine, memory and warmed-up code. The permits are real ones, applied and paid for.
 */
final class CertificateBench implements Measurement {

    private static final int PERMITS = Integer.getInteger("polity.bench.permits", 150);
    private static final int PEOPLE = 60_000;
    private static final int ROUNDS = 3;
    /** As many as the job uses; more would measure the machine, not the work. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final long PATIENCE_NANOS = 600_000_000_000L;

    @Override
    public String what() {
        return "certificates rendered, sealed and stored by the background job; against renderer and seal alone";
    }

    @Override
    public void measure(Place place, Figures figures) throws Exception {
        Path data = place.folder("certificate");
        try (var node = Node.start(Polity.class, place.settings(data));
                Connection connection = Server.database(data)) {
            try (var programs = new Programs(node.port(Zone.PUBLIC), data)) {
                apply(connection, programs);
            }
            awaitNoneWaiting(connection);
            measure(node, connection, place, figures);
        }
    }

    private static void apply(Connection connection, Programs programs) throws IOException, SQLException {
        Applicants.prepare(connection);
        Applicants applicants = Applicants.register(connection, PEOPLE);
        for (int i = 0; i < PERMITS; i++) {
            programs.apply(applicants.next());
        }
    }

    private static void measure(Node node, Connection connection, Place place, Figures figures) throws Exception {
        List<RenderInput> texts = texts(node, connection);
        var rendering = Rendering.load();
        var signing =
                Signing.open(place.folder("keys"), SigningSettings.demonstrationOf("Bench"), InstantSource.system());
        jobPerSecond(connection);
        alonePerSecond(texts, rendering, signing);
        var ours = new double[ROUNDS];
        var floor = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ours[i] = jobPerSecond(connection);
            floor[i] = alonePerSecond(texts, rendering, signing);
        }
        figures.add("per_second", Figures.median(ours), "certificates/s, rendered, sealed (PAdES-LT) and stored");
        figures.add(
                "floor_per_second",
                Figures.median(floor),
                "renderer and seal alone, %d thread%s as the job has, in turns"
                        .formatted(THREADS, THREADS == 1 ? "" : "s"));
        figures.compare("per_second / floor", figures.get("per_second") / figures.get("floor_per_second"), ">=", 0.6);
        figures.note("%d permits a round, %d rounds; the demonstration's certificates, revocation list and time stamps"
                .formatted(texts.size(), ROUNDS));
    }

    /** All permits are to be made anew; the job finds them as it finds those that have just been decided. */
    private static double jobPerSecond(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from documents.rendition");
            statement.execute("insert into documents.waiting (document) select id from documents.document");
        }
        connection.commit();
        connection.setAutoCommit(true);
        long began = System.nanoTime();
        awaitNoneWaiting(connection);
        double seconds = (System.nanoTime() - began) / 1e9;
        return count(connection, "select count(*) from documents.rendition") / seconds;
    }

    private static void awaitNoneWaiting(Connection connection) throws SQLException {
        long began = System.nanoTime();
        while (count(connection, "select count(*) from documents.waiting") > 0) {
            if (count(connection, "select count(*) from documents.waiting where failures > 0") > 0
                    || System.nanoTime() - began > PATIENCE_NANOS) {
                throw new BenchFailed("some documents could not be made, see documents.waiting");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static double alonePerSecond(List<RenderInput> texts, Rendering rendering, Signing signing)
            throws InterruptedException {
        var threads = new ArrayList<Thread>();
        long began = System.nanoTime();
        for (int number = 0; number < THREADS; number++) {
            int first = number;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = first; i < texts.size(); i += THREADS) {
                    RenderInput text = texts.get(i);
                    signing.seal(rendering.pdf(text), text.title(), text.author());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return texts.size() / ((System.nanoTime() - began) / 1e9);
    }

    /** What the job would write for each permit. */
    private static List<RenderInput> texts(Node node, Connection connection) throws SQLException {
        var documents = node.part(Documents.class);
        List<DocumentSource> sources = node.parts(DocumentSource.class);
        var texts = new ArrayList<RenderInput>();
        for (Subject subject : subjects(connection)) {
            // Writes as well: what a permit says of a person is read with its access record.
            texts.addAll(Zone.JOBS.call(() -> node.part(Transactions.class)
                    .write(
                            Context.visitor("rendition"),
                            () -> documents.of(subject.kind(), subject.id()).stream()
                                    .map(document -> text(document, sources))
                                    .toList())));
        }
        if (texts.size() < PERMITS) {
            throw new BenchFailed("there are %d permits of %d".formatted(texts.size(), PERMITS));
        }
        return texts;
    }

    private static RenderInput text(IssuedDocument document, List<DocumentSource> sources) {
        return sources.stream()
                .filter(source -> source.kind().equals(document.kind()))
                .findFirst()
                .orElseThrow()
                .text(document)
                .of(document);
    }

    private record Subject(String kind, UUID id) {}

    private static List<Subject> subjects(Connection connection) throws SQLException {
        var subjects = new ArrayList<Subject>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select distinct kind, subject from documents.document")) {
            while (row.next()) {
                subjects.add(new Subject(row.getString(1), row.getObject(2, UUID.class)));
            }
        }
        return subjects;
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
