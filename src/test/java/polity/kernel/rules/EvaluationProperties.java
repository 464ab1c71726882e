// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class EvaluationProperties {
    private static final Set<String> NAMES = Set.of("n", "s", "l", "c");
    private final RuleSet parking = Samples.parking();
    private final Parameters parameters = Samples.parkingParameters();

    private static Map<String, Object> application(int co2, String fuel, int age, int permits, boolean badge) {
        var inputs = Samples.with(Samples.application(), "vehicle.co2", co2);
        inputs = Samples.with(inputs, "vehicle.fuel", fuel);
        inputs = Samples.with(inputs, "applicant.age", age);
        inputs = Samples.with(inputs, "applicant.blue_badge", badge);
        return Samples.with(inputs, "permits held", permits);
    }

    @Property(tries = 200)
    void the_same_inputs_give_the_same_json_whatever_their_order_and_java_types(
            @ForAll @IntRange(max = 400) int co2,
            @ForAll("fuels") String fuel,
            @ForAll @IntRange(max = 120) int age,
            @ForAll @IntRange(max = 3) int permits,
            @ForAll boolean badge) {
        var inForce = parameters.at(Samples.DAY);
        var inputs = application(co2, fuel, age, permits, badge);
        var reversed = new LinkedHashMap<String, Object>();
        inputs.keySet().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(k -> reversed.put(k, inputs.get(k)));
        reversed.put("permits held", new BigDecimal(permits).setScale(3));
        reversed.put("day", Samples.DAY.toString());
        String json = parking.evaluate(inputs, inForce).json();
        assertThat(parking.evaluate(reversed, inForce).json()).isEqualTo(json);
        assertThat(json).contains("\"results\"");
    }

    @Property(tries = 100)
    void a_stored_evaluation_recomputes_to_itself_and_a_changed_one_does_not(
            @ForAll @IntRange(max = 400) int co2, @ForAll("fuels") String fuel, @ForAll boolean badge) {
        String json = parking.evaluate(application(co2, fuel, 40, 1, badge), parameters.at(Samples.DAY))
                .json();
        assertThat(parking.recompute(json)).isInstanceOf(Evaluation.Recomputed.Same.class);
        String forged = json.replaceFirst("\"fee\":([0-9]+)", "\"fee\":1$1");
        assertThat(parking.recompute(forged))
                .isInstanceOfSatisfying(
                        Evaluation.Recomputed.Different.class,
                        different -> assertThat(different.differences())
                                .singleElement()
                                .satisfies(d -> assertThat(d).startsWith("results.fee: 1")));
    }

    @Property(tries = 100)
    void what_is_written_canonically_is_read_back(@ForAll String text, @ForAll BigDecimal number, @ForAll boolean truth)
            throws CanonicalJson.Unreadable {
        var value = Map.of("t", text, "n", number, "b", truth, "d", Samples.DAY, "l", List.of(text, number));
        String json = CanonicalJson.write(value);
        assertThat(CanonicalJson.write(CanonicalJson.read(json))).isEqualTo(json);
        assertThat(CanonicalJson.read(json).get("t")).isEqualTo(text);
        assertThat(CanonicalJson.read(json).get("d")).isEqualTo(Samples.DAY);
    }

    /** Whatever somebody writes is either refused with a place inside the text, or runs to its end without an exception. */
    @Property(tries = 1_500)
    void any_row_of_tokens_is_refused_or_runs(@ForAll("expressions") String feel) {
        switch (Feel.compile(feel, NAMES)) {
            case Feel.Compilation.Refused(var problems) ->
                assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(1);
                    assertThat(problem.column()).isBetween(1, feel.length() + 1);
                });
            case Feel.Compilation.Compiled(var expression) ->
                assertThat(expression.evaluate(Map.of("n", 3, "s", "abc", "l", List.of(1, 2), "c", Map.of("x", 1))))
                        .isNotNull();
        }
    }

    @Property(tries = 300)
    void any_text_is_refused_or_runs(@ForAll String feel) {
        assertThat(Feel.compile(feel, NAMES)).isNotNull();
    }

    @Provide
    Arbitrary<String> fuels() {
        return Arbitraries.of("petrol", "diesel", "electric", "hybrid");
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                        "n",
                        "s",
                        "l",
                        "c",
                        "c.x",
                        "1",
                        "2.5",
                        "\"a\"",
                        "true",
                        "null",
                        "(",
                        ")",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "x",
                        "+",
                        "-",
                        "*",
                        "/",
                        "**",
                        "<",
                        ">=",
                        "=",
                        "!=",
                        "..",
                        ".",
                        "in",
                        "if",
                        "then",
                        "else",
                        "for",
                        "return",
                        "some",
                        "every",
                        "satisfies",
                        "and",
                        "or",
                        "between",
                        "not",
                        "instance of",
                        "number",
                        "function",
                        "item",
                        "?",
                        "@",
                        "@\"P1D\"",
                        "count(l)",
                        "sum(l)",
                        "string(n)",
                        "date(s)",
                        "matches(s, \"a+\")",
                        "for x in l return x",
                        "l[1]",
                        "n > 1",
                        "[1..3]",
                        "concatenate(l, l)")
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(tokens -> String.join(" ", tokens));
    }
}
