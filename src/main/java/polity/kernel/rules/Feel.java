// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.types.BuiltInType;

import polity.kernel.rules.AnalysisBodies.Scope;
import polity.kernel.rules.Shape.DeclaredType;
import polity.kernel.rules.Shape.Kind;
import polity.kernel.rules.Source.Passage;
import polity.kernel.rules.Source.Problems;

/**
 * Single expressions in FEEL, as forms and service packages use them: conditions, validations, limits, prefill. They are held
 * to the same rules and bounds as a {@link RuleSet}.
 */
public final class Feel {
    private Feel() {}

    /** An expression, or why there is none. */
    public sealed interface Compilation {
        /** The expression is in order. */
        record Compiled(Expression expression) implements Compilation {}

        /** The expression is refused. */
        record Refused(List<Problem> problems) implements Compilation {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Compiles an expression over names of unknown types. */
    public static Compilation compile(String expression, Set<String> names) {
        var types = new LinkedHashMap<String, String>();
        names.forEach(name -> types.put(name, "Any"));
        return compile(expression, types, "", 1, 1);
    }

    /**
     * Compiles an expression.
     *
     * @param names what it may name, with types: {@code number}, {@code string}, {@code boolean}, {@code date}, ...,
     *     {@code Any}, or one of these with {@code []} for a list; a name with dots is a path, like {@code vehicle.co2}
     * @param file where it stands, for the problems
     * @param line of its first character, from 1
     * @param column of its first character, from 1
     */
    public static Compilation compile(String expression, Map<String, String> names, String file, int line, int column) {
        var source = new Source(file, expression);
        var problems = new Problems(source);
        var type = type(names, "", problems);
        var passage = Passage.plain(expression, 0);
        var parsed = new HashMap<Analysis.Written, Engine.Parsed>();
        for (var allowance : Limits.ALLOWANCES) {
            var excess = new Problems(source);
            var analysis = new Analysis(allowance, problems, excess, parsed);
            if (!problems.any()) {
                var values = new LinkedHashMap<String, Shape>();
                type.fields()
                        .forEach((name, field) ->
                                values.put(name, field.shape(allowance).at(name)));
                analysis.expression(passage, new Scope(values, Map.of()), 1);
            }
            if (problems.any()) {
                return new Compilation.Refused(moved(problems, line, column));
            }
            if (!excess.any()) {
                return new Compilation.Compiled(Expression.of(expression, type, allowance, analysis.used()));
            }
            if (allowance.equals(Limits.ALLOWANCES.getLast())) {
                return new Compilation.Refused(moved(excess, line, column));
            }
        }
        return new Compilation.Refused(moved(problems, line, column));
    }

    private static List<Problem> moved(Problems problems, int line, int column) {
        return problems.list().stream()
                .map(p -> new Problem(
                        p.file(),
                        p.line() + line - 1,
                        p.line() == 1 ? p.column() + column - 1 : p.column(),
                        p.reason()))
                .toList();
    }

    /** Makes one context of all names, those with dots inside each other. */
    private static DeclaredType type(Map<String, String> names, String prefix, Problems problems) {
        var fields = new LinkedHashMap<String, DeclaredType>();
        names.forEach((name, typeName) -> {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                int dot = rest.indexOf('.');
                String part = dot < 0 ? rest : rest.substring(0, dot);
                FeelText.nameFault(part, prefix.isEmpty() && dot < 0)
                        .filter(reason -> prefix.isEmpty() || !Functions.isKnown(part))
                        .ifPresent(reason -> problems.add(0, reason));
                if (dot < 0) {
                    fields.putIfAbsent(part, named(typeName, problems));
                } else {
                    fields.put(part, type(names, prefix + part + ".", problems));
                }
            }
        });
        return new DeclaredType(Kind.CONTEXT, null, fields);
    }

    private static DeclaredType named(String typeName, Problems problems) {
        if (typeName.endsWith("[]")) {
            return DeclaredType.listOf(named(typeName.substring(0, typeName.length() - 2), problems));
        }
        return Kind.ofTypeName(typeName).map(DeclaredType::of).orElseGet(() -> {
            problems.add(0, "There is no type called \"" + typeName + "\"");
            return DeclaredType.ANY;
        });
    }

    /** Why a regular expression is refused, or nothing: as in rules, none may take for ever on a hostile text. */
    public static Optional<String> faultOfPattern(String pattern) {
        return TextFunctions.TextPattern.fault(pattern);
    }

    /** Whether the whole text matches a pattern without fault. */
    public static boolean matches(String text, String pattern) {
        return TextFunctions.TextPattern.matchesWhole(text, pattern);
    }

    /** A compiled FEEL expression. Immutable and safe for any number of threads. */
    public static final class Expression {
        private final String text;
        private final DeclaredType type;
        private final Limits.Allowance allowance;
        private final Set<String> uses;
        private final Map<String, Set<String>> named;
        private final CompiledExpression compiled;

