// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Shape.Kind;

/**
 * Numbers and words that law fixes and changes by date: fees, limits, rates. Rules name them as {@code parameters.fee.band_1}.
 *
 * <pre>
 * fee.band_1:
 *   - {from: 2025-04-01, value: 3000, article: "parking-order:12(1)"}
 *   - {from: 2026-04-01, value: 3250, article: "parking-order:12(1)"}
 * </pre>
 *
 * A value holds from its first day until the day before the next, or until the last day given as {@code to}.
 */
public final class Parameters {
    /** The parameters of a rule set that uses none. */
    public static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<Dated>> byName;

    Parameters(Map<String, List<Dated>> byName) {
        this.byName = byName;
    }

    /**
     * A value and the law that it rests on.
     *
     * @param value a BigDecimal, Boolean, LocalDate, String, or a List of one of these
     * @param article like {@code parking-order:12(1)}
     */
    public record Value(Object value, String article) {}

    /** Parameters that were read, or why they couldn't be. */
    public sealed interface Reading {
        /** The file is in order. */
        record Read(Parameters parameters) implements Reading {}

        /** The file is refused. */
        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** A value from a day on; {@code to} is its last day, null while the next one or nothing ends it. */
    record Dated(LocalDate from, @Nullable LocalDate to, Value value, Kind kind, List<Literal> literals) {}

    /** A scalar as it is written in the file. */
    record Literal(Kind kind, Object value, int start, int end) {}

    /** The values in force on one day. */
    public record InForce(LocalDate day, Map<String, Value> values) {
        public InForce {
            values = Map.copyOf(values);
        }

        /** The values as a FEEL context: each part of a name is one level. */
        public Map<String, Object> context() {
            var root = new HashMap<String, Object>();
            values.forEach((name, value) -> put(root, List.of(name.split("\\.", -1)), value.value()));
            return root;
        }

        private static void put(Map<String, Object> into, List<String> path, Object value) {
            if (path.size() == 1) {
                into.put(path.getFirst(), value);
                return;
            }
            var inner = new HashMap<String, Object>();
            if (into.get(path.getFirst()) instanceof Map<?, ?> before) {
                before.forEach((key, entry) -> inner.put(String.valueOf(key), entry));
            }
            put(inner, path.subList(1, path.size()), value);
            into.put(path.getFirst(), inner);
        }
    }

    /**
     * Reads parameters.
     *
     * @param file its name, for the problems
     */
    public static Reading parse(String yaml, String file) {
        var reader = new ParametersReader(new Source(file, yaml));
        var read = reader.read();
        return reader.problems().isEmpty()
                ? new Reading.Read(new Parameters(read))
                : new Reading.Refused(reader.problems());
    }

    /** What is in force on a day. A parameter that has no value yet, or no more, is not in it. */
    public InForce at(LocalDate day) {
        var values = new LinkedHashMap<String, Value>();
        byName.forEach((name, dated) -> at(dated, day).ifPresent(value -> values.put(name, value)));
        return new InForce(day, values);
    }

    private static Optional<Value> at(List<Dated> dated, LocalDate day) {
        return dated.reversed().stream()
                .filter(d -> !day.isBefore(d.from()))
                .findFirst()
                .filter(d -> d.to() == null || !day.isAfter(d.to()))
                .map(Dated::value);
    }

    /** Every name, with the days on which its value changes. */
    public Map<String, List<LocalDate>> changes() {
        var changes = new TreeMap<String, List<LocalDate>>();
        byName.forEach((name, dated) ->
                changes.put(name, dated.stream().map(Dated::from).toList()));
        return changes;
    }

    Map<String, List<Dated>> byName() {
        return byName;
    }

    /** Kinds and sizes, over all days. */
    Shape shape() {
        return shape("");
    }

    private Shape shape(String prefix) {
        var fields = new LinkedHashMap<String, Shape>();
        byName.forEach((name, dated) -> {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                int dot = rest.indexOf('.');
                if (dot < 0) {
                    fields.put(
                            rest,
                            dated.stream()
                                    .map(Dated::value)
                                    .map(Value::value)
                                    .map(Parameters::shape)
                                    .reduce(Shape.NULL, Shape::join));
                } else {
                    String part = rest.substring(0, dot);
                    fields.computeIfAbsent(part, p -> shape(prefix + p + "."));
                }
            }
        });
        return Shape.context(fields);
    }

    private static Shape shape(Object value) {
        return switch (value) {
            case List<?> list ->
                Shape.list(list.size(), list.stream().map(Parameters::shape).reduce(Shape.NULL, Shape::join));
            case Boolean _ -> Shape.BOOLEAN;
            case LocalDate _ -> Shape.moment(Kind.DATE);
            case String text -> Shape.string(text.length());
            default -> Shape.number(Limits.NUMBER_CHARACTERS);
        };
    }
}
