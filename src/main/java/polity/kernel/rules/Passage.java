// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Arrays;

/** A piece of text taken out of a file, which knows where each of its characters stands there. */
final class Passage {
    static final Passage EMPTY = at(0);

    private final String value;
    /** One for each character and one for the end. */
    private final int[] offsets;

    private Passage(String value, int[] offsets) {
        this.value = value;
        this.offsets = offsets;
    }

    static Passage at(int offset) {
        return new Passage("", new int[] {offset});
    }

    /** Text that stands in the file as it is. */
    static Passage plain(String value, int offset) {
        var offsets = new int[value.length() + 1];
        Arrays.setAll(offsets, i -> offset + i);
        return new Passage(value, offsets);
    }

    /** Reads the content of an XML element that holds characters, references and CDATA only. */
    static Passage ofXml(String xml, int start, int end) {
        var value = new StringBuilder();
        var offsets = new int[end - start + 1];
        int i = start;
        while (i < end) {
            char c = xml.charAt(i);
            if (c == '&') {
                int semicolon = xml.indexOf(';', i);
                for (char decoded : reference(xml.substring(i + 1, Math.max(i + 1, semicolon)))) {
                    offsets[value.length()] = i;
                    value.append(decoded);
                }
                i = semicolon < 0 ? end : semicolon + 1;
            } else if (xml.startsWith("<![CDATA[", i)) {
                int close = xml.indexOf("]]>", i);
                int stop = close < 0 ? end : close;
                for (int k = i + 9; k < stop; k++) {
                    offsets[value.length()] = k;
                    value.append(xml.charAt(k));
                }
                i = stop + 3;
            } else {
                // XML 1.0 section 2.11: line ends are read as a single line feed
                boolean pair = c == '\r' && i + 1 < end && xml.charAt(i + 1) == '\n';
                offsets[value.length()] = i;
                value.append(c == '\r' ? '\n' : c);
                i += pair ? 2 : 1;
            }
        }
        offsets[value.length()] = end;
        return new Passage(value.toString(), Arrays.copyOf(offsets, value.length() + 1));
    }

    private static char[] reference(String name) {
        return switch (name) {
            case "lt" -> new char[] {'<'};
            case "gt" -> new char[] {'>'};
            case "amp" -> new char[] {'&'};
            case "quot" -> new char[] {'"'};
            case "apos" -> new char[] {'\''};
            default -> numeric(name);
        };
    }

    private static char[] numeric(String name) {
        try {
            int point = name.startsWith("#x")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(Math.min(1, name.length())));
            return Character.isValidCodePoint(point) ? Character.toChars(point) : new char[] {'\uFFFD'};
        } catch (NumberFormatException _) {
            return new char[] {'\uFFFD'};
        }
    }

    /** Where in the file a character of this text stands. */
    int offset(int index) {
        return offsets[Math.clamp(index, 0, value.length())];
    }

    int start() {
        return offsets[0];
    }

    /** The index of a line (from 1) and column (from 0), as the expression parser counts them. */
    int index(int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            int next = value.indexOf('\n', at);
            if (next < 0) {
                break;
            }
            at = next + 1;
        }
        return Math.min(value.length(), at + column);
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }
}
