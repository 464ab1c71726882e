// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import polity.kernel.rules.Evaluation.Fired;

import static org.assertj.core.api.Assertions.assertThat;
import static polity.kernel.rules.Samples.application;
import static polity.kernel.rules.Samples.with;

class RuleSetTest {
    private final RuleSet parking = Samples.parking();
    private final Parameters parameters = Samples.parkingParameters();

    private Evaluation.Decided decide(Map<String, Object> inputs, LocalDate day) {
        var evaluation = parking.evaluate(inputs, parameters.at(day));
        assertThat(evaluation).isInstanceOf(Evaluation.Decided.class);
        return (Evaluation.Decided) evaluation;
    }

    private Evaluation.Failed fail(Map<String, Object> inputs) {
        var evaluation = parking.evaluate(inputs, parameters.at(Samples.DAY));
        assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
        return (Evaluation.Failed) evaluation;
    }

    @Test
    void a_diesel_pays_its_band_and_the_surcharges() {
        var decided = decide(application(), Samples.DAY);
        assertThat(decided.results())
                .containsEntry("band", "D")
                .containsEntry("base fee", new BigDecimal(9500))
                .containsEntry("surcharges", new BigDecimal(7000))
                .containsEntry("fee", new BigDecimal(16500))
                .containsEntry("refusals", List.of())
                .containsEntry("outcome", "granted");
    }

    @Test
    void each_rule_that_fired_cites_its_article() {
        var decided = decide(application(), Samples.DAY);
        assertThat(decided.fired("band")).singleElement().satisfies(fired -> {
            assertThat(fired.rule()).isEqualTo(4);
            assertThat(fired.article()).contains("parking-order:7(2)");
            assertThat(fired.text()).contains("band.high");
        });
        assertThat(decided.fired("surcharges").stream().map(Fired::rule)).containsExactly(1, 2, 3);
        assertThat(decided.fired("base fee").getFirst().text()).isEmpty();
    }

    @Test
    void every_ground_of_refusal_is_given_with_its_article() {
        var inputs = with(with(application(), "applicant.age", 17), "applicant.zone", "elsewhere");
        var decided = decide(inputs, Samples.DAY);
        assertThat(decided.results())
                .containsEntry("refusals", List.of("age", "zone"))
                .containsEntry("outcome", "refused");
        assertThat(decided.fired("refusals").stream().map(f -> f.article().orElseThrow()))
                .containsExactly("parking-order:3(1)", "parking-order:3(2)");
    }

    @Test
    void a_fee_follows_the_day_on_which_its_article_changes() {
        var petrol = with(with(application(), "vehicle.fuel", "petrol"), "vehicle.co2", 90);
        var before = decide(petrol, LocalDate.of(2026, 3, 31));
        var after = decide(petrol, LocalDate.of(2026, 4, 1));
        assertThat(before.results()).containsEntry("base fee", new BigDecimal(3000));
        assertThat(after.results()).containsEntry("base fee", new BigDecimal(3250));
        assertThat(after.parameters().get("fee.band_b"))
                .isEqualTo(new Parameters.Value(new BigDecimal(3250), "parking-order:12(1)b"));
    }

    @Test
    void parameters_without_a_value_on_the_day_are_named() {
        var evaluation = parking.evaluate(application(), parameters.at(LocalDate.of(2020, 1, 1)));
        assertThat(evaluation)
                .isInstanceOfSatisfying(
                        Evaluation.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("fee.band_a")
                                .contains("on 2020-01-01"));
    }

    @Test
    void a_missing_input_is_named_and_never_taken_for_null() {
        var without = application();
        without.remove("permits held");
        assertThat(fail(without).message()).isEqualTo("The input \"permits held\" is missing");
        var vehicle = new HashMap<String, Object>(Map.of("vehicle", Map.of("co2", 1, "weight", 2)));
        var incomplete = application();
        incomplete.putAll(vehicle);
        assertThat(fail(incomplete).message()).isEqualTo("The input \"vehicle.fuel\" is missing");
    }

