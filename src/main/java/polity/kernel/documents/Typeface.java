// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * One font file, parsed once and shared by all documents and threads.
 *
 * <p>Parsing reads every table eagerly into memory and closing such a font does nothing, so that a font which PDFBox
 * closes after it has embedded its subset stays usable, and reading it needs no lock.
 */
final class Typeface {
    private final String family;
    private final int weight;
    private final boolean italic;
    private final TrueTypeFont font;
    private final CmapLookup characters;

    private Typeface(String family, int weight, boolean italic, TrueTypeFont font, CmapLookup characters) {
        this.family = family;
        this.weight = weight;
        this.italic = italic;
        this.font = font;
        this.characters = characters;
    }

    /** @throws FontsMissing when the class path lacks the file or it is no TrueType font */
    static Typeface load(String resource, String family, int weight, boolean italic) {
        try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FontsMissing(resource, null);
            }
            var font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            // Ligatures would need shaping that the renderer lacks.
            font.setEnableGsub(false);
            font.getName();
            return new Typeface(family, weight, italic, font, font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new FontsMissing(resource, e);
        }
    }

    boolean shows(int codePoint) {
        return characters.getGlyphId(codePoint) != 0;
    }

    String family() {
        return family;
    }

    int weight() {
        return weight;
    }

    IdentValue style() {
        return italic ? IdentValue.ITALIC : IdentValue.NORMAL;
    }

    /** The face for one document: made when its first character is set, embedded as a subset. */
    PDFontSupplier in(PDDocument document) {
        return new Once(font, document);
    }

    private static final class Once extends PDFontSupplier {
        private final TrueTypeFont font;
        private final PDDocument document;
        private @Nullable PDFont made;

        // The superclass wants a font at once; this one makes it when asked, so there is none to give yet.
        @SuppressWarnings("NullAway")
        Once(TrueTypeFont font, PDDocument document) {
            super(null);
            this.font = font;
            this.document = document;
        }

        @Override
        public PDFont supply() {
            try {
                if (made == null) {
                    made = PDType0Font.load(document, font, true);
                }
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The program was built without a font that documents need. */
    static final class FontsMissing extends RuntimeException {
        private static final long serialVersionUID = 1;

        FontsMissing(String resource, @Nullable Throwable cause) {
            super(
                    "The font " + resource + " is missing from the program or damaged; build it again with its fonts.",
                    cause);
        }
    }
}
