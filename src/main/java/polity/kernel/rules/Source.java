// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Arrays;

/** A text file with its lines, to say where something stands. */
final class Source {
    private final String file;
    private final String text;
    private final int[] lineStarts;

    Source(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (end) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    /** The offset of a line and column, both counted from 1. */
    int offset(int line, int column) {
        int row = Math.clamp(line, 1, lineStarts.length);
        return Math.clamp((long) lineStarts[row - 1] + column - 1, 0, text.length());
    }

    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    Problem problem(int offset, String reason) {
        return new Problem(file, line(offset), column(offset), reason);
    }
}
