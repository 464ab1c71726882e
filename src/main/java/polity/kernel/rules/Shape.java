// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a value before it exists: its kind, how large it can be at most, and where it came from.
 *
 * @param size characters of a scalar written in full; of everything in it for {@link Kind#ANY}
 * @param count entries of a list, or of whatever a value of unknown kind could be
 * @param entry what the entries of a list, or the ends of a range, are like
 * @param path the input it is, like {@code vehicle.co2}; empty if it was computed
 */
record Shape(Kind kind, double size, double count, @Nullable Shape entry, Map<String, Shape> fields, String path) {
    static final Shape NULL = scalar(Kind.NULL, 4);
    static final Shape BOOLEAN = scalar(Kind.BOOLEAN, 5);
    private static final double MOMENT_SIZE = 60;
    private static final Map<Kind, java.util.Set<String>> PARTS = Map.of(
            Kind.DATE, java.util.Set.of("year", "month", "day", "weekday"),
            Kind.TIME, java.util.Set.of("hour", "minute", "second"),
            Kind.DATE_TIME, java.util.Set.of("year", "month", "day", "weekday", "hour", "minute", "second"),
            Kind.DURATION, java.util.Set.of("days", "hours", "minutes", "seconds"),
            Kind.MONTHS, java.util.Set.of("years", "months"));

    static Shape scalar(Kind kind, double size) {
        return new Shape(kind, size, 1, null, Map.of(), "");
    }

    static Shape number(double size) {
        return scalar(Kind.NUMBER, size);
    }

    static Shape string(double size) {
        return scalar(Kind.STRING, size);
    }

    /** A date, time or duration. */
    static Shape moment(Kind kind) {
        return scalar(kind, MOMENT_SIZE);
    }

    static Shape list(double count, Shape element) {
        return new Shape(Kind.LIST, 0, count, element, Map.of(), element.path);
    }

    static Shape context(Map<String, Shape> fields) {
        return new Shape(Kind.CONTEXT, 0, 1, null, Map.copyOf(fields), "");
    }

    static Shape any(double size, double count) {
        return new Shape(Kind.ANY, size, count, null, Map.of(), "");
    }

    Shape at(String where) {
        if (entry != null) {
            return new Shape(kind, size, count, entry.at(where), fields, where);
        }
        var placed = new HashMap<String, Shape>();
        fields.forEach((name, field) -> placed.put(name, field.at(where + "." + name)));
        return new Shape(kind, size, count, null, placed, where);
    }

    /** Characters of everything in it. */
    double total() {
        return switch (kind) {
            case LIST -> 4 + count * (element().total() + 2);
            case CONTEXT ->
                fields.values().stream().mapToDouble(f -> f.total() + 8).sum() + 4;
            default -> size;
        };
    }

    /** How many times an iteration over it runs. FEEL takes a single value for a list of one. */
    double iterations() {
        return kind == Kind.LIST || kind == Kind.ANY || kind == Kind.RANGE ? count : 1;
    }

    Shape element() {
        return entry == null ? this : entry;
    }

    Optional<Shape> field(String name) {
        var parts = PARTS.get(kind);
        if (parts != null) {
            return parts.contains(name) ? Optional.of(number(20)) : Optional.empty();
        }
        return switch (kind) {
            case CONTEXT -> Optional.ofNullable(fields.get(name));
            case LIST -> element().field(name).map(f -> list(count, f));
            case ANY -> Optional.of(path.isEmpty() ? this : at(path + "." + name));
            default -> Optional.empty();
        };
    }

    Shape join(Shape other) {
        if (kind == Kind.NULL) {
            return other;
        }
        if (other.kind == Kind.NULL) {
            return this;
        }
        if (kind != other.kind) {
            return any(Math.max(total(), other.total()), Math.max(iterations(), other.iterations()));
        }
        return switch (kind) {
            case LIST -> list(Math.max(count, other.count), joinElements(other));
            case CONTEXT -> {
                var merged = new LinkedHashMap<>(fields);
                other.fields.forEach((name, field) -> merged.merge(name, field, Shape::join));
                yield context(merged);
            }
            default -> new Shape(kind, Math.max(size, other.size), Math.max(count, other.count), null, Map.of(), "");
        };
    }

    /** The entries of an empty list say nothing. */
    private Shape joinElements(Shape other) {
        if (count == 0) {
            return other.element();
        }
        return other.count == 0 ? element() : element().join(other.element());
    }

    /** The kinds of values of FEEL (DMN 1.5, section 10.3.2), as far as rules use them. */
    enum Kind {
        NUMBER("a number"),
        STRING("a text"),
        BOOLEAN("true or false"),
        DATE("a date"),
        TIME("a time of day"),
        DATE_TIME("a date and time"),
        DURATION("a duration in days and hours"),
        MONTHS("a duration in years and months"),
        LIST("a list"),
        CONTEXT("a context"),
        RANGE("a range"),
        FUNCTION("a function"),
        NULL("null"),
        ANY("any value");

        private static final Set<Kind> ORDERED =
                EnumSet.of(NUMBER, STRING, DATE, TIME, DATE_TIME, DURATION, MONTHS, ANY, NULL);

        private static final Map<String, Kind> TYPE_NAMES = Map.ofEntries(
                Map.entry("number", NUMBER),
                Map.entry("string", STRING),
                Map.entry("boolean", BOOLEAN),
                Map.entry("date", DATE),
                Map.entry("time", TIME),
                Map.entry("date and time", DATE_TIME),
                Map.entry("days and time duration", DURATION),
                Map.entry("years and months duration", MONTHS),
                Map.entry("list", LIST),
                Map.entry("context", CONTEXT),
                Map.entry("Any", ANY));

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        static Optional<Kind> ofTypeName(String name) {
            return Optional.ofNullable(TYPE_NAMES.get(name));
        }

        boolean isOpen() {
            return this == ANY || this == NULL;
        }

        boolean isOrdered() {
            return ORDERED.contains(this);
        }

        boolean fits(Kind other) {
            return this == other || isOpen() || other.isOpen();
        }
    }

    /** A type as the rules declare it. */
    record DeclaredType(Kind kind, @Nullable DeclaredType element, Map<String, DeclaredType> fields) {
        static final DeclaredType ANY = of(Kind.ANY);

        static DeclaredType of(Kind kind) {
            return new DeclaredType(kind, null, Map.of());
        }

        static DeclaredType listOf(DeclaredType element) {
            return new DeclaredType(Kind.LIST, element, Map.of());
        }

        Shape shape(Limits.Allowance allowance) {
            return switch (kind) {
                case NUMBER -> Shape.number(Limits.NUMBER_CHARACTERS);
                case STRING -> Shape.string(allowance.textCharacters());
                case BOOLEAN -> Shape.BOOLEAN;
                case LIST ->
                    Shape.list(allowance.listEntries(), element == null ? open(allowance) : element.shape(allowance));
                case CONTEXT -> {
                    var shapes = new HashMap<String, Shape>();
                    fields.forEach((name, type) -> shapes.put(name, type.shape(allowance)));
                    yield fields.isEmpty() ? open(allowance) : Shape.context(shapes);
                }
                case ANY, NULL, RANGE, FUNCTION -> open(allowance);
                case DATE, TIME, DATE_TIME, DURATION, MONTHS -> Shape.moment(kind);
            };
        }

        private static Shape open(Limits.Allowance allowance) {
            return Shape.any(allowance.textCharacters(), allowance.listEntries());
        }
    }
}
