// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoPeriod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.types.impl.ComparablePeriod;

import polity.kernel.rules.Shape.DeclaredType;
import polity.kernel.rules.Shape.Kind;

/** Values on their way into and out of the engine: plain, bounded and in one form, so that equal inputs are equal texts. */
final class Values {
    /** Why a value can't be used; never leaves this module. */
    static final class Unfit extends Exception {
        Unfit(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private final Limits.Allowance allowance;
    private final Predicate<String> absentable;
    private int count;

    /** Reads under an allowance, where some paths may be null. */
    Values(Limits.Allowance allowance, Predicate<String> absentable) {
        this.allowance = allowance;
        this.absentable = absentable;
    }

    /** Brings an input into the form that its declared type asks for. */
    @Nullable
    Object in(DeclaredType type, @Nullable Object value, String path, String name) throws Unfit {
        if (++count > Limits.INPUT_VALUES) {
            throw new Unfit("There are more than " + Limits.INPUT_VALUES + " input values");
        }
        if (value == null) {
            if (absentable.test(path)) {
                return null;
            }
            throw new Unfit("The input \"" + name + "\" is missing");
        }
        return switch (type.kind()) {
            case LIST -> list(type.element() == null ? DeclaredType.ANY : type.element(), value, path, name);
            case CONTEXT -> type.fields().isEmpty() ? open(value, path, name, 0) : context(type, value, path, name);
            case ANY, NULL, RANGE, FUNCTION -> open(value, path, name, 0);
            default -> scalar(type.kind(), value, name);
        };
    }

    private List<@Nullable Object> list(DeclaredType element, Object value, String path, String name) throws Unfit {
        if (!(value instanceof Collection<?> collection)) {
            throw new Unfit("The input \"" + name + "\" must be a list");
        }
        if (collection.size() > allowance.listEntries()) {
            throw new Unfit("The list \"" + name + "\" has more than " + allowance.listEntries() + " entries");
        }
        var list = new ArrayList<@Nullable Object>(collection.size());
        int number = 1;
        for (var entry : collection) {
            list.add(in(element, entry, path, name + "[" + number++ + "]"));
        }
        return Collections.unmodifiableList(list);
    }

    /** Takes what the type declares and leaves the rest: what no rule can name has no place in the record. */
    private Map<String, @Nullable Object> context(DeclaredType type, Object value, String path, String name)
            throws Unfit {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Unfit("The input \"" + name + "\" must have the fields "
                    + String.join(", ", type.fields().keySet()));
        }
        var context = new TreeMap<String, @Nullable Object>();
        for (var field : type.fields().entrySet()) {
            String key = field.getKey();
            context.put(key, in(field.getValue(), map.get(key), path + "." + key, name + "." + key));
        }
        return Collections.unmodifiableMap(context);
    }

    private @Nullable Object open(@Nullable Object value, String path, String name, int depth) throws Unfit {
        if (depth > Limits.INPUT_DEPTH || ++count > Limits.INPUT_VALUES) {
            throw new Unfit("The input \"" + name + "\" is too deep or too large");
        }
        return switch (value) {
            case null -> null;
            case Collection<?> collection -> {
                if (collection.size() > allowance.listEntries()) {
                    throw new Unfit("The list \"" + name + "\" has more than " + allowance.listEntries() + " entries");
                }
                var list = new ArrayList<@Nullable Object>();
                for (var entry : collection) {
                    list.add(open(entry, path, name, depth + 1));
                }
                yield Collections.unmodifiableList(list);
            }
            case Map<?, ?> map -> {
                var context = new TreeMap<String, @Nullable Object>();
                for (var entry : map.entrySet()) {
                    String key = String.valueOf(entry.getKey());
                    context.put(key, open(entry.getValue(), path + "." + key, name + "." + key, depth + 1));
                }
                yield Collections.unmodifiableMap(context);
            }
            default -> scalar(Kind.ANY, value, name);
        };
    }

    private Object scalar(Kind kind, Object value, String name) throws Unfit {
        var plain = plain(value);
        if (plain instanceof String text && text.length() > allowance.textCharacters()) {
            throw new Unfit("The text \"" + name + "\" is longer than " + allowance.textCharacters() + " characters");
        }
        var read = plain instanceof String text ? moment(kind, text, name) : plain;
        if (read == null || !fits(kind, read)) {
            throw new Unfit("The input \"" + name + "\" must be " + kind.words());
        }
        if (read instanceof BigDecimal number) {
            check(number, name);
        }
        return read;
    }

