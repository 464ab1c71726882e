// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.signing.Verdict.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningTest {
    private static final SigningSettings SETTINGS = SigningSettings.demonstrationOf("Stadt Lindenau 林登瑙市");

    private Signing signing;
    private byte[] plain;
    private byte[] sealed;

    @BeforeAll
    void seal(@TempDir Path folder) {
        signing = Signing.open(folder.resolve("keys"), SETTINGS, java.time.InstantSource.system());
        plain = Pdfs.saying("Granted");
        sealed = signing.seal(plain, "Permit", "Lindenau");
    }

    @Test
    void a_sealed_document_is_valid_and_says_by_whom_and_since_when() {
        assertThat(signing.validate(sealed)).isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
            assertThat(valid.sealedBy()).isEqualTo("Stadt Lindenau 林登瑙市");
            assertThat(valid.reason()).isEqualTo("Permit");
            assertThat(valid.sealedAt()).isBetween(Instant.now().minusSeconds(600), Instant.now());
            assertThat(valid.stampedAt()).isBetween(valid.sealedAt().minusSeconds(1), Instant.now());
        });
    }

    @Test
    void the_seal_covers_the_document_from_its_first_byte() {
        assertThat(Arrays.copyOf(sealed, plain.length)).isEqualTo(plain);
    }

    @Test
    void a_changed_byte_anywhere_in_the_document_is_noticed() {
        for (int at = 5; at < plain.length; at += 13) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(signing.validate(changed))
                    .as("byte %d", at)
                    .isInstanceOfAny(Verdict.Altered.class, Verdict.Unreadable.class);
        }
        var word = sealed.clone();
        int at = new String(sealed, StandardCharsets.ISO_8859_1).indexOf("(Granted)");
        word[at + 1] = 'g';
        assertThat(signing.validate(word)).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void an_appended_update_that_replaces_the_page_is_noticed() {
        var forged = Pdfs.updated(sealed, Map.of(4, Pdfs.content("Refused")));
        assertThat(signing.validate(forged)).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void an_appended_annotation_over_the_page_is_noticed() {
        var note = "<< /Type /Annot /Subtype /FreeText /Rect [0 0 300 200] /Contents (Refused) /F 4 "
                + "/DA (/Helv 12 Tf 0 g) >>";
        var page = Pdfs.PAGE.replace("/Contents", "/Annots [800 0 R] /Contents");
        assertThat(signing.validate(Pdfs.updated(sealed, Map.of(3, page, 800, note))))
                .isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void another_page_tree_put_into_the_catalog_is_noticed() {
        var forged = Pdfs.updated(
                sealed, Map.of(1, "<< /Type /Catalog /Pages 801 0 R >>", 801, "<< /Type /Pages /Kids [] /Count 0 >>"));
        assertThat(signing.validate(forged)).isNotInstanceOf(Verdict.Valid.class);
    }

    @Test
    void an_action_on_opening_is_noticed() {
        var text = new String(sealed, StandardCharsets.ISO_8859_1);
        var catalogs = Pattern.compile("\n1 0 obj\\s*(<<[^%]*?>>)\\s*endobj").matcher(text);
        var catalog = "";
        while (catalogs.find()) {
            catalog = catalogs.group(1);
        }
        var opening = catalog.substring(0, catalog.length() - 2) + "/OpenAction << /S /JavaScript /JS (x) >> >>";
        assertThat(catalog).contains("/DSS");
        assertThat(signing.validate(Pdfs.updated(sealed, Map.of(1, opening)))).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void bytes_behind_the_end_are_noticed() {
        assertThat(signing.validate(Arrays.copyOf(sealed, sealed.length + 9))).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void another_authority_seal_is_not_ours(@TempDir Path elsewhere) {
        var other = Signing.open(
                elsewhere, SigningSettings.demonstrationOf("Stadt Lindenau 林登瑙市"), java.time.InstantSource.system());
        var foreign = other.seal(plain, "Permit", "Lindenau");
        assertThat(other.validate(foreign)).isInstanceOf(Verdict.Valid.class);
        assertThat(signing.validate(foreign)).isEqualTo(new Verdict.NotOurs("Stadt Lindenau 林登瑙市"));
    }

    @Test
    void our_seal_on_top_of_a_foreign_signature_is_ours(@TempDir Path elsewhere) {
        var foreign = Signing.open(elsewhere, SETTINGS, java.time.InstantSource.system())
                .seal(plain, "first", "x");
        assertThat(signing.validate(signing.seal(foreign, "second", "y"))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void a_foreign_signature_on_top_of_our_seal_is_an_alteration(@TempDir Path elsewhere) {
        var later = Signing.open(elsewhere, SETTINGS, java.time.InstantSource.system())
                .seal(sealed, "second", "x");
        assertThat(signing.validate(later)).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void a_document_without_signature_is_not_ours() {
        assertThat(signing.validate(plain)).isEqualTo(new Verdict.NotOurs(null));
    }

    @Test
    void what_cannot_be_read_is_said_to_be_unreadable() {
        var garbage = new byte[20 << 20];
        new Random(7).nextBytes(garbage);
        assertThat(signing.validate(garbage)).isEqualTo(new Verdict.Unreadable(Fault.NOT_PDF));
        assertThat(signing.validate(new byte[0])).isEqualTo(new Verdict.Unreadable(Fault.EMPTY));
        assertThat(signing.validate(new byte[33 << 20])).isEqualTo(new Verdict.Unreadable(Fault.TOO_BIG));
        System.arraycopy(sealed, 0, garbage, 0, 1000);
        assertThat(signing.validate(garbage)).isEqualTo(new Verdict.Unreadable(Fault.TRUNCATED));
        byte[] end = "\nstartxref\n99\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, garbage, garbage.length - end.length, end.length);
        assertThat(signing.validate(garbage)).isEqualTo(new Verdict.Unreadable(Fault.DAMAGED));
    }

    @Test
    void a_strangers_file_is_looked_through_and_nothing_in_it_is_decoded() throws IOException {
        assertThat(signing.glance(plain)).isEqualTo(new Verdict.NotOurs(null));
        assertThat(signing.glance(Pdfs.updated(sealed, Map.of(4, Pdfs.content("Refused")))))
                .isEqualTo(new Verdict.Altered("Stadt Lindenau 林登瑙市"));
        assertThat(signing.glance(new byte[9])).isEqualTo(new Verdict.Unreadable(Fault.NOT_PDF));

        byte[] swelling = Pdfs.swelling(sealed, 200);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(signing.glance(swelling)).isInstanceOf(Verdict.Altered.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes of memory taken for a file of " + swelling.length)
                .isLessThan(10L << 20);
    }

    @Test
    void a_truncated_document_is_never_valid() {
        for (int length : new int[] {1, 7, 400, plain.length - 3, plain.length + 200, sealed.length / 2}) {
            assertThat(signing.validate(Arrays.copyOf(sealed, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(Verdict.Unreadable.class);
        }
        for (int missing : new int[] {8, 20, 100, 500}) {
            assertThat(signing.validate(Arrays.copyOf(sealed, sealed.length - missing)))
                    .as("%d missing", missing)
                    .isInstanceOfAny(Verdict.Unreadable.class, Verdict.Altered.class);
        }
    }

    @Test
    void an_encrypted_document_is_unreadable() {
        var text = new String(plain, StandardCharsets.ISO_8859_1);
        var encrypted = text.replace(
                "/Size 6",
                "/Size 6 /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"
                        + "ab".repeat(32) + "> /U <" + "cd".repeat(32) + "> >>");
        assertThat(signing.validate(encrypted.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Verdict.Unreadable(Fault.ENCRYPTED));
    }

    @Test
    void what_is_no_pdf_is_not_sealed() {
        assertThatThrownBy(() -> signing.seal("hello".getBytes(StandardCharsets.US_ASCII), "r", "l"))
                .isInstanceOf(SealingFailed.class);
    }

    @Test
    void many_threads_seal_and_validate_at_once() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            var verdicts = IntStream.range(0, 12)
                    .mapToObj(i -> pool.submit(() -> signing.validate(signing.seal(plain, "no. " + i, "x"))))
                    .toList();
            for (var verdict : verdicts) {
                assertThat(verdict.get()).isInstanceOf(Verdict.Valid.class);
            }
        }
    }

    @Test
    void a_document_outlives_the_certificate_of_its_seal(@TempDir Path folder) {
        var clock = new SetClock();
        var aging = Signing.open(folder, SETTINGS, clock);
        var document = aging.seal(plain, "Permit", "Lindenau");
        clock.forward(Duration.ofDays(8 * 365));
        assertThat(aging.validate(document)).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void a_document_does_not_outlive_the_certificate_of_its_time_stamp(@TempDir Path folder) {
        var clock = new SetClock();
        var aging = Signing.open(folder, SETTINGS, clock);
        var document = aging.seal(plain, "Permit", "Lindenau");
        clock.forward(Duration.ofDays(21 * 365));
        assertThat(aging.validate(document)).isInstanceOfAny(Verdict.Expired.class, Verdict.Unproven.class);
    }

    @Test
    void a_seal_revoked_from_before_a_document_on_is_told(@TempDir Path folder) {
        var clock = new SetClock();
        var keys = new DemonstrationKeys(folder.resolve("demonstration"), "Lindenau", clock);
        var document = new Sealing(keys.ring()).seal(plain, "Permit", "Lindenau", clock.instant());
        clock.forward(Duration.ofMinutes(20));
        keys.revokeSeal(clock.instant().minus(Duration.ofDays(1)));
        assertThat(new Validation(1 << 20).of(document, keys.ring().trust(), clock.instant()))
                .isInstanceOf(Verdict.Revoked.class);
    }

    @Test
    void a_seal_revoked_later_leaves_earlier_documents_valid(@TempDir Path folder) {
        var clock = new SetClock();
        var keys = new DemonstrationKeys(folder.resolve("demonstration"), "Lindenau", clock);
        var document = new Sealing(keys.ring()).seal(plain, "Permit", "Lindenau", clock.instant());
        clock.forward(Duration.ofDays(2));
        keys.revokeSeal(clock.instant().minus(Duration.ofDays(1)));
        assertThat(new Validation(1 << 20).of(document, keys.ring().trust(), clock.instant()))
                .isInstanceOf(Verdict.Valid.class);
    }
}
