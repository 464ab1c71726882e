// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of one module in one language, and how that language writes dates, numbers and money. */
public final class Words {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

    private final String module;
    private final Language language;
    private final ZoneId zone;
    private final Map<String, String> texts;

    Words(String module, Language language, ZoneId zone, Map<String, String> texts) {
        this.module = module;
        this.language = language;
        this.zone = zone;
        this.texts = texts;
    }

    /**
     * The text under this key, its placeholders filled: {@code say("sent", "date", date)} fills {@code {date}}. Numbers,
     * dates and instants are written as the language writes them.
     */
    public String say(String key, Object... namesAndValues) {
        return fill(key, pattern(key), arguments(key, namesAndValues));
    }

    /** The text under the plural form of this key that the count takes; {@code {count}} is the count. */
    public String count(String key, long count, Object... namesAndValues) {
        var arguments = arguments(key, namesAndValues);
        arguments.put("count", number(count));
        var form = key + "." + language.pluralForm(count);
        return fill(form, pattern(form), arguments);
    }

    /** Whether there is a text under this key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(language.locale()).format(number);
    }

    /** A day in full, like 3 March 2026. */
    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(date);
    }

    /** The day on which something happened, in the authority's time zone. */
    public String day(Instant instant) {
        return date(LocalDate.ofInstant(instant, zone));
    }

    /** A time of day, like 18:30. */
    public String time(LocalTime time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(language.locale())
                .format(time);
    }

    /** Day and time in the authority's time zone, without its name: for lists where the name would repeat. */
    public String time(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language.locale())
                .withZone(zone)
                .format(instant);
    }

    /** Day, time and the name of the time zone, for when the minute matters. */
    public String instant(Instant instant) {
        var name = DateTimeFormatter.ofPattern("zzzz", language.locale())
                .withZone(zone)
                .format(instant);
        return language.withAside(time(instant), name);
    }

    /** An amount in minor units (cents, fen), like £1,234.50. */
    public String money(long minorUnits, Currency currency) {
        var format = NumberFormat.getCurrencyInstance(language.locale());
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        // The typographic minus, which does not look like a hyphen and is read as "minus".
        return format.format(BigDecimal.valueOf(minorUnits, digits)).replace('-', '\u2212');
    }

    /** A day for a {@code time} element. */
    public Moment moment(LocalDate date) {
        return new Moment(date.toString(), date(date));
    }

    /** A day and time for a {@code time} element. */
    public Moment moment(Instant instant) {
        return new Moment(instant.toString(), time(instant));
    }

    public Language language() {
        return language;
    }

    /** The authority's time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** When, for machines (ISO 8601) and for people. */
    public record Moment(String machine, String text) {}

    /** The text under this key as it stands in the file. */
    String pattern(String key) {
        return find(key).orElseThrow(() -> new BrokenText("No text \"%s\" in %s".formatted(key, this)));
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    private Map<String, String> arguments(String key, Object[] namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new BrokenText("Text \"%s\" of %s is given names and values that don't pair: %s"
                    .formatted(key, this, Arrays.toString(namesAndValues)));
        }
        var arguments = new HashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), written(namesAndValues[i + 1]));
        }
        return arguments;
    }

    private String written(Object value) {
        return switch (value) {
            case Integer number -> number(number);
            case Long number -> number(number);
            case LocalDate date -> date(date);
            case LocalTime time -> time(time);
            case Instant instant -> instant(instant);
            default -> value.toString();
        };
    }

    private String fill(String key, String pattern, Map<String, String> arguments) {
        return PLACEHOLDER.matcher(pattern).replaceAll(found -> {
            var argument = arguments.get(found.group(1));
            if (argument == null) {
                throw new BrokenText("Text \"%s\" of %s wants {%s}".formatted(key, this, found.group(1)));
            }
            return Matcher.quoteReplacement(argument);
        });
    }

    @Override
    public String toString() {
        return "text/%s.%s.yaml".formatted(module, language.tag());
    }
}
