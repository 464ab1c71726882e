// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Small mistakes put into rules on purpose. A package's examples are good enough if they notice nearly all of them: a number,
 * a comparison, a bracket of a range, a truth, an outcome, a rule left out.
 */
public final class Mutation {
    private Mutation() {}

    /**
     * A file with one mistake.
     *
     * @param line of the mistake, from 1
     * @param text the whole file
     */
    public record Mutant(String file, int line, String description, String text) {}

    /**
     * Every mutant of a DMN file that still compiles. What cannot matter is left alone: annotations, descriptions, outputs
     * that are only counted. A file that is refused has none.
     */
    public static List<Mutant> ofRules(String dmnXml, String file, @Nullable Parameters parameters) {
        var parsed = new HashMap<Analysis.Written, Engine.Parsed>();
        if (!(RuleSet.check(dmnXml, file, parameters, parsed) instanceof RuleSet.Checked.Right right)) {
            return List.of();
        }
        var mutants = new LinkedHashMap<String, Mutant>();
        for (var edit : new RuleMutations(right.source()).of(right.model())) {
            String text = edit.apply(dmnXml);
            if (!mutants.containsKey(text)
                    && RuleSet.check(text, file, parameters, parsed) instanceof RuleSet.Checked.Right) {
                mutants.put(text, mutant(right.source(), edit, text));
            }
        }
        return List.copyOf(mutants.values());
    }

    /**
     * Every mutant of a file of parameters.
     *
     * @param names the parameters that matter, those of {@link RuleSet#parameterNames()}
     * @param since values that ended before this day are left alone
     */
    public static List<Mutant> ofParameters(String yaml, String file, Set<String> names, LocalDate since) {
        if (!(Parameters.parse(yaml, file) instanceof Parameters.Reading.Read(var parameters))) {
            return List.of();
        }
        var source = new Source(file, yaml);
        Map<String, Mutant> mutants = new LinkedHashMap<>();
        for (var edit : new ParameterMutations().of(parameters, names, since)) {
            String text = edit.apply(yaml);
            if (Parameters.parse(text, file) instanceof Parameters.Reading.Read) {
                mutants.putIfAbsent(text, mutant(source, edit, text));
            }
        }
        return List.copyOf(mutants.values());
    }

    /**
     * Every mutant of a FEEL expression in a file that isn't XML, such as one of YAML.
     *
     * @param line on which it stands, from 1; there are none where it isn't written as it is read
     */
    public static List<Mutant> ofFormula(String text, String file, String formula, int line) {
        var source = new Source(file, text);
        int at = text.indexOf(formula, source.offset(line, 1));
        Map<String, Mutant> mutants = new LinkedHashMap<>();
        if (at >= 0) {
            for (var edit : new RuleMutations(source).of(formula, Source.Passage.plain(formula, at))) {
                mutants.putIfAbsent(edit.apply(text), mutant(source, edit, edit.apply(text)));
            }
        }
        return List.copyOf(mutants.values());
    }

    private static Mutant mutant(Source source, Edit edit, String text) {
        return new Mutant(source.file(), source.line(edit.start()), edit.description(), text);
    }

    /** A replacement in a file. */
    record Edit(int start, int end, String replacement, String description) {
        String apply(String text) {
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }

    /** The mistakes that can be made in parameters: each value a little off. */
    static final class ParameterMutations {
        private final List<Mutation.Edit> edits = new ArrayList<>();

        List<Mutation.Edit> of(Parameters parameters, Set<String> names, LocalDate since) {
            parameters.byName().forEach((name, dated) -> {
                if (names.contains(name)) {
                    for (int i = 0; i < dated.size(); i++) {
                        var last = i + 1 < dated.size()
                                ? dated.get(i + 1).from().minusDays(1)
                                : dated.get(i).to();
                        if (last == null || !last.isBefore(since)) {
                            value(name, dated.get(i));
                        }
                    }
                }
            });
            return edits;
        }

        private void value(String name, Parameters.Dated dated) {
            for (var literal : dated.literals()) {
                String other = switch (literal.value()) {
                    case BigDecimal number -> next(number);
                    case Boolean truth -> truth ? "false" : "true";
                    case LocalDate day -> day.plusDays(1).toString();
                    default -> "\"" + literal.value() + "x\"";
                };
                String text =
                        "parameter " + name + " from " + dated.from() + ": " + other + " instead of " + literal.value();
                edits.add(new Mutation.Edit(literal.start(), literal.end(), other, text));
            }
        }

        /** One more in the last place that is written. */
        static String next(BigDecimal number) {
            return number.add(number.ulp()).toPlainString();
        }
    }
}
