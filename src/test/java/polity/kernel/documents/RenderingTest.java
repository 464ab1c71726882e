// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.signing.Signing;
import polity.kernel.signing.SigningSettings;
import polity.kernel.signing.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RenderingTest {
    private static final Rendering RENDERING = Rendering.load();

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans"})
    void a_permit_is_archivable_and_accessible_before_and_after_its_seal(String language, @TempDir Path keys)
            throws Exception {
        var pdf = RENDERING.pdf(permit(language));
        assertThat(VeraPdf.faults(pdf)).isEmpty();
        var signing = Signing.open(
                keys, SigningSettings.demonstrationOf("City of Lindenau"), java.time.InstantSource.system());
        var sealed = signing.seal(pdf, "PP-2026-004817-K", "Lindenau");
        assertThat(VeraPdf.faults(sealed)).isEmpty();
        assertThat(signing.validate(sealed)).isInstanceOf(Verdict.Valid.class);
        sealed[pdf.length / 2] ^= 1;
        assertThat(signing.validate(sealed)).isInstanceOf(Verdict.Altered.class);
    }

    @Test
    void equal_inputs_give_equal_bytes_on_any_thread() throws Exception {
        var expected = RENDERING.pdf(Permits.chinese());
        try (var pool = Executors.newFixedThreadPool(3)) {
            var others = IntStream.range(0, 6)
                    .mapToObj(i -> pool.submit(() -> RENDERING.pdf(Permits.chinese())))
                    .toList();
            for (var other : others) {
                assertThat(other.get()).isEqualTo(expected);
            }
        }
        assertThat(Rendering.load().pdf(Permits.chinese())).isEqualTo(expected);
    }

    @Test
    void the_text_can_be_read_out_of_the_document() throws Exception {
        try (var document = Loader.loadPDF(RENDERING.pdf(Permits.chinese()))) {
            assertThat(new PDFTextStripper().getText(document)).contains("居民停车许可证", "欧阳明玥", "7K4M-92QX-WD");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-Hans");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("居民停车许可证 PP-2026-004817-K");
        }
    }

    @Test
    void the_data_goes_with_the_page() throws Exception {
        try (var document = Loader.loadPDF(RENDERING.pdf(Permits.english()))) {
            var catalog = document.getDocumentCatalog();
            var files = new PDDocumentNameDictionary(catalog).getEmbeddedFiles().getNames();
            var file = Objects.requireNonNull(files.get("permit.json"));
            assertThat(new String(file.getEmbeddedFile().toByteArray(), StandardCharsets.UTF_8))
                    .contains("\"zone\":\"C3\"");
            assertThat(file.getCOSObject().getNameAsString(COSName.AF_RELATIONSHIP))
                    .isEqualTo("Data");
            assertThat(catalog.getCOSObject().getCOSArray(COSName.AF)).hasSize(1);
        }
    }

    @Test
    void the_printed_code_leads_to_the_verification_page() throws Exception {
        try (var document = Loader.loadPDF(RENDERING.pdf(Permits.english()))) {
            var page = new PDFRenderer(document).renderImageWithDPI(0, 150);
            int width = page.getWidth();
            int height = page.getHeight();
            var source = new RGBLuminanceSource(width, height, page.getRGB(0, 0, width, height, null, 0, width));
            assertThat(new QRCodeReader()
                            .decode(new BinaryBitmap(new HybridBinarizer(source)))
                            .getText())
                    .isEqualTo("https://lindenau.example/verify/7K4M-92QX-WD");
        }
    }

    @Test
    void only_the_characters_in_use_are_embedded() {
        assertThat(RENDERING.pdf(Permits.chinese()).length).isLessThan(120_000);
    }

    @Test
    void a_character_that_one_font_lacks_is_taken_from_another() throws Exception {
        var html = page("body{font-family:'Public Sans'}", "<h1>Zone</h1><p>Müller 欧阳 — €</p>");
        try (var document = Loader.loadPDF(RENDERING.pdf(input(html)))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Müller 欧阳 — €");
        }
    }

    @Test
    void characters_that_no_font_shows_are_refused_by_name() {
        assertThatThrownBy(() -> RENDERING.pdf(input(page("", "<p>Fine 😀 so far, ꙮ no more</p>"))))
                .isInstanceOfSatisfying(
                        MissingGlyphs.class,
                        missing -> assertThat(missing.characters()).containsExactly("ꙮ", "😀"))
                .hasMessageContaining("😀 (U+1F600)");
    }

    @Test
    void generated_characters_are_checked_as_well() {
        var css = "p:before { content: \"\\1F600 \" }";
        assertThatThrownBy(() -> RENDERING.pdf(input(page(css, "<p>x</p>")))).isInstanceOf(MissingGlyphs.class);
    }

    @Test
    void a_long_document_has_a_link_a_list_and_many_pages() throws Exception {
        var rows = "<tr><td>Straße</td><td>道路</td></tr>".repeat(120);
        var html = page(
                "@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) ' / ' counter(pages) } }"
                        + " table { -fs-table-paginate: paginate; width: 100% } body { font-family: 'Public Sans' }",
                "<h1>Streets</h1><p>See <a href=\"https://lindenau.example/\" title=\"The city's site\">the site</a>.</p>"
                        + "<ul><li>one</li><li>two</li></ul><table><thead><tr><th>Name</th><th>名称</th></tr></thead><tbody>"
                        + rows + "</tbody></table>");
        var pdf = RENDERING.pdf(input(html));
        assertThat(VeraPdf.faults(pdf)).isEmpty();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(2);
        }
    }

    private static RenderInput permit(String language) {
        return language.equals("en") ? Permits.english() : Permits.chinese();
    }

    private static String page(String css, String body) {
        return "<html><head><title>t</title><style>" + css + "</style></head><body>" + body + "</body></html>";
    }

    private static RenderInput input(String html) {
        return new RenderInput(
                html,
                "en",
                "A <title> & more",
                "About it",
                "Lindenau",
                Instant.parse("2026-03-03T09:30:00Z"),
                List.of());
    }
}