    @Test
    void an_input_of_the_wrong_kind_is_refused() {
        assertThat(fail(with(application(), "applicant.age", "forty")).message())
                .isEqualTo("The input \"applicant.age\" must be a number");
        assertThat(fail(with(application(), "applicant.since", "yesterday")).message())
                .isEqualTo("The input \"applicant.since\" must be a date");
        assertThat(fail(with(application(), "vehicle.co2", 12.5d)).message()).contains("must be a number");
    }

    @Test
    void a_value_outside_those_allowed_is_refused() {
        assertThat(fail(with(application(), "vehicle.fuel", "steam")).decision())
                .isNotEmpty();
    }

    @Test
    void a_table_in_which_no_rule_applies_fails_by_name() {
        var failed = fail(with(application(), "vehicle.co2", -1));
        assertThat(failed.decision()).isEqualTo("band");
        assertThat(failed.message()).isEqualTo("No rule of the table \"band\" applies to these inputs");
    }

    @Test
    void a_unique_table_with_two_rules_that_apply_fails() {
        var rules = Samples.compiled(RuleSet.compile(Samples.table("UNIQUE", "> 1", "\"a\"", "> 2", "\"b\""), "t.dmn"));
        assertThat(rules.evaluate(Map.of("n", 3)))
                .isInstanceOfSatisfying(
                        Evaluation.Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo(
                                        "Rules 1 and 2 of the table \"result\" apply together, but its hit policy UNIQUE allows one"));
    }

    @Test
    void each_hit_policy_selects_as_dmn_says() {
        assertThat(results("FIRST", "")).isEqualTo(new BigDecimal(10));
        assertThat(results("RULE ORDER", "")).isEqualTo(List.of(new BigDecimal(10), new BigDecimal(20)));
        assertThat(results("COLLECT", "")).isEqualTo(List.of(new BigDecimal(10), new BigDecimal(20)));
        assertThat(results("COLLECT", "SUM")).isEqualTo(new BigDecimal(30));
        assertThat(results("COLLECT", "MIN")).isEqualTo(new BigDecimal(10));
        assertThat(results("COLLECT", "MAX")).isEqualTo(new BigDecimal(20));
        assertThat(results("COLLECT", "COUNT")).isEqualTo(new BigDecimal(2));
    }

    private static Object results(String policy, String aggregation) {
        String table = Samples.table(policy, "> 1", "10", "> 2", "20", "> 9", "30");
        String dmn = aggregation.isEmpty()
                ? table
                : table.replace("hitPolicy=", "aggregation=\"" + aggregation + "\" hitPolicy=");
        var decided = (Evaluation.Decided)
                Samples.compiled(RuleSet.compile(dmn, "t.dmn")).evaluate(Map.of("n", 3));
        return decided.results().getOrDefault("result", "none");
    }

    @Test
    void an_input_that_the_rules_compare_with_null_may_be_absent() {
        var rules = Samples.compiled(RuleSet.compile(
                Samples.definitions(Samples.input("n", "number")
                        + Samples.decision(
                                "result",
                                Samples.needsInput("n"),
                                Samples.literal("if n = null then \"none\" else \"some\""))),
                "t.dmn"));
        assertThat(rules.evaluate(Map.of()))
                .isInstanceOfSatisfying(
                        Evaluation.Decided.class, d -> assertThat(d.results()).containsEntry("result", "none"));
    }

    @Test
    void an_expression_that_gives_null_fails() {
        var rules = Samples.compiled(RuleSet.compile(Samples.formula("sum(l[item > 100])"), "t.dmn"));
        assertThat(rules.evaluate(Samples.formulaInputs())).isInstanceOfSatisfying(Evaluation.Failed.class, failed -> {
            assertThat(failed.decision()).isEqualTo("result");
            assertThat(failed.message()).contains("gives no value");
        });
        var division = Samples.compiled(RuleSet.compile(Samples.formula("1 / (n - 3)"), "t.dmn"));
        assertThat(division.evaluate(Samples.formulaInputs())).isInstanceOf(Evaluation.Failed.class);
    }

    @Test
    void what_no_rule_can_name_is_left_out_of_the_record() {
        var decided = decide(with(with(application(), "vehicle.colour", "vermilion"), "secret", "x"), Samples.DAY);
        assertThat(decided.json()).doesNotContain("vermilion").doesNotContain("secret");
    }

