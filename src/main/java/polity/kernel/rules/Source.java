// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

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

    /** Collects problems of one file, without repeating itself. */
    static final class Problems {
        private final Source source;
        private final Set<Problem> found = new LinkedHashSet<>();

        Problems(Source source) {
            this.source = source;
        }

        void add(int offset, String reason) {
            if (found.size() < Limits.PROBLEMS) {
                found.add(source.problem(offset, reason));
            }
        }

        boolean any() {
            return !found.isEmpty();
        }

        Source source() {
            return source;
        }

        List<Problem> list() {
            var sorted = new ArrayList<>(found);
            sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            return List.copyOf(sorted);
        }
    }

    /** A piece of text taken out of a file, which knows where each of its characters stands there. */
    static final class Passage {
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

    /** An element of a DMN file, with its places in the file. */
    static final class Element {
        private final String name;
        private final int start;
        private final int contentStart;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<Element> children = new ArrayList<>();
        private int end;
        private Passage text = Passage.EMPTY;

        Element(String name, int start, int contentStart) {
            this.name = name;
            this.start = start;
            this.contentStart = contentStart;
        }

        String name() {
            return name;
        }

        /** The offset of its {@code <}. */
        int start() {
            return start;
        }

        int contentStart() {
            return contentStart;
        }

        /** The offset behind its end tag. */
        int end() {
            return end;
        }

        Passage text() {
            return text;
        }

        void close(int offset, Passage content) {
            this.end = offset;
            this.text = content;
        }

        void set(String attribute, String value) {
            attributes.put(attribute, value);
        }

        void add(Element child) {
            children.add(child);
        }

        @Nullable
        String attribute(String attribute) {
            return attributes.get(attribute);
        }

        String attribute(String attribute, String otherwise) {
            return attributes.getOrDefault(attribute, otherwise);
        }

        List<Element> children() {
            return children;
        }

        List<Element> children(String child) {
            return children.stream().filter(e -> e.name.equals(child)).toList();
        }

        Optional<Element> child(String child) {
            return children.stream().filter(e -> e.name.equals(child)).findFirst();
        }

        /** The text of the child {@code <text>}, empty if there is none. */
        Passage passage() {
            return child("text").map(Element::text).orElse(Passage.at(contentStart));
        }
    }
}
