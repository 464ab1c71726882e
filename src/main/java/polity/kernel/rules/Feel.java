// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                type.fields().forEach((name, field) -> values.put(name, field.shape(allowance).at(name)));
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
                        p.file(), p.line() + line - 1, p.line() == 1 ? p.column() + column - 1 : p.column(), p.reason()))
                .toList();
    }

    /** Makes one context of all names, those with dots inside each other. */
    private static Type type(Map<String, String> names, String prefix, Problems problems) {
        var fields = new LinkedHashMap<String, Type>();
        names.forEach((name, typeName) -> {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                int dot = rest.indexOf('.');
                String part = dot < 0 ? rest : rest.substring(0, dot);
                Names.fault(part, prefix.isEmpty() && dot < 0)
                        .filter(reason -> prefix.isEmpty() || !Functions.isKnown(part))
                        .ifPresent(reason -> problems.add(0, reason));
                if (dot < 0) {
                    fields.putIfAbsent(part, named(typeName, problems));
                } else {
                    fields.put(part, type(names, prefix + part + ".", problems));
                }
            }
        });
        return new Type(Kind.CONTEXT, null, fields);
    }

    private static Type named(String typeName, Problems problems) {
        if (typeName.endsWith("[]")) {
            return Type.listOf(named(typeName.substring(0, typeName.length() - 2), problems));
        }
        return Kind.ofTypeName(typeName).map(Type::of).orElseGet(() -> {
            problems.add(0, "There is no type called \"" + typeName + "\"");
            return Type.ANY;
        });
    }
}
