// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import polity.kernel.rules.Feel.Expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeelTest {
    private static final Map<String, String> NAMES = Map.of(
            "applicant.age", "number",
            "applicant.birth_date", "date",
            "children", "Any",
            "plate", "string",
            "zones", "string[]",
            "permits held", "number");

    private static Expression compile(String feel) {
        var compilation = Feel.compile(feel, NAMES, "form.yaml", 7, 12);
        assertThat(compilation).isInstanceOf(Feel.Compilation.Compiled.class);
        return ((Feel.Compilation.Compiled) compilation).expression();
    }

    private static List<Problem> problems(String feel) {
        return switch (Feel.compile(feel, NAMES, "form.yaml", 7, 12)) {
            case Feel.Compilation.Refused(var problems) -> problems;
            case Feel.Compilation.Compiled _ -> List.of();
        };
    }

    @Test
    void a_condition_is_tested() {
        var adult = compile("applicant.age >= 18 and permits held < 2");
        assertThat(adult.test(Map.of("applicant", Map.of("age", 18), "permits held", 1)))
                .isTrue();
        assertThat(adult.test(Map.of("applicant", Map.of("age", 17), "permits held", 1)))
                .isFalse();
        assertThat(adult.uses()).containsExactlyInAnyOrder("applicant.age", "permits held");
    }

    @Test
    void a_condition_over_something_unanswered_does_not_hold() {
        assertThat(compile("applicant.age >= 18").test(Map.of())).isFalse();
        assertThat(compile("string length(plate) > 3").test(Map.of())).isFalse();
        assertThat(compile("plate = null").test(Map.of())).isTrue();
        assertThat(compile("applicant.age >= 18").evaluate(Map.of())).isEqualTo(new Expression.Result.Absent());
    }

    @Test
    void values_come_out_plain() {
        var values = new HashMap<String, Object>();
        values.put("applicant", Map.of("age", 30, "birth_date", "1996-02-29"));
        values.put("zones", List.of("north", "south"));
        values.put("plate", "AB12 CDE");
        assertThat(value("applicant.age / 4", values)).isEqualTo(new BigDecimal("7.5"));
        assertThat(value("applicant.birth_date + @\"P18Y\"", values)).isEqualTo(LocalDate.of(2014, 2, 28));
        assertThat(value("substring before(plate, \" \")", values)).isEqualTo("AB12");
        assertThat(value("for z in zones return upper case(z)", values)).isEqualTo(List.of("NORTH", "SOUTH"));
        assertThat(value("replace(plate, \"([A-Z]+)([0-9]+)\", \"$2$1\")", values))
                .isEqualTo("12AB CDE");
        assertThat(value("matches(plate, \"^[A-Z]{2}[0-9]{2} [A-Z]{3}$\")", values))
                .isEqualTo(true);
        assertThat(value("matches(plate, \"^[A-Z]{2}[0-9]{2} [A-Z]{2}$\")", values))
                .isEqualTo(false);
        assertThat(value("split(plate, \"\\s\")", values)).isEqualTo(List.of("AB12", "CDE"));
        assertThat(value("number(\"12.50\") + 1", values)).isEqualTo(new BigDecimal("13.5"));
        assertThat(value("{total: applicant.age * 2, half: total / 4}", values))
                .isEqualTo(Map.of("total", new BigDecimal(60), "half", new BigDecimal(15)));
    }

    private static Object value(String feel, Map<String, Object> values) {
        return compile(feel).evaluate(values) instanceof Expression.Result.Value(var value) ? value : "none";
    }

    @Test
    void unknown_names_are_refused_with_line_and_column() {
        assertThat(problems("applicant.age > 3 and\n  nobody = 1"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("form.yaml");
                    assertThat(problem.line()).isEqualTo(8);
                    assertThat(problem.column()).isEqualTo(3);
                    assertThat(problem.reason()).contains("\"nobody\" is not known");
                });
        assertThat(problems("applicant.height > 3"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.column()).isEqualTo(12 + 10));
        assertThat(problems("today() > applicant.birth_date")).isNotEmpty();
    }

    @Test
    void names_alone_are_enough_to_compile() {
        assertThat(Feel.compile("a + b.c", Set.of("a", "b"))).isInstanceOf(Feel.Compilation.Compiled.class);
        assertThat(Feel.compile("a + d", Set.of("a", "b"))).isInstanceOf(Feel.Compilation.Refused.class);
    }

    @Test
    void names_and_types_that_do_not_fit_are_refused() {
        assertThat(Feel.compile("1", Map.of("a-b", "number"), "f", 1, 1)).isInstanceOf(Feel.Compilation.Refused.class);
        assertThat(Feel.compile("1", Map.of("a", "colour"), "f", 1, 1)).isInstanceOf(Feel.Compilation.Refused.class);
    }

    @Test
    void an_expression_that_fails_says_so() {
        var broken = compile("number(plate) > 3");
        assertThat(broken.evaluate(Map.of("plate", "x"))).isInstanceOf(Expression.Result.Failed.class);
        assertThatThrownBy(() -> broken.test(Map.of("plate", "x")))
                .isInstanceOf(Expression.ConditionFailed.class)
                .hasMessageContaining("number(plate) > 3");
        assertThatThrownBy(() -> compile("plate").test(Map.of("plate", "x")))
                .isInstanceOf(Expression.ConditionFailed.class);
        assertThat(compile("plate").evaluate(Map.of("plate", 12))).isInstanceOf(Expression.Result.Failed.class);
    }

    @Test
    void a_text_cannot_become_part_of_a_program() {
        String text = "&amp;', 'a') or matches(unparsed-text('file:///etc/hostname'), '";
        assertThat(compile("matches(plate, \"^x$\")").test(Map.of("plate", text)))
                .isFalse();
        assertThat(value("replace(plate, \"x\", \"y\")", Map.of("plate", text))).isEqualTo(text.replace("x", "y"));
    }
}
