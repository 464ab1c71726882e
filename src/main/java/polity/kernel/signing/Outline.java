// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import polity.kernel.signing.Verdict.Fault;

/** What can be said of a file without parsing it: whether it is a PDF at all, and whether it has its end. */
final class Outline {
    private static final byte[] HEADER = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern BYTE_RANGE =
            Pattern.compile("/ByteRange\\s*\\[\\s*(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})\\s*]");

    private final @Nullable Fault fault;
    private final boolean ended;
    private final boolean cut;

    private Outline(@Nullable Fault fault, boolean ended, boolean cut) {
        this.fault = fault;
        this.ended = ended;
        this.cut = cut;
    }

    static Outline of(byte[] file, int largest) {
        if (file.length == 0) {
            return new Outline(Fault.EMPTY, false, false);
        }
        if (file.length > largest) {
            return new Outline(Fault.TOO_BIG, false, false);
        }
        if (!starts(file)) {
            return new Outline(Fault.NOT_PDF, false, false);
        }
        var text = new String(file, StandardCharsets.ISO_8859_1);
        return new Outline(null, ended(text), cut(text));
    }

    /** Why it is not worth parsing. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether it ends as a PDF ends (ISO 32000-2 section 7.5.5), with nothing behind but one end of line. */
    boolean ended() {
        return ended;
    }

    /** Whether a signature covers bytes that are no longer there. */
    boolean cut() {
        return cut;
    }

    private static boolean starts(byte[] file) {
        return file.length >= HEADER.length
                && java.util.Arrays.equals(file, 0, HEADER.length, HEADER, 0, HEADER.length);
    }

    private static boolean ended(String text) {
        return text.endsWith("%%EOF")
                || text.endsWith("%%EOF\n")
                || text.endsWith("%%EOF\r")
                || text.endsWith("%%EOF\r\n");
    }

    private static boolean cut(String text) {
        var ranges = BYTE_RANGE.matcher(text);
        while (ranges.find()) {
            if (Long.parseLong(ranges.group(3)) + Long.parseLong(ranges.group(4)) > text.length()) {
                return true;
            }
        }
        return false;
    }
}
