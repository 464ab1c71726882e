// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import polity.kernel.signing.Verdict.Fault;

/**
 * What can be said of a file without parsing it: whether it is a PDF at all, has its end, and has a table of its objects
 * where it says so. A parser that repairs files without one takes seconds for each that a stranger sends.
 */
final class Outline {
    private static final byte[] HEADER = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final String START = "startxref";
    private static final Pattern ADDRESS = Pattern.compile("\\s{1,4}(\\d{1,10})\\s");
    private static final Pattern TABLE = Pattern.compile("\\s{0,4}(xref|\\d{1,10} \\d{1,5} obj)\\b");
    private static final Pattern BYTE_RANGE = Pattern.compile(
            "/ByteRange\\s{0,9}\\[\\s{0,9}(\\d{1,10})\\s{1,9}(\\d{1,10})\\s{1,9}(\\d{1,10})\\s{1,9}(\\d{1,10})\\s{0,99}]");

    private final @Nullable Fault fault;
    private final boolean ended;

    private Outline(@Nullable Fault fault, boolean ended) {
        this.fault = fault;
        this.ended = ended;
    }

    static Outline of(byte[] file, int largest) {
        if (file.length == 0) {
            return new Outline(Fault.EMPTY, false);
        }
        if (file.length > largest) {
            return new Outline(Fault.TOO_BIG, false);
        }
        if (file.length < HEADER.length || !Arrays.equals(file, 0, HEADER.length, HEADER, 0, HEADER.length)) {
            return new Outline(Fault.NOT_PDF, false);
        }
        var text = new String(file, StandardCharsets.ISO_8859_1);
        boolean ended = ended(text);
        if (!ended && !coversWhatIsThere(text)) {
            return new Outline(Fault.TRUNCATED, false);
        }
        if (!hasTable(text)) {
            return new Outline(ended ? Fault.DAMAGED : Fault.TRUNCATED, ended);
        }
        return new Outline(null, ended);
    }

    /** Why it is not worth parsing. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether it ends as a PDF ends (ISO 32000-2 section 7.5.5), with nothing behind but one end of line. */
    boolean ended() {
        return ended;
    }

    private static boolean ended(String text) {
        return text.endsWith("%%EOF")
                || text.endsWith("%%EOF\n")
                || text.endsWith("%%EOF\r")
                || text.endsWith("%%EOF\r\n");
    }

    /** Whether there are signatures and all that they cover is there: then what follows was added, not cut. */
    private static boolean coversWhatIsThere(String text) {
        var ranges = BYTE_RANGE.matcher(text);
        boolean some = false;
        while (ranges.find()) {
            some = true;
            if (Long.parseLong(ranges.group(3)) + Long.parseLong(ranges.group(4)) > text.length()) {
                return false;
            }
        }
        return some;
    }

    private static boolean hasTable(String text) {
        int start = text.lastIndexOf(START);
        if (start < 0) {
            return false;
        }
        var address = ADDRESS.matcher(text).region(start + START.length(), text.length());
        if (!address.lookingAt()) {
            return false;
        }
        long at = Long.parseLong(address.group(1));
        return at < text.length()
                && TABLE.matcher(text).region((int) at, text.length()).lookingAt();
    }
}