        private Expression(
                String text,
                DeclaredType type,
                Limits.Allowance allowance,
                Set<String> uses,
                CompiledExpression compiled) {
            this.text = text;
            this.type = type;
            this.allowance = allowance;
            this.uses = uses;
            this.named = named(type, uses);
            this.compiled = compiled;
        }

        static Expression of(String text, DeclaredType type, Limits.Allowance allowance, Set<String> uses) {
            var context = Engine.feel().newCompilerContext();
            type.fields().keySet().forEach(name -> context.addInputVariableType(name, BuiltInType.UNKNOWN));
            return new Expression(
                    text, type, allowance, Set.copyOf(uses), Engine.feel().compile(text, context));
        }

        /** What an expression gives. */
        public sealed interface Result {
            /** A String, Boolean, BigDecimal, java.time value, List or Map. */
            record Value(Object value) implements Result {}

            /** Nothing, because something that it names has no value, or because it says null. */
            record Absent() implements Result {}

            /** It can't be computed from these values. */
            record Failed(String message) implements Result {}
        }

        /** Thrown by {@link #test} when a condition can't be computed: the package that holds it is wrong. */
        public static final class ConditionFailed extends RuntimeException {
            ConditionFailed(String condition, String message) {
                super("The condition " + condition + " can't be computed: " + message);
            }
        }

        public String text() {
            return text;
        }

        /** The names that it depends on, as paths like {@code vehicle.co2}. */
        public Set<String> uses() {
            return uses;
        }

        /**
         * Computes the expression.
         *
         * @param values by name; one that is missing counts as null
         */
        public Result evaluate(Map<String, ? extends @Nullable Object> values) {
            var given = new HashMap<String, @Nullable Object>();
            try {
                var reader = new Values(allowance, path -> true);
                for (var field : named.entrySet()) {
                    String name = field.getKey();
                    Object value = members(values.get(name), field.getValue());
                    DeclaredType declared = Objects.requireNonNull(type.fields().get(name));
                    given.put(name, Values.engine(reader.in(declared, value, name, name)));
                }
            } catch (Values.Unfit unfit) {
                return new Result.Failed(unfit.reason());
            }
            var errors = new ArrayList<FEELEvent>();
            var context = Engine.feel()
                    .newEvaluationContext(
                            List.of(event -> {
                                if (event.getSeverity() == FEELEvent.Severity.ERROR) {
                                    errors.add(event);
                                }
                            }),
                            given);
            var value = Engine.evaluate(compiled, context, errors);
            if (value == null || !errors.isEmpty()) {
                boolean absent = errors.isEmpty() || uses.stream().anyMatch(path -> isAbsent(given, path));
                return absent
                        ? new Result.Absent()
                        : new Result.Failed(Engine.plain(errors.getFirst().getMessage()));
            }
            try {
                return new Result.Value(Values.out(value));
            } catch (Values.Unfit unfit) {
                return new Result.Failed("The result " + unfit.reason());
            }
        }

        /** What is named of a value: the rest of what is known needn't be brought into the engine's form. */
        private static @Nullable Object members(@Nullable Object value, Set<String> members) {
            if (members.isEmpty() || !(value instanceof Map<?, ?> map)) {
                return value;
            }
            var named = new HashMap<String, @Nullable Object>();
            members.forEach(member -> named.put(member, map.get(member)));
            return named;
        }

        /** The names that an expression uses, each with the members of it; none where it is used as a whole. */
        private static Map<String, Set<String>> named(DeclaredType type, Set<String> uses) {
            var named = new LinkedHashMap<String, Set<String>>();
            for (String name : type.fields().keySet()) {
                var paths = uses.stream()
                        .filter(path -> path.equals(name) || path.startsWith(name + "."))
                        .toList();
                if (!paths.isEmpty()) {
                    named.put(
                            name,
                            paths.contains(name)
                                    ? Set.of()
                                    : paths.stream()
                                            .map(path -> path.split("\\.", -1)[1])
                                            .collect(Collectors.toUnmodifiableSet()));
                }
            }
            return named;
        }

        private static boolean isAbsent(@Nullable Object within, String path) {
            Object value = within;
            for (String part : path.split("\\.", -1)) {
                if (!(value instanceof Map<?, ?> map)) {
                    return value == null;
                }
                value = map.get(part);
            }
            return value == null;
        }

        /** Whether a condition holds. It doesn't while what it names has no value. */
        public boolean test(Map<String, ? extends @Nullable Object> values) {
            return switch (evaluate(values)) {
                case Result.Value(Boolean truth) -> truth;
                case Result.Value(var other) -> throw new ConditionFailed(text, "it gives " + other);
                case Result.Absent() -> false;
                case Result.Failed(var message) -> throw new ConditionFailed(text, message);
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
