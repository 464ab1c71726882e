// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that an expression may use, and the functions of its own that it may call. */
final class Scope {
    /** What a call of a business knowledge model gives. */
    interface Callee {
        int parameters();

        Shape call(Analysis analysis, List<Shape> arguments, double times);
    }

    private final Map<String, Shape> values;
    private final Map<String, Callee> functions;

    Scope(Map<String, Shape> values, Map<String, Callee> functions) {
        this.values = values;
        this.functions = functions;
    }

    Optional<Shape> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Callee> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    Scope with(String name, Shape value) {
        return with(Map.of(name, value));
    }

    Scope with(Map<String, Shape> more) {
        var extended = new HashMap<>(values);
        extended.putAll(more);
        return new Scope(extended, functions);
    }

    Set<String> names() {
        var names = new LinkedHashSet<>(values.keySet());
        names.addAll(functions.keySet());
        return names;
    }

    Set<String> valueNames() {
        return values.keySet();
    }
}
