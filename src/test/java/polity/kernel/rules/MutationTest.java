// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MutationTest {
    private static List<String> descriptions(String dmn) {
        return Mutation.ofRules(dmn, "t.dmn", null).stream()
                .map(Mutation.Mutant::description)
                .toList();
    }

    @Test
    void numbers_comparisons_boundaries_and_outcomes_are_changed() {
        assertThat(descriptions(Samples.table("UNIQUE", "[1..5)", "\"a\"", ">= 5", "\"b\"")))
                .containsExactlyInAnyOrder(
                        "\"result\": rule 1 is left out",
                        "\"result\": rule 2 is left out",
                        "\"result\": ( instead of [",
                        "\"result\": ] instead of )",
                        "\"result\": 2 instead of 1",
                        "\"result\": 0 instead of 1",
                        "\"result\": 6 instead of 5",
                        "\"result\": 4 instead of 5",
                        "\"result\": 6 instead of 5",
                        "\"result\": 4 instead of 5",
                        "\"result\": > instead of >=",
                        "\"result\": \"b\" instead of \"a\"",
                        "\"result\": \"a\" instead of \"b\"");
    }

    @Test
    void formulas_are_changed() {
        assertThat(descriptions(Samples.formula("if n < 0.25 and d > @\"2026-01-31\" then \"x\" else \"y\"")))
                .contains(
                        "\"result\": <= instead of <",
                        "\"result\": 0.26 instead of 0.25",
                        "\"result\": or instead of and",
                        "\"result\": \"2026-02-01\" instead of \"2026-01-31\"",
                        "\"result\": \"y\" instead of \"x\"",
                        "\"result\": not(n < 0.25 and d > @\"2026-01-31\") instead of n < 0.25 and d > @\"2026-01-31\"");
        assertThat(descriptions(Samples.formula("n = 1 or true")))
                .contains("\"result\": != instead of =", "\"result\": false instead of true");
        assertThat(descriptions(Samples.formula("d + duration(\"P3M\")")))
                .containsExactly("\"result\": \"P4M\" instead of \"P3M\"");
    }

    @Test
    void what_cannot_matter_is_left_alone() {
        String counted = Samples.table("COLLECT", "> 1", "10", "> 2", "20")
                .replace("hitPolicy=", "aggregation=\"COUNT\" hitPolicy=");
        assertThat(descriptions(counted)).noneMatch(d -> d.contains("10") || d.contains("20"));
        assertThat(descriptions(Samples.formula("n").replace("<decision ", "<decision label=\"18 or 1\" ")))
                .isEmpty();
    }

    @Test
    void mutants_are_in_the_right_place_and_escaped() {
        String dmn = Samples.formula("if n < 3\n and n > 1 then 5 else 6");
        for (var mutant : Mutation.ofRules(dmn, "t.dmn", null)) {
            var before = dmn.lines().toList();
            var after = mutant.text().lines().toList();
            assertThat(after.get(mutant.line() - 1)).isNotEqualTo(before.get(mutant.line() - 1));
            assertThat(RuleSet.compile(mutant.text(), "t.dmn"))
                    .as(mutant.description())
                    .isInstanceOf(RuleSet.Compilation.Compiled.class);
        }
    }

    @Test
    void a_file_that_is_refused_has_no_mutants() {
        assertThat(Mutation.ofRules("<definitions/>", "t.dmn", null)).isEmpty();
        assertThat(Mutation.ofParameters("a: 1", "p.yaml", Set.of("a"), Samples.DAY))
                .isEmpty();
    }

    @Test
    void parameters_are_changed_if_they_matter() {
        String yaml = """
                used:
                  - {from: 2024-01-01, value: 1, article: "o:1"}
                  - {from: 2025-01-01, value: 2.50, article: "o:1"}
                other: [{from: 2024-01-01, value: true, article: "o:1"}]
                unused: [{from: 2024-01-01, value: 5, article: "o:1"}]
                """;
        var mutants = Mutation.ofParameters(yaml, "p.yaml", Set.of("used", "other"), LocalDate.of(2025, 6, 1));
        assertThat(mutants.stream().map(m -> m.line() + " " + m.description()))
                .containsExactly(
                        "3 parameter used from 2025-01-01: 2.51 instead of 2.50",
                        "4 parameter other from 2024-01-01: false instead of true");
        assertThat(mutants.getFirst().text()).contains("value: 2.51,");
    }

    /** What the check of service packages will do, with the examples that the parking permit needs. */
    @Test
    void examples_at_the_boundaries_notice_the_mutants_of_the_parking_permit() {
        String dmn = Samples.text("parking.dmn");
        var parameters = Samples.parkingParameters();
        var examples = examples();
        var expected = outcomes(Samples.parking(), examples, parameters);
        var mutants = Mutation.ofRules(dmn, "parking.dmn", parameters);
        var unnoticed = new ArrayList<String>();
        for (var mutant : mutants) {
            var rules = Samples.compiled(RuleSet.compile(mutant.text(), "parking.dmn", parameters));
            if (outcomes(rules, examples, parameters).equals(expected)) {
                unnoticed.add(mutant.line() + " " + mutant.description());
            }
        }
        assertThat(mutants).hasSizeGreaterThan(70);
        assertThat(unnoticed.size()).as(unnoticed.toString()).isLessThanOrEqualTo(mutants.size() / 20);
        assertThat(new HashSet<>(mutants.stream().map(Mutation.Mutant::text).toList()))
                .hasSameSizeAs(mutants);
    }

    private static List<Map<String, Object>> examples() {
        var examples = new ArrayList<Map<String, Object>>();
        var base = Samples.with(Samples.application(), "permits held", 0);
        examples.add(base);
        for (int co2 : new int[] {0, 100, 101, 150, 151, 225, 226}) {
            for (String fuel : List.of("petrol", "diesel")) {
                examples.add(Samples.with(Samples.with(base, "vehicle.co2", co2), "vehicle.fuel", fuel));
            }
        }
        examples.add(Samples.with(Samples.with(base, "vehicle.fuel", "electric"), "vehicle.co2", 0));
        examples.add(Samples.with(base, "permits held", 1));
        examples.add(Samples.with(base, "permits held", 2));
        examples.add(Samples.with(base, "applicant.age", 17));
        examples.add(Samples.with(base, "applicant.age", 18));
        examples.add(Samples.with(base, "applicant.zone", "elsewhere"));
        examples.add(Samples.with(base, "applicant.blue_badge", true));
        examples.add(Samples.with(base, "vehicle.weight", 3500));
        examples.add(Samples.with(base, "vehicle.weight", 3501));
        examples.add(Samples.with(base, "applicant.since", "2026-02-01"));
        examples.add(Samples.with(base, "applicant.since", "2026-02-02"));
        examples.add(Samples.with(base, "applicant.since", "2025-05-01"));
        examples.add(Samples.with(base, "applicant.since", "2025-01-15"));
        return examples;
    }

    private static List<Object> outcomes(RuleSet rules, List<Map<String, Object>> examples, Parameters parameters) {
        var outcomes = new ArrayList<Object>();
        for (var example : examples) {
            outcomes.add(
                    switch (rules.evaluate(example, parameters.at(Samples.DAY))) {
                        case Evaluation.Decided decided -> decided.results();
                        case Evaluation.Failed failed -> failed.message();
                    });
        }
        return outcomes;
    }
}
