// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with one way to write each value: members in the order of their names, no white space, numbers in full. It follows
 * RFC 8785 but for numbers, which are decimals here and not IEEE doubles. Dates and times are objects with one member, like
 * {@code {"$date":"2026-04-01"}}, so that they can be read back.
 */
final class CanonicalJson {
    private static final JsonMapper READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private static final Map<String, Function<String, Object>> MOMENTS = Map.of(
            "$date", LocalDate::parse,
            "$time", LocalTime::parse,
            "$offsetTime", OffsetTime::parse,
            "$dateTime", LocalDateTime::parse,
            "$offsetDateTime", OffsetDateTime::parse,
            "$zonedDateTime", ZonedDateTime::parse,
            "$duration", Duration::parse,
            "$period", Period::parse);

    private CanonicalJson() {}

    static String write(@Nullable Object value) {
        var json = new StringBuilder(1024);
        write(json, value);
        return json.toString();
    }

    private static void write(StringBuilder json, @Nullable Object value) {
        switch (value) {
            case null -> json.append("null");
            case String text -> text(json, text);
            case Boolean truth -> json.append(truth.booleanValue());
            case BigDecimal number ->
                json.append(
                        number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
            case Integer number -> json.append(number.intValue());
            case List<?> list -> {
                json.append('[');
                for (int i = 0; i < list.size(); i++) {
                    json.append(i == 0 ? "" : ",");
                    write(json, list.get(i));
                }
                json.append(']');
            }
            case Map<?, ?> map -> {
                json.append('{');
                boolean first = true;
                for (var entry : sorted(map).entrySet()) {
                    json.append(first ? "" : ",");
                    first = false;
                    text(json, entry.getKey());
                    json.append(':');
                    write(json, entry.getValue());
                }
                json.append('}');
            }
            default -> {
                json.append("{\"").append(tag(value)).append("\":");
                text(json, value.toString());
                json.append('}');
            }
        }
    }

    private static String tag(Object value) {
        return switch (value) {
            case LocalDate _ -> "$date";
            case LocalTime _ -> "$time";
            case OffsetTime _ -> "$offsetTime";
            case LocalDateTime _ -> "$dateTime";
            case OffsetDateTime _ -> "$offsetDateTime";
            case ZonedDateTime _ -> "$zonedDateTime";
            case Duration _ -> "$duration";
            case Period _ -> "$period";
            default -> throw new UnwritableValue(value.getClass().getName());
        };
    }

    /** A value that no evaluation can hold. */
    static final class UnwritableValue extends RuntimeException {
        UnwritableValue(String type) {
            super("no JSON for a value of type " + type);
        }
    }

    /** Not canonical, or not JSON. */
    static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }

    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        // RFC 8785 sorts by UTF-16 code units, as String does
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    static Map<?, ?> read(String json) throws Unreadable {
        try {
            if (revive(READER.readValue(json, Object.class)) instanceof Map<?, ?> map) {
                return map;
            }
            throw new Unreadable("not an object");
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Object revive(@Nullable Object value) {
        return switch (value) {
            case java.math.BigInteger number -> new BigDecimal(number);
            case List<?> list -> {
                var revived = new ArrayList<@Nullable Object>();
                list.forEach(entry -> revived.add(revive(entry)));
                yield revived;
            }
            case Map<?, ?> map -> {
                var only = map.size() == 1 ? map.entrySet().iterator().next() : null;
                var reader = only == null ? null : MOMENTS.get(String.valueOf(only.getKey()));
                if (only != null && reader != null && only.getValue() instanceof String text) {
                    yield reader.apply(text);
                }
                var revived = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, entry) -> revived.put(String.valueOf(key), revive(entry)));
                yield revived;
            }
            case null, default -> value;
        };
    }

    /** The differences between two evaluations' JSON, as paths with both values. */
    static List<String> differences(Map<?, ?> stored, Map<?, ?> now) {
        var differences = new ArrayList<String>();
        compare("", stored, now, differences);
        return List.copyOf(differences);
    }

    private static void compare(String path, @Nullable Object stored, @Nullable Object now, List<String> into) {
        if (stored instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            var keys = new TreeMap<String, Boolean>();
            a.keySet().forEach(k -> keys.put(String.valueOf(k), true));
            b.keySet().forEach(k -> keys.put(String.valueOf(k), true));
            keys.keySet().forEach(k -> compare(path.isEmpty() ? k : path + "." + k, a.get(k), b.get(k), into));
        } else if (!write(stored).equals(write(now))) {
            into.add(path + ": " + write(stored) + ", now " + write(now));
        }
    }
}
