// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import polity.kernel.files.BoundedPool;
import polity.kernel.node.Zone;
import polity.kernel.signing.Signing;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that anybody hands in: ours are judged by their seal, a stranger's is only looked through. */
class VerifyingFilesTest {

    private final byte[] sealed =
            RunningPolity.part(Signing.class).seal(Rendering.load().pdf(Permits.english()), "Permit", "Lindenau");

    @Test
    void a_file_that_we_issued_is_valid_and_one_that_we_did_not_is_unknown() {
        assertThat(sent(sealed).body()).contains("This file was changed");
        issue(sealed);

        assertThat(sent(sealed).body()).contains("This document is valid");
        assertThat(sent(text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"))
                        .body())
                .contains("No such document");
        assertThat(sent(text("<html>a permit</html>")).body()).contains("This can’t be verified");
    }

    @Test
    void any_change_of_a_file_that_we_issued_is_noticed() {
        issue(sealed);
        byte[] changed = sealed.clone();
        changed[3_000] ^= 1;
        assertThat(sent(changed).body()).contains("This file was changed");

        var longer = new ByteArrayOutputStream();
        longer.writeBytes(sealed);
        longer.writeBytes(text("900 0 obj\n<</Type/Catalog>>\nendobj\nstartxref\n" + sealed.length + "\n%%EOF\n"));
        assertThat(sent(longer.toByteArray()).body()).contains("This file was changed");
    }

    @Test
    void when_too_many_files_wait_people_are_told_to_come_again_at_once() throws InterruptedException {
        issue(sealed);
        byte[] strange = text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n");
        List<BoundedPool> pools = RunningPolity.parts(BoundedPool.class);
        var open = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (BoundedPool pool : pools) {
                    fill(pool, open, callers);
                }
                for (byte[] file : List.of(sealed, strange)) {
                    HttpResponse<String> busy = sent(file);
                    assertThat(busy.statusCode()).isEqualTo(503);
                    assertThat(busy.headers().firstValue("Retry-After")).hasValue("5");
                    assertThat(busy.body()).contains("Try again in a few minutes");
                }
            } finally {
                open.countDown();
            }
        }
        assertThat(sent(strange).statusCode()).isEqualTo(200);
    }

    /** Gives the pool work until it takes no more, and again whenever it gives up waiting for some of it. */
    private static void fill(BoundedPool pool, CountDownLatch open, ExecutorService callers)
            throws InterruptedException {
        var full = new CountDownLatch(1);
        Callable<Boolean> waiting = () -> {
            open.await();
            return true;
        };
        for (int i = 0; i < 30; i++) {
            var _ = callers.submit(() -> {
                do {
                    if (Zone.PUBLIC.call(() -> pool.call(waiting)).isEmpty()) {
                        full.countDown();
                    }
                } while (!open.await(20, TimeUnit.MILLISECONDS));
                return true;
            });
        }
        full.await();
    }

    @Test
    void a_form_without_a_file_asks_for_one() {
        assertThat(sent(new byte[0]).statusCode()).isEqualTo(422);
        assertThat(sent(new byte[11 << 20]).body()).contains("smaller than 10 MB");
    }

    private static void issue(byte[] file) {
        DatabaseOwner.change("""
                with made as (
                  insert into documents.document
                    (code, number, kind, subject, template, language, issued, valid_from, disclosed)
                  values (?, ?, 'test', uuidv7(), 'permit', 'en', now(), date '2020-01-01', '[]')
                  returning id
                ), kept as (
                  insert into files.file (hash, bytes, kind) values (sha256(?), 1, 'pdf')
                  on conflict (hash) do update set due = null returning hash
                )
                insert into documents.rendition (document, file) select id, hash from made, kept
                """, UUID.randomUUID().toString(), "T-" + UUID.randomUUID(), file);
    }

    private static HttpResponse<String> sent(byte[] pdf) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text("--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"permit.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n"));
        body.writeBytes(pdf);
        body.writeBytes(text("\r\n--boundary--\r\n"));
        return RunningPolity.send(HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, "/verify"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=boundary")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
