// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;

/**
 * Renders HTML to PDF that is PDF/A-3u and PDF/UA-1 at once. Thread-safe; a document takes tens of milliseconds of one
 * core, so callers bound how many they render at a time.
 */
public final class Rendering {
    private static final String PRODUCER = "Polity";

    private final Typefaces typefaces;
    private final byte[] colours;
    private final FSCacheEx<String, FSCacheValue> metrics;

    private Rendering(Typefaces typefaces, byte[] colours, FSCacheEx<String, FSCacheValue> metrics) {
        this.typefaces = typefaces;
        this.colours = colours;
        this.metrics = metrics;
    }

    /** Reads the fonts from the class path (about 0.4 s, 60 MB), once for the life of the program. */
    public static Rendering load() {
        XRLog.setLoggingEnabled(false);
        return new Rendering(
                Typefaces.load(), ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData(), new MetricsCache());
    }

    /**
     * The document as PDF/A-3u and PDF/UA-1; equal inputs give equal bytes.
     *
     * @throws RefusedMarkup when the HTML is not what a document may be made of
     * @throws MissingGlyphs when no font shows a character of the text
     * @throws RenderingFailed when it fails for a reason of ours
     */
    public byte[] pdf(RenderInput in) {
        var markup = Markup.parse(in.html(), in.language());
        typefaces.requireAll(markup.text());
        try (var document = new PDDocument()) {
            draw(markup, document);
            describe(in, document);
            Enclosures.add(in.attachments(), date(in), document);
            document.setDocumentId(identity(in));
            var out = new ByteArrayOutputStream(1 << 16);
            document.save(out);
            return out.toByteArray();
        } catch (IOException | UncheckedIOException e) {
            throw new RenderingFailed("The document could not be rendered.", e);
        }
    }

    private void draw(Markup markup, PDDocument document) throws IOException {
        var builder = new PdfRendererBuilder();
        builder.usePDDocument(document);
        builder.withW3cDocument(markup.document(), null);
        // Level A asks for what PDF/UA asks for: tags and language. The packet then claims U, which A includes.
        builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
        builder.usePdfUaAccessibility(true);
        builder.useColorProfile(colours);
        builder.useSVGDrawer(new BatikSVGDrawer());
        builder.useCacheStore(CacheStore.PDF_FONT_METRICS, metrics);
        NothingFetched.in(builder);
        // The renderer writes a packet of its own, which we replace, and looks an XML transformer up for it among all
        // jars, each time: a third of the whole work. Java's own is found at once when no jar is in sight.
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            typefaces.register(renderer.getFontResolver(), document);
            renderer.createPDFWithoutClosing();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static void describe(RenderInput in, PDDocument document) throws IOException {
        var information = new PDDocumentInformation();
        information.setTitle(in.title());
        information.setSubject(in.description());
        information.setAuthor(in.author());
        information.setProducer(PRODUCER);
        information.setCreationDate(date(in));
        information.setModificationDate(date(in));
        document.setDocumentInformation(information);
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata(Packet.of(in, PRODUCER).getBytes(StandardCharsets.UTF_8));
        var catalog = document.getDocumentCatalog();
        catalog.setMetadata(metadata);
        catalog.setLanguage(in.language());
    }

    private static Calendar date(RenderInput in) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(in.created().truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
        return calendar;
    }

    /** What PDFBox makes the file identifier from (ISO 32000-2 section 14.4) instead of the clock. */
    private static long identity(RenderInput in) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.html().getBytes(StandardCharsets.UTF_8));
            for (var attachment : in.attachments()) {
                digest.update(attachment.bytes());
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new RenderingFailed("This Java lacks SHA-256.", e);
        }
    }
}
