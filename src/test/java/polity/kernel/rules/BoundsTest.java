// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static polity.kernel.rules.Samples.decision;
import static polity.kernel.rules.Samples.definitions;
import static polity.kernel.rules.Samples.formula;
import static polity.kernel.rules.Samples.function;
import static polity.kernel.rules.Samples.literal;
import static polity.kernel.rules.Samples.needsDecision;
import static polity.kernel.rules.Samples.needsFunction;
import static polity.kernel.rules.Samples.needsInput;
import static polity.kernel.rules.Samples.problems;
import static polity.kernel.rules.Samples.reasons;

/** Nothing that a rule set may say can take long or grow large. */
class BoundsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for i in 1..1000000000 return i                                     | This range has 1000000000 entries
            count(for i in [1..99999999] return i)                              | This range has 99999999 entries
            some i in 1..1000000000 satisfies i < 0                             | This range has 1000000000 entries
            for i in 1..n return i                                              | ranges whose two ends are written in it
            every i in n..2 satisfies true                                      | ranges whose two ends are written in it
            count(for r in [[1..1000000000]] return count(for i in r return 1)) | ranges whose two ends are written in it
            for a in l return for b in l return for c in l return 1             | Iterations may stand at most 2
            some a in l, b in l, c in l satisfies a = b                         | Iterations may stand at most 2
            for a in l, b in l return 1                                         | Give each for one list
            for a in 1..900 return for b in 1..900 return a                     | for would run more than 2000 times
            l[count(for x in l return x) > 0]                                   | for may not stand inside a filter
            l[l[l[item = 1] = [1]] = [1]]                                       | Filters and iterations may stand at most 2
            2 ** 1000000000                                                     | An exponent must be a whole number up to 100
            2 ** n                                                              | An exponent must be a whole number
            (n ** 90) * (n ** 90)                                               | longer than 5000 digits
            1e999999999                                                         | Write the number 1e999999999 in plain digits
            12345678901234567890123456789012345                                 | A number may have at most 34 digits
            decimal(n, 999999999)                                               | The number of places must be
            floor(n, n)                                                         | The number of places must be
            matches(s, "(a+)+b")                                                | A group that repeats
            matches(s, "((a){2}b?)*c")                                          | A group that repeats
            matches(s, s)                                                       | must be written in the rule
            matches(s, "(?<=a)b")                                               | Only plain groups
            matches(s, "(a)\\1")                                                | is not supported in patterns
            replace(s, "a", "$0")                                               | must be followed by the number of a group
            split(s, "a*+")                                                     | Two repetitions follow each other
            - - - - n                                                           | Two signs follow each other
            ((((((((((((((n))))))))))))))                                       | too deeply nested
            """)
    void an_expression_without_a_bound_is_refused(String feel, String reason) {
        assertThat(reasons(formula(feel))).contains(reason);
    }

    @Test
    void long_and_deep_expressions_are_refused() {
        assertThat(reasons(formula("1" + " + 1".repeat(1000)))).contains("longer than 2000 characters");
        assertThat(reasons(formula("if true then ".repeat(40) + "1" + " else 2".repeat(40))))
                .contains("too deeply nested");
    }

    @Test
    void doubling_through_decisions_is_refused() {
        var chain = new StringBuilder(decision("d0", needsInput("s"), literal("s + s")));
        for (int i = 1; i < 30; i++) {
            chain.append(decision("d" + i, needsDecision("d" + (i - 1)), literal("d%d + d%d".formatted(i - 1, i - 1))));
        }
        assertThat(reasons(definitions(Samples.input("s", "string") + chain))).contains("could become larger than");
    }

    @Test
    void doubling_through_functions_is_refused() {
        var chain = new StringBuilder(function("f0", "x", "", "concatenate(x, x)"));
        for (int i = 1; i < 30; i++) {
            String before = "f" + (i - 1);
            chain.append(function("f" + i, "x", needsFunction(before), before + "(" + before + "(x))"));
        }
        String dmn = definitions(chain + decision("result", needsFunction("f29"), literal("f29([1, 2])")));
        assertThat(reasons(dmn)).containsAnyOf("too many steps", "could become larger than");
    }

    @Test
    void doubling_in_a_context_is_refused() {
        var context = new StringBuilder("{k0: [s]");
        for (int i = 1; i < 40; i++) {
            context.append(", k%d: concatenate(k%d, k%d)".formatted(i, i - 1, i - 1));
        }
        assertThat(reasons(formula("count(" + context + "}.k39)")))
                .containsAnyOf("could become larger", "too many steps");
    }

    @Test
    void longer_lists_are_accepted_where_less_is_done_with_them() {
        var once = Samples.compiled(RuleSet.compile(formula("sum(for x in l return x * 2)"), "t.dmn"));
        var squared = Samples.compiled(RuleSet.compile(
                formula("some x in l, y in l satisfies (if x < y then x + y else x * y) < 0"), "t.dmn"));
        var nested = Samples.compiled(
                RuleSet.compile(formula("count(flatten(for x in l return for y in l return x * y))"), "t.dmn"));
        assertThat(once.longestList()).isEqualTo(1_000);
        assertThat(nested.longestList()).isEqualTo(40);
        assertThat(squared.longestList()).isEqualTo(200);
    }

    @Test
    void inputs_beyond_the_bounds_are_refused_before_anything_runs() {
        var rules = Samples.compiled(RuleSet.compile(formula("n + count(l)"), "t.dmn"));
        var inputs = Samples.formulaInputs();
        assertThat(message(rules, inputs, "l", Collections.nCopies(1_001, 1))).contains("more than 1000 entries");
        assertThat(message(rules, inputs, "s", "x".repeat(4_001))).contains("longer than 4000 characters");
        assertThat(message(rules, inputs, "n", new BigDecimal("1e999999999"))).contains("more than 34 digits");
        assertThat(message(rules, inputs, "n", new BigDecimal("1e-999"))).contains("more than 34 digits");
        assertThat(message(rules, inputs, "n", new BigDecimal("9".repeat(35)))).contains("more than 34 digits");
    }

    private static String message(RuleSet rules, Map<String, Object> inputs, String name, Object value) {
        return rules.evaluate(Samples.with(inputs, name, value)) instanceof Evaluation.Failed failed
                ? failed.message()
                : "";
    }

    @Test
    void the_largest_inputs_that_are_allowed_are_computed() {
        var rules = Samples.compiled(RuleSet.compile(
                formula("some x in l, y in l satisfies (if x < y then x + y else x * y) < 0"), "t.dmn"));
        var evaluation = rules.evaluate(Samples.with(Samples.formulaInputs(), "l", Collections.nCopies(200, 7)));
        assertThat(evaluation)
                .isInstanceOfSatisfying(
                        Evaluation.Decided.class,
                        decided -> assertThat(decided.results()).containsEntry("result", false));
    }

    /** KIE 10.2 leaves a frame behind for each step of a for: a look-up behind it is as deep as the loop was long. */
    @Test
    void the_longest_for_runs_on_a_small_stack() throws InterruptedException {
        var rules = Samples.compiled(RuleSet.compile(formula("sum(for x in l return x + n) + n"), "t.dmn"));
        assertThat(rules.longestList()).isEqualTo(1_000);
        var inputs = Samples.with(Samples.formulaInputs(), "l", Collections.nCopies(1_000, 1));
        var results = new java.util.concurrent.ConcurrentLinkedQueue<Evaluation>();
        var small = new Thread(null, () -> results.add(rules.evaluate(inputs)), "small", 512 * 1024);
        small.start();
        small.join();
        Thread.ofVirtual().start(() -> results.add(rules.evaluate(inputs))).join();
        assertThat(results)
                .hasSize(2)
                .allSatisfy(evaluation -> assertThat(evaluation)
                        .isInstanceOfSatisfying(
                                Evaluation.Decided.class,
                                decided ->
                                        assertThat(decided.results()).containsEntry("result", new BigDecimal(4_003))));
    }

    @Test
    void a_pattern_that_takes_too_long_on_a_text_fails() {
        var rules = Samples.compiled(RuleSet.compile(formula("matches(s, \"a*a*a*a*b\")"), "t.dmn"));
        assertThat(message(rules, Samples.formulaInputs(), "s", "a".repeat(4_000)))
                .contains("took too long");
        assertThat(rules.evaluate(Samples.with(Samples.formulaInputs(), "s", "aab")))
                .isInstanceOf(Evaluation.Decided.class);
    }

    @Test
    void a_text_that_looks_like_a_huge_number_is_no_number() {
        var rules = Samples.compiled(RuleSet.compile(formula("floor(number(s))"), "t.dmn"));
        assertThat(message(rules, Samples.formulaInputs(), "s", "1e999999999")).contains("number");
    }

    @Test
    void large_tables_are_refused() {
        var rows = new String[1_002];
        for (int i = 0; i < rows.length; i += 2) {
            rows[i] = String.valueOf(i);
            rows[i + 1] = "1";
        }
        assertThat(reasons(Samples.table("UNIQUE", rows))).contains("more than 500 rules");
    }

    @Test
    void ordinary_work_on_lists_stays_possible() {
        for (String feel : List.of(
                "sum(l)",
                "count(l[item > 1])",
                "some x in l satisfies x > 2",
                "string join(for x in l return string(x), \", \")",
                "sort(l, function(a, b) a > b)[1]",
                "max(for i in 1..12 return i * n)",
                "replace(s, \"[^a-z]\", \"\")",
                "split(s, \"x\")[1]",
                "if list contains(distinct values(l), 2) then d + @\"P1M\" else d",
                "(1 + n / 100) ** 12")) {
            assertThat(problems(formula(feel))).as(feel).isEmpty();
            assertThat(Samples.compiled(RuleSet.compile(formula(feel), "t.dmn")).evaluate(Samples.formulaInputs()))
                    .as(feel)
                    .isInstanceOf(Evaluation.Decided.class);
        }
    }
}
