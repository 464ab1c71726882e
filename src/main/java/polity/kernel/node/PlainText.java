// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

/** What people can have typed: no control characters, halves of characters or turned directions of writing. */
public final class PlainText {

    // Unicode's bidirectional embeddings, overrides and isolates (UAX 9): in a single line they only deceive.
    private static final String BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private PlainText() {}

    /** Whether it fits into one line. */
    public static boolean isLine(String text) {
        return text.codePoints()
                .noneMatch(point -> unfit(point) || Character.isISOControl(point) || BIDI.indexOf(point) >= 0);
    }

    /** Whether it fits into several lines. */
    public static boolean isLines(String text) {
        return text.codePoints()
                .noneMatch(point -> unfit(point)
                        || (Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t'));
    }

    /** U+FFFD stands for what could not be read as a character when it came in. */
    private static boolean unfit(int point) {
        return (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                || (point >= 0xFFFD && point <= 0xFFFF);
    }
}
