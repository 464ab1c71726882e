// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;

/** Small PDFs written by hand, and what a forger appends to them. */
final class Pdfs {
    private static final Pattern ROOT = Pattern.compile("/Root (\\d+ \\d+ R)");
    private static final Pattern START = Pattern.compile("startxref\\s+(\\d+)");
    static final String PAGE =
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>";

    private Pdfs() {}

    /** One page that says what is given. */
    static byte[] saying(String words) {
        var objects = new TreeMap<Integer, String>();
        objects.put(1, "<< /Type /Catalog /Pages 2 0 R >>");
        objects.put(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        objects.put(3, PAGE);
        objects.put(4, content(words));
        objects.put(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        return appended("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", objects, "/Root 1 0 R /Size 6");
    }

    static String content(String words) {
        var stream = "BT /F 18 Tf 20 100 Td (" + words + ") Tj ET";
        return "<< /Length " + stream.length() + " >>\nstream\n" + stream + "\nendstream";
    }

    /** The file with an incremental update that replaces or adds these objects. */
    static byte[] updated(byte[] pdf, Map<Integer, String> objects) {
        var text = new String(pdf, StandardCharsets.ISO_8859_1);
        var previous = last(START, text);
        var trailer = "/Root " + last(ROOT, text) + " /Size 900 /Prev " + previous;
        return appended(text.endsWith("\n") ? text : text + "\n", new TreeMap<>(objects), trailer);
    }

    /** The file with an added stream that is this many megabytes once it is decoded. */
    static byte[] swelling(byte[] pdf, int megabytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        return updated(
                pdf,
                Map.of(
                        1,
                        "<< /Type /ObjStm /N 0 /First 0 /Filter /FlateDecode /Length " + packed.size() + " >>\nstream\n"
                                + packed.toString(StandardCharsets.ISO_8859_1) + "\nendstream"));
    }

    private static byte[] appended(String before, Map<Integer, String> objects, String trailer) {
        var out = new StringBuilder(before);
        var table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        objects.forEach((number, body) -> {
            table.append(number).append(" 1\n%010d 00000 n \n".formatted(out.length()));
            out.append(number).append(" 0 obj\n").append(body).append("\nendobj\n");
        });
        int start = out.length();
        out.append(table).append("trailer\n<< ").append(trailer).append(" >>\nstartxref\n");
        out.append(start).append("\n%%EOF\n");
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String last(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        var found = "";
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
