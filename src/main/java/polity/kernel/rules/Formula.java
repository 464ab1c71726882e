// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.rules.Feel.Expression;

/** A FEEL expression of a package, compiled when the package is read; equal to one that says the same. */
public final class Formula {

    private final @Nullable Expression expression;
    private final String text;

    private Formula(@Nullable Expression expression, String text) {
        this.expression = expression;
        this.text = text;
    }

    /** Compiles what stands in the file; what is wrong with it becomes a problem of the file. */
    public static Formula of(Declaration declared, Set<String> roots) {
        String text = declared.asText();
        return switch (Feel.compile(text, roots)) {
            case Feel.Compilation.Compiled(var expression) -> new Formula(expression, text);
            case Feel.Compilation.Refused(var problems) -> {
                problems.forEach(problem -> declared.refuse(problem.reason()));
                yield new Formula(null, text);
            }
        };
    }

    /** The value in this context; absent also where it can't be computed, such as a member of what is absent. */
    public @Nullable Object value(Map<String, ? extends @Nullable Object> context) {
        if (expression != null && expression.evaluate(context) instanceof Expression.Result.Value(Object value)) {
            return value;
        }
        return null;
    }

    /** Whether it is true in this context; what can't be computed isn't. */
    public boolean holds(Map<String, ? extends @Nullable Object> context) {
        return Boolean.TRUE.equals(value(context));
    }

    /** The names that it depends on, as paths like {@code facts.vehicle}. */
    public Set<String> uses() {
        return expression == null ? Set.of() : expression.uses();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Formula formula && text.equals(formula.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
