// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Why something is so: a key into the module's texts ({@code text/calendar.<lang>.yaml}) and what its placeholders
 * stand for, which {@link #parameters} renders in a language.
 */
public record Reason(String key, Map<String, Object> values) {
    public Reason {
        values = Map.copyOf(values);
    }

    /** The value that chooses the plural form of the text; a key with it has a text for each form of the language. */
    static final String COUNT = "count";

    static Reason of(String key) {
        return new Reason(key, Map.of());
    }

    static Reason of(String key, String parameter, Object value) {
        return new Reason(key, Map.of(parameter, value));
    }

    /** How many, when the text has plural forms ({@code note.period.days.one}, {@code .other}). */
    public OptionalInt count() {
        return values.get(COUNT) instanceof Integer count ? OptionalInt.of(count) : OptionalInt.empty();
    }

    /** The placeholders as names and values in turn, as the words of a page take them. */
    public Object[] arguments(Locale locale) {
        return parameters(locale).entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
    }

    /** The placeholders of the text, rendered in the language of the reader. */
    public Map<String, String> parameters(Locale locale) {
        var rendered = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> rendered.put(name, rendered(value, locale)));
        return rendered;
    }

    private static String rendered(Object value, Locale locale) {
        return switch (value) {
            case Name name -> name.in(locale);
            case DayOfWeek weekday -> weekday.getDisplayName(TextStyle.FULL_STANDALONE, locale);
            case LocalDate date ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale)
                        .format(date);
            case LocalTime time ->
                DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(time);
            default -> value.toString();
        };
    }
}
