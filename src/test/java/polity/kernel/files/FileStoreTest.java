// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class FileStoreTest {

    private final FileStore files = RunningPolity.part(FileStore.class);

    @Test
    void a_file_is_kept_once_and_read_back() {
        Reception first = receive("%PDF-1.7 the same bytes");
        Reception second = receive("%PDF-1.7 the same bytes");

        assertThat(first).isEqualTo(second).isInstanceOfSatisfying(Reception.Kept.class, kept -> {
            assertThat(kept.kind()).isEqualTo(FileKind.PDF);
            assertThat(files.read(kept.id()))
                    .hasValueSatisfying(bytes ->
                            assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("%PDF-1.7 the same bytes"));
        });
    }

    @Test
    void a_file_is_what_its_bytes_say() {
        assertThat(receive("<script>alert(1)</script>"))
                .isEqualTo(new Reception.Refused(Reception.Reason.NOT_A_KNOWN_KIND));
        assertThat(receive("MZ\u0090 a program named permit.pdf"))
                .isEqualTo(new Reception.Refused(Reception.Reason.NOT_A_KNOWN_KIND));
    }

    @Test
    void nothing_and_too_much_are_refused() {
        assertThat(receive("")).isEqualTo(new Reception.Refused(Reception.Reason.EMPTY));
        assertThat(receive("%PDF-" + "x".repeat(2_000))).isEqualTo(new Reception.Refused(Reception.Reason.TOO_LARGE));
    }

    @Test
    void an_id_that_names_another_place_is_no_id() {
        assertThat(FileId.parse("../../secrets/database-admin")).isEmpty();
        assertThat(FileId.parse("A".repeat(64))).isEmpty();
    }

    @Test
    void bytes_to_which_nothing_refers_are_removed_when_they_are_due() {
        FileId loose = kept("%PDF-1.7 loose");
        FileId fresh = kept("%PDF-1.7 fresh");
        FileId named = kept("%PDF-1.7 named");
        due(loose);
        due(named);

        clean(List.of(_ -> List.of(named)));

        assertThat(files.read(loose)).isEmpty();
        assertThat(rows(loose)).isZero();
        assertThat(files.read(fresh)).as("what came lately has a day").isPresent();
        assertThat(files.read(named)).isPresent();
        clean(List.of());
        assertThat(files.read(named))
                .as("what something refers to is not looked at again until it lets go")
                .isPresent();
    }

    @Test
    void whoever_keeps_the_same_bytes_while_they_are_removed_finds_them_kept() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String content = "%PDF-1.7 contended " + i;
                FileId id = kept(content);
                due(id);
                var begin = new CyclicBarrier(3);
                Future<?> cleaner = threads.submit(() -> {
                    begin.await();
                    clean(List.of());
                    return true;
                });
                Callable<FileId> again = () -> {
                    begin.await();
                    return kept(content);
                };
                List<Future<FileId>> senders = List.of(threads.submit(again), threads.submit(again));
                for (Future<FileId> sender : senders) {
                    assertThat(sender.get()).isEqualTo(id);
                }
                cleaner.get();

                assertThat(files.read(id)).isPresent();
                assertThat(rows(id)).isEqualTo(1);
            }
        }
    }

    @Test
    void bytes_that_are_being_removed_are_kept_anew_by_whoever_sends_them_meanwhile() throws Exception {
        FileId id = kept("%PDF-1.7 meanwhile");
        due(id);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The sender comes when the remover has locked the row and before it has removed the bytes.
            var sender = new AtomicReference<Future<FileId>>();
            clean(List.of(_ -> {
                sender.set(threads.submit(() -> kept("%PDF-1.7 meanwhile")));
                awaitWaiting();
                return List.of();
            }));

            assertThat(sender.get().get()).isEqualTo(id);
        }
        assertThat(files.read(id)).isPresent();
        assertThat(rows(id)).isEqualTo(1);
    }

    @Test
    void what_is_let_go_while_somebody_looks_whether_it_is_used_is_looked_at_again() throws Exception {
        FileId id = kept("%PDF-1.7 let go");
        due(id);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var releasing = new AtomicReference<Future<?>>();
            clean(List.of(_ -> {
                Future<?> release = threads.submit(() -> Zone.JOBS.run(() -> RunningPolity.part(Transactions.class)
                        .write(Context.visitor("test"), () -> files.release(List.of(id)))));
                releasing.set(release);
                while (!release.isDone() && !waiting("update files.file")) {
                    Thread.onSpinWait();
                }
                return List.of(id);
            }));
            releasing.get().get();
        }

        clean(List.of());

        assertThat(files.read(id)).isEmpty();
    }

    /** Until somebody waits for a row of the table of files. */
    private static void awaitWaiting() {
        while (!waiting("insert into files.file")) {
            Thread.onSpinWait();
        }
    }

    private static boolean waiting(String statement) {
        return DatabaseOwner.ask(
                jdbc -> jdbc.sql("""
                        select exists (select from pg_stat_activity
                                       where wait_event_type = 'Lock' and position(? in query) > 0)
                        """).param(statement).query(Boolean.class).single());
    }

    private FileId kept(String content) {
        return ((Reception.Kept) receive(content)).id();
    }

    private static void due(FileId id) {
        DatabaseOwner.change(
                "update files.file set due = now() - interval '1 day' where hash = decode(?, 'hex')", id.hex());
    }

    private static long rows(FileId id) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select count(*) from files.file where hash = decode(?, 'hex')")
                .param(id.hex())
                .query(Long.class)
                .single());
    }

    private void clean(List<FileUse> uses) {
        Zone.JOBS.run(() -> RunningPolity.part(Transactions.class)
                .write(Context.visitor("test"), () -> files.clean(uses, Instant.now(), 100)));
    }

    private Reception receive(String content) {
        return Zone.PUBLIC.call(
                () -> files.receive(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1_000));
    }
}