    @Test
    void it_says_what_it_needs() {
        assertThat(parking.inputs().keySet()).containsExactlyInAnyOrder("vehicle", "applicant", "permits held", "day");
        assertThat(parking.parameterNames())
                .contains("fee.band_a", "limit.weight")
                .hasSize(10);
        assertThat(parking.decisions().indexOf("band"))
                .isLessThan(parking.decisions().indexOf("base fee"));
        assertThat(parking.digest()).hasSize(64);
    }

    @Test
    void the_digest_is_that_of_the_file() {
        var other = Samples.compiled(
                RuleSet.compile(Samples.text("parking.dmn") + "\n", "parking.dmn", Samples.parkingParameters()));
        assertThat(other.digest()).isNotEqualTo(parking.digest());
        assertThat(Samples.parking().digest()).isEqualTo(parking.digest());
    }

    @Test
    void many_threads_get_the_same_answers() throws Exception {
        var inForce = parameters.at(Samples.DAY);
        String expected = parking.evaluate(application(), inForce).json();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<String> task =
                    () -> parking.evaluate(application(), inForce).json();
            var answers = new HashSet<String>();
            for (var future : threads.invokeAll(java.util.Collections.nCopies(200, task))) {
                answers.add(future.get());
            }
            assertThat(answers).containsExactly(expected);
        }
    }

    @Test
    void tables_in_functions_and_contexts_report_their_rules() {
        String table =
                "<decisionTable hitPolicy=\"UNIQUE\" id='mine'><input><inputExpression><text>%s</text></inputExpression>"
                        + "</input><output/><annotation name=\"article\"/><rule><inputEntry><text>&gt; 0</text></inputEntry>"
                        + "<outputEntry><text>%s</text></outputEntry><annotationEntry><text>%s</text></annotationEntry></rule>"
                        + "</decisionTable>";
        String dmn = Samples.definitions(Samples.input("n", "number")
                + "<businessKnowledgeModel id=\"f\" name=\"f\"><variable name=\"f\"/><encapsulatedLogic><formalParameter"
                + " name=\"x\" typeRef=\"number\"/>" + table.formatted("x", "x * 2", "order:1")
                + "</encapsulatedLogic></businessKnowledgeModel>"
                + Samples.decision(
                        "result",
                        Samples.needsInput("n") + Samples.needsFunction("f"),
                        "<context><contextEntry><variable name=\"first\"/>" + table.formatted("n", "1", "order:2")
                                + "</contextEntry><contextEntry><variable name=\"second\"/>" + Samples.literal("f(n)")
                                + "</contextEntry></context>"));
        var rules = Samples.compiled(RuleSet.compile(dmn, "t.dmn"));
        assertThat(rules.evaluate(Map.of("n", 4))).isInstanceOfSatisfying(Evaluation.Decided.class, decided -> {
            assertThat(decided.results())
                    .containsEntry("result", Map.of("first", BigDecimal.ONE, "second", new BigDecimal(8)));
            assertThat(decided.fired().stream()
                            .map(f -> f.table() + " " + f.article().orElseThrow()))
                    .containsExactlyInAnyOrder("result order:2", "f order:1");
        });
    }

    @Test
    void diagrams_are_ignored() {
        String dmn = Samples.formula("n + 1").replace("</definitions>", """
                        <dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/" xmlns:evil="urn:x">
                        <dmndi:DMNDiagram><evil:shape onclick="alert(1)">text</evil:shape></dmndi:DMNDiagram></dmndi:DMNDI>
                        </definitions>""");
        assertThat(Samples.problems(dmn)).isEmpty();
    }

    @Test
    void the_namespaces_of_dmn_1_3_to_1_5_are_read() {
        for (String version : List.of("20191111", "20211108", "20230324")) {
            String dmn = Samples.formula("n + 1").replace("20230324", version);
            var rules = Samples.compiled(RuleSet.compile(dmn, "t.dmn"));
            assertThat(rules.evaluate(Samples.formulaInputs()))
                    .isInstanceOfSatisfying(
                            Evaluation.Decided.class,
                            d -> assertThat(d.results()).containsEntry("result", new BigDecimal(4)));
        }
    }
}
