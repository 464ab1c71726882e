// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.types.BuiltInType;

/** A compiled FEEL expression. Immutable and safe for any number of threads. */
public final class Expression {
    private final String text;
    private final Type type;
    private final Limits.Allowance allowance;
    private final Set<String> uses;
    private final CompiledExpression compiled;

    private Expression(
            String text, Type type, Limits.Allowance allowance, Set<String> uses, CompiledExpression compiled) {
        this.text = text;
        this.type = type;
        this.allowance = allowance;
        this.uses = uses;
        this.compiled = compiled;
    }

    static Expression of(String text, Type type, Limits.Allowance allowance, Set<String> uses) {
        var context = Engine.feel().newCompilerContext();
        type.fields().keySet().forEach(name -> context.addInputVariableType(name, BuiltInType.UNKNOWN));
        return new Expression(text, type, allowance, Set.copyOf(uses), Engine.feel().compile(text, context));
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
        var given = new java.util.HashMap<String, @Nullable Object>();
        try {
            var reader = new Values(allowance, path -> true);
            for (var field : type.fields().entrySet()) {
                String name = field.getKey();
                given.put(name, Values.engine(reader.in(field.getValue(), values.get(name), name, name)));
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
                    : new Result.Failed(Messages.plain(errors.getFirst().getMessage()));
        }
        try {
            return new Result.Value(Values.out(value));
        } catch (Values.Unfit unfit) {
            return new Result.Failed("The result " + unfit.reason());
        }
    }

    private static boolean isAbsent(@Nullable Object within, String path) {
        Object value = within;
        for (String part : path.split("\\.")) {
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