    private static void check(BigDecimal number, String name) throws Unfit {
        if (number.precision() > Limits.NUMBER_DIGITS || Math.abs((long) number.scale()) > Limits.NUMBER_DIGITS) {
            throw new Unfit("The number \"" + name + "\" has more than " + Limits.NUMBER_DIGITS + " digits");
        }
    }

    /** Dates and times may come as texts, as they do from forms and JSON. */
    private static Object moment(Kind kind, String text, String name) throws Unfit {
        try {
            return switch (kind) {
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case DATE_TIME ->
                    text.matches(".*(Z|[+-][0-9:]+)$") && text.contains("T") && text.length() > 16
                            ? OffsetDateTime.parse(text)
                            : LocalDateTime.parse(text);
                case DURATION -> Duration.parse(text);
                case MONTHS -> Period.parse(text);
                default -> text;
            };
        } catch (DateTimeException _) {
            throw new Unfit("The input \"" + name + "\" must be " + kind.words());
        }
    }

    private static boolean fits(Kind kind, Object value) {
        return switch (kind) {
            case NUMBER -> value instanceof BigDecimal;
            case STRING -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case TIME -> value instanceof LocalTime || value instanceof OffsetTime;
            case DATE_TIME ->
                value instanceof LocalDateTime || value instanceof OffsetDateTime || value instanceof ZonedDateTime;
            case DURATION -> value instanceof Duration;
            case MONTHS -> value instanceof Period;
            default -> true;
        };
    }

    /** The one Java type for each kind of scalar; null for what FEEL doesn't have. */
    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case BigDecimal number -> number(number);
            case BigInteger number -> number(new BigDecimal(number));
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case Byte number -> BigDecimal.valueOf(number);
            case ChronoPeriod period -> period(period);
            case String _,
                    Boolean _,
                    LocalDate _,
                    LocalTime _,
                    OffsetTime _,
                    LocalDateTime _,
                    OffsetDateTime _,
                    ZonedDateTime _,
                    Duration _ -> value;
            default -> null;
        };
    }

    private static BigDecimal number(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        boolean small = stripped.scale() < 0 && stripped.scale() > -Limits.NUMBER_SIZE;
        return small ? stripped.setScale(0) : stripped;
    }

    private static Object period(ChronoPeriod period) {
        var plain = period instanceof ComparablePeriod comparable ? comparable.asPeriod() : period;
        return plain instanceof Period p ? p.normalized() : plain;
    }

    /** Takes a result out of the engine. */
    static Object out(@Nullable Object value) throws Unfit {
        return switch (value) {
            case null -> throw new Unfit("has no value");
            case Collection<?> collection -> {
                var list = new ArrayList<>();
                for (var entry : collection) {
                    list.add(out(entry));
                }
                yield List.copyOf(list);
            }
            case Map<?, ?> map -> {
                var context = new LinkedHashMap<String, Object>();
                for (var entry : map.entrySet()) {
                    try {
                        context.put(String.valueOf(entry.getKey()), out(entry.getValue()));
                    } catch (Unfit unfit) {
                        throw new Unfit("in its entry \"" + entry.getKey() + "\" " + unfit.reason());
                    }
                }
                yield Collections.unmodifiableMap(new TreeMap<>(context));
            }
            default -> {
                var plain = plain(value);
                if (plain == null) {
                    throw new Unfit("is no plain value");
                }
                yield plain;
            }
        };
    }

    /** What the engine computes with: its own period, so that durations compare. */
    static @Nullable Object engine(@Nullable Object value) {
        return switch (value) {
            case Period period -> new ComparablePeriod(period);
            case List<?> list -> {
                var converted = new ArrayList<@Nullable Object>();
                list.forEach(entry -> converted.add(engine(entry)));
                yield converted;
            }
            case Map<?, ?> map -> {
                var converted = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, entry) -> converted.put(String.valueOf(key), engine(entry)));
                yield converted;
            }
            case null, default -> value;
        };
    }
}
