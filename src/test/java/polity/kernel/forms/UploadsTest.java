// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import polity.kernel.files.FileId;
import polity.kernel.files.FileStore;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** How much may wait to be an answer, and what becomes of it. */
class UploadsTest {

    private final Uploads uploads = RunningPolity.part(Uploads.class);
    private final UUID visitor = UUID.randomUUID();

    @Test
    void a_visitor_may_upload_some_files_and_is_told_how_to_upload_more() {
        for (int i = 0; i < Quota.VISITOR.files(); i++) {
            assertThat(send(visitor, "file " + i)).isInstanceOf(Upload.Kept.class);
        }

        assertThat(send(visitor, "one more")).isInstanceOfSatisfying(Upload.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo("quota-visitor");
            assertThat(refused.error().field()).isEqualTo("plan");
        });
        assertThat(kept("one more"))
                .as("what is refused beforehand is not even received")
                .isFalse();
        assertThat(send(UUID.randomUUID(), "another visitor")).isInstanceOf(Upload.Kept.class);
    }

    @Test
    void a_person_may_upload_more_than_a_visitor() {
        UUID person = Residents.withAccountIn(Residents.zone(1)).person();
        used(person, Quota.VISITOR.megabytes() * 2L << 20, false);
        assertThat(send(person, "of a person")).isInstanceOf(Upload.Kept.class);

        used(person, (long) Quota.PERSON.megabytes() << 20, false);
        assertThat(send(person, "too much even for a person"))
                .isInstanceOfSatisfying(
                        Upload.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("quota"));
    }

    @Test
    void all_visitors_together_have_a_quota_that_leaves_persons_alone() {
        UUID person = Residents.withAccountIn(Residents.zone(1)).person();
        UUID others = UUID.randomUUID();
        used(others, (long) Quota.VISITORS.megabytes() << 20, true);
        try {
            assertThat(send(visitor, "of a late visitor"))
                    .isInstanceOfSatisfying(
                            Upload.Refused.class,
                            refused -> assertThat(refused.error().code()).isEqualTo("quota-visitors"));
            assertThat(send(person, "of a late person")).isInstanceOf(Upload.Kept.class);
        } finally {
            DatabaseOwner.change("delete from forms.upload where owner = ?", others);
        }
    }

    @Test
    void of_many_files_sent_at_once_no_more_are_kept_than_the_quota() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Upload.Result>> sent = new ArrayList<>();
            for (int i = 0; i < Quota.VISITOR.files() + 6; i++) {
                String content = "at once " + visitor + i;
                sent.add(threads.submit(() -> send(visitor, content)));
            }
            assertThat(sent.stream().map(UploadsTest::done).filter(Upload.Kept.class::isInstance))
                    .hasSize(Quota.VISITOR.files());
        }
    }

    @Test
    void a_file_sent_again_counts_once() {
        for (int i = 0; i < Quota.VISITOR.files() - 1; i++) {
            assertThat(send(visitor, "again " + i / 2)).isInstanceOf(Upload.Kept.class);
        }
        assertThat(send(visitor, "again 0")).isInstanceOf(Upload.Kept.class);
    }

    @Test
    void files_that_were_never_sent_are_removed_with_their_bytes_when_their_time_is_over() {
        UUID person = UUID.randomUUID();
        FileId abandoned =
                ((Upload.Kept) send(visitor, "abandoned " + visitor)).upload().file();
        FileId shared =
                ((Upload.Kept) send(visitor, "shared " + visitor)).upload().file();
        send(person, "shared " + visitor);
        DatabaseOwner.change("update forms.upload set at = now() - interval '14 hours' where owner = ?", visitor);
        DatabaseOwner.change(
                "update files.file set due = null where hash in (decode(?, 'hex'), decode(?, 'hex'))",
                abandoned.hex(),
                shared.hex());

        Residents.run("upload-cleaning");
        Residents.run("file-cleaning");

        var files = RunningPolity.part(FileStore.class);
        assertThat(files.read(abandoned)).isEmpty();
        assertThat(files.read(shared)).isPresent();
        assertThat(send(visitor, "abandoned " + visitor)).isInstanceOf(Upload.Kept.class);
        assertThat(files.read(abandoned)).isPresent();
    }

    private Upload.Result send(UUID owner, String content) {
        return Zone.PUBLIC.call(() -> uploads.receive(
                Context.of(owner, "test"), "plan", "plan.pdf", new ByteArrayInputStream(pdf(content)), 1_000));
    }

    /** As if the owner had uploaded so many bytes. */
    private static void used(UUID owner, long bytes, boolean visitor) {
        DatabaseOwner.change("""
                with file as (
                  insert into files.file (hash, bytes, kind) values (sha256(uuid_send(uuidv7())), 1, 'pdf') returning hash
                )
                insert into forms.upload (owner, file, name, kind, bytes, visitor)
                select ?, hash, 'x.pdf', 'pdf', ?, ? from file
                """, owner, bytes, visitor);
    }

    private static boolean kept(String content) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select count(*) from files.file where hash = sha256(?)")
                        .param(pdf(content))
                        .query(Long.class)
                        .single())
                > 0;
    }

    private static byte[] pdf(String content) {
        return ("%PDF-1.7 " + content).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
