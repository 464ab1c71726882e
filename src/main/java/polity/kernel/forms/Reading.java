// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.PlainText;
import polity.kernel.rules.Feel;

/** Turns what somebody sent for one field into a typed value, or says what is wrong; throws for nothing whatever. */
final class Reading {

    private static final int LONGEST_RAW = 20_000;

    private final FormField field;
    private final List<FieldError> errors;

    Reading(FormField field, List<FieldError> errors) {
        this.field = field;
        this.errors = errors;
    }

    /** From the parameters of an HTML form. */
    @Nullable
    Object fromParameters(Map<String, List<String>> parameters) {
        return switch (field.type()) {
            case DATE ->
                date(
                        first(parameters, field.id() + "-year"),
                        first(parameters, field.id() + "-month"),
                        first(parameters, field.id() + "-day"));
            case CHECKBOXES -> choices(parameters.getOrDefault(field.id(), List.of()));
            case YES_NO -> yesNo(first(parameters, field.id()));
            default -> fromText(first(parameters, field.id()));
        };
    }

    /** From a JSON value. */
    @Nullable
    Object fromJson(@Nullable Object json) {
        return switch (field.type()) {
            case DATE -> json == null ? missing() : json instanceof String text ? isoDate(text) : wrong("date");
            case TIME -> json == null ? missing() : json instanceof String text ? isoTime(text) : wrong("time");
            case CHECKBOXES ->
                json == null
                        ? choices(List.of())
                        : json instanceof List<?> list
                                ? choices(list.stream().map(String::valueOf).toList())
                                : wrong("option");
            case YES_NO -> json == null ? missing() : json instanceof Boolean ? json : wrong("option");
            case INTEGER, MONEY ->
                json == null ? missing() : json instanceof Number number ? whole(number.toString()) : wrong("number");
            default -> json == null ? missing() : json instanceof String text ? fromText(text) : wrong("pattern");
        };
    }

    private @Nullable Object fromText(String raw) {
        if (raw.length() > LONGEST_RAW) {
            return wrong("long", Map.of("max", field.most()));
        }
        if (unfit(raw)) {
            return wrong("characters");
        }
        String text = normalised(raw);
        if (text.isEmpty()) {
            return missing();
        }
        return switch (field.type()) {
            case INTEGER -> whole(text.replaceAll("[\\s,\u00a0\u202f]", ""));
            case MONEY -> amount(text);
            case TIME -> time(ClockTime.of(text));
            case RADIOS, SELECT ->
                field.choices() != null ? length(text) : field.options().contains(text) ? text : wrong("option");
            case EMAIL -> text.matches("[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+") ? length(text) : wrong("pattern");
            case TEL -> text.matches("\\+?[0-9 ()/-]{5,30}") ? text : wrong("pattern");
            case FILE -> text.matches("[0-9a-f]{64}") ? text : wrong("kind");
            default -> text(text);
        };
    }

    private @Nullable Object text(String text) {
        Object fitting = length(text);
        return fitting == null || field.pattern() == null || Feel.matches(text, field.pattern())
                ? fitting
                : wrong("pattern");
    }

    private @Nullable Object length(String text) {
        return text.codePointCount(0, text.length()) > field.most() ? wrong("long", Map.of("max", field.most())) : text;
    }

    private String normalised(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        if (field.type() == FormField.Type.TEXTAREA) {
            return text.replace("\r\n", "\n").strip();
        }
        return switch (field.normalise()) {
            case NONE -> text.strip();
            case SPACES -> text.strip().replaceAll("\\s+", " ");
            case UPPER -> text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
        };
    }

    private boolean unfit(String raw) {
        return field.type() == FormField.Type.TEXTAREA ? !PlainText.isLines(raw) : !PlainText.isLine(raw);
    }

    private @Nullable Object whole(String text) {
        try {
            long number = new BigDecimal(text.length() > 40 ? "x" : text).longValueExact();
            if (number < field.least()) {
                return wrong("min", Map.of("min", field.least()));
            }
            return number > field.most() ? wrong("max", Map.of("max", field.most())) : Long.valueOf(number);
        } catch (ArithmeticException | NumberFormatException _) {
            return wrong("number");
        }
    }

    private @Nullable Object amount(String text) {
        String plain = text.replaceAll("[\\s,\u00a0\u202f£¥$€]", "");
        if (!plain.matches("\\d{1,12}(\\.\\d{1,2})?")) {
            return wrong("number");
        }
        return whole(new BigDecimal(plain).movePointRight(2).toBigIntegerExact().toString());
    }

    private @Nullable Object yesNo(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            case "" -> missing();
            default -> wrong("option");
        };
    }

    private @Nullable Object choices(List<String> chosen) {
        if (chosen.isEmpty()) {
            return field.optional() ? List.of() : missing();
        }
        var known = new ArrayList<String>();
        for (String choice : chosen) {
            boolean offered =
                    field.choices() == null ? field.options().contains(choice) : choice.equals(length(choice));
            if (!offered || known.contains(choice)) {
                return wrong("option");
            }
            known.add(choice);
        }
        return known;
    }

    private @Nullable Object date(String year, String month, String day) {
        if (year.isBlank() && month.isBlank() && day.isBlank()) {
            return missing();
        }
        try {
            return date(LocalDate.of(number(year, 4), number(month, 2), number(day, 2)));
        } catch (DateTimeException | NumberFormatException _) {
            return wrong("date");
        }
    }

    private static int number(String text, int digits) {
        String plain = text.strip();
        return Integer.parseInt(plain.matches("\\d{1," + digits + "}") ? plain : "x");
    }

    private @Nullable Object isoDate(String text) {
        try {
            return date(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return wrong("date");
        }
    }

    private @Nullable Object isoTime(String text) {
        return time(ClockTime.ofIso(text));
    }

    private @Nullable Object time(Optional<LocalTime> time) {
        return time.isPresent() ? time.get() : wrong("time");
    }

    private @Nullable Object date(LocalDate date) {
        return date.getYear() < 1850 || date.getYear() > 2200 ? wrong("date") : date;
    }

    private @Nullable Object missing() {
        return field.optional() ? null : wrong("missing");
    }

    private @Nullable Object wrong(String code) {
        return wrong(code, Map.of());
    }

    private @Nullable Object wrong(String code, Map<String, Object> parameters) {
        errors.add(new FieldError(field.id(), code, parameters));
        return null;
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
