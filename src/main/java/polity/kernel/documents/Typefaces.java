// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.List;
import java.util.TreeSet;

import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver.FontGroup;
import com.openhtmltopdf.util.OpenUtil;
import org.apache.pdfbox.pdmodel.PDDocument;

/** The fonts of documents: Public Sans for Latin script, Noto Sans SC for Chinese and as the fallback of every text. */
final class Typefaces {
    private final List<Typeface> faces;

    private Typefaces(List<Typeface> faces) {
        this.faces = faces;
    }

    static Typefaces load() {
        return new Typefaces(List.of(
                Typeface.load("/fonts/public-sans-400.ttf", "Public Sans", 400, false),
                Typeface.load("/fonts/public-sans-400-italic.ttf", "Public Sans", 400, true),
                Typeface.load("/fonts/public-sans-600.ttf", "Public Sans", 600, false),
                Typeface.load("/fonts/public-sans-700.ttf", "Public Sans", 700, false),
                Typeface.load("/fonts/noto-sans-sc-400.ttf", "Noto Sans SC", 400, false),
                Typeface.load("/fonts/noto-sans-sc-700.ttf", "Noto Sans SC", 700, false)));
    }

    /** Registers every face twice: under its family, and as a fallback of all the others. */
    void register(PdfBoxFontResolver resolver, PDDocument document) {
        for (var face : faces) {
            var supplier = face.in(document);
            resolver.addFont(supplier, face.family(), face.weight(), face.style(), true, FontGroup.MAIN);
            resolver.addFont(supplier, face.family(), face.weight(), face.style(), true, FontGroup.FINAL_FALLBACK);
        }
    }

    /** @throws MissingGlyphs when a printable character of the text is in no face */
    void requireAll(CharSequence text) {
        var missing = new TreeSet<Integer>();
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && OpenUtil.isCodePointPrintable(c))
                .filter(c -> faces.stream().noneMatch(f -> f.shows(c)))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw MissingGlyphs.of(missing);
        }
    }
}
