// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * JSON of which each value has one spelling (RFC 8785), so that equal records have equal bytes. Numbers are whole and
 * exact in every JSON reader; dates, instants and ids are written as text.
 */
final class CanonicalJson {
    // RFC 7493 section 2.2: beyond this a reader may round.
    private static final long LARGEST = (1L << 53) - 1;

    private CanonicalJson() {}

    /**
     * The value's one spelling.
     *
     * @throws MalformedLogData when it holds anything but text, whole numbers to 2^53, truth values, nulls, ids, dates,
     *     instants, and lists and maps of these
     */
    static String write(Map<String, ?> value) {
        var json = new StringBuilder();
        append(value, json);
        return json.toString();
    }

    private static void append(@Nullable Object value, StringBuilder json) {
        switch (value) {
            case null -> json.append("null");
            case String text -> text(text, json);
            case Boolean truth -> json.append(truth.booleanValue());
            case Integer number -> json.append(number.intValue());
            case Long number when number >= -LARGEST && number <= LARGEST -> json.append(number.longValue());
            case UUID id -> text(id.toString(), json);
            case Instant instant -> text(instant.toString(), json);
            case LocalDate date -> text(date.toString(), json);
            case List<?> list -> list(list, json);
            case Map<?, ?> map -> map(map, json);
            default ->
                throw new MalformedLogData(
                        "a record can't hold a " + value.getClass().getSimpleName());
        }
    }

    private static void list(List<?> list, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            append(list.get(i), json);
        }
        json.append(']');
    }

    private static void map(Map<?, ?> map, StringBuilder json) {
        // RFC 8785 section 3.2.3: by UTF-16 code units, which is how Java compares strings.
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new MalformedLogData("a record's names are text");
            }
            sorted.put(name, value);
        });
        json.append('{');
        boolean first = true;
        for (var member : sorted.entrySet()) {
            if (!first) {
                json.append(',');
            }
            first = false;
            text(member.getKey(), json);
            json.append(':');
            append(member.getValue(), json);
        }
        json.append('}');
    }

    private static void text(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> character(text, i, c, json);
            }
        }
        json.append('"');
    }

    private static void character(String text, int i, char c, StringBuilder json) {
        boolean pairBegins =
                Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        boolean pairEnds = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        if (Character.isSurrogate(c) && !pairBegins && !pairEnds) {
            throw new MalformedLogData("a record's text is Unicode without lone surrogates");
        }
        if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }
}
