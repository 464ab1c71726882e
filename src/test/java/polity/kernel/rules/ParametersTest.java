// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParametersTest {
    private static final LocalDate APRIL_2025 = LocalDate.of(2025, 4, 1);

    private static Parameters read(String yaml) {
        return Samples.read(Parameters.parse(yaml, "parameters.yaml"));
    }

    private static List<Problem> problems(String yaml) {
        return switch (Parameters.parse(yaml, "parameters.yaml")) {
            case Parameters.Reading.Refused(var problems) -> problems;
            case Parameters.Reading.Read _ -> List.of();
        };
    }

    @Test
    void a_value_holds_from_its_first_day_until_the_next_begins() {
        var parameters = read("""
                fee.band_1:
                  - {from: 2025-04-01, value: 3000, article: "parking-order:12(1)"}
                  - {from: 2026-04-01, value: 3250, article: "parking-order:12(2)"}
                """);
        assertThat(parameters.at(APRIL_2025.minusDays(1)).values()).isEmpty();
        assertThat(parameters.at(APRIL_2025).values())
                .containsEntry("fee.band_1", new Parameters.Value(new BigDecimal(3000), "parking-order:12(1)"));
        assertThat(parameters.at(LocalDate.of(2026, 3, 31)).values())
                .containsEntry("fee.band_1", new Parameters.Value(new BigDecimal(3000), "parking-order:12(1)"));
        assertThat(parameters.at(LocalDate.of(2026, 4, 1)).values())
                .containsEntry("fee.band_1", new Parameters.Value(new BigDecimal(3250), "parking-order:12(2)"));
        assertThat(parameters.changes()).containsEntry("fee.band_1", List.of(APRIL_2025, LocalDate.of(2026, 4, 1)));
    }

    @Test
    void a_value_ends_after_its_last_day() {
        var parameters = read("grant: [{from: 2025-04-01, to: 2025-12-31, value: 100, article: \"order:1\"}]");
        assertThat(parameters.at(LocalDate.of(2025, 12, 31)).values()).containsKey("grant");
        assertThat(parameters.at(LocalDate.of(2026, 1, 1)).values()).isEmpty();
    }

    @Test
    void dots_become_levels() {
        var parameters = read("""
                fee.band_1: [{from: 2025-04-01, value: 1, article: "o:1"}]
                fee.band_2: [{from: 2025-04-01, value: 2, article: "o:1"}]
                rate: [{from: 2025-04-01, value: 0.25, article: "o:2"}]
                """);
        assertThat(parameters.at(APRIL_2025).context())
                .isEqualTo(Map.of(
                        "fee",
                        Map.of("band_1", BigDecimal.ONE, "band_2", new BigDecimal(2)),
                        "rate",
                        new BigDecimal("0.25")));
    }

    @Test
    void numbers_truths_days_texts_and_lists_are_values() {
        var parameters = read("""
                a: [{from: 2025-04-01, value: -1.5, article: "o:1"}]
                b: [{from: 2025-04-01, value: true, article: "o:1"}]
                c: [{from: 2025-04-01, value: 2025-12-24, article: "o:1"}]
                d: [{from: 2025-04-01, value: "12", article: "o:1"}]
                e: [{from: 2025-04-01, value: [north, south], article: "o:1"}]
                """);
        var values = parameters.at(APRIL_2025).context();
        assertThat(values)
                .containsEntry("a", new BigDecimal("-1.5"))
                .containsEntry("b", true)
                .containsEntry("c", LocalDate.of(2025, 12, 24))
                .containsEntry("d", "12")
                .containsEntry("e", List.of("north", "south"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            fee.band-1: [{from: 2025-04-01, value: 1, article: "o:1"}]   | 1 | like fee.band_1
            Fee: [{from: 2025-04-01, value: 1, article: "o:1"}]          | 1 | like fee
            a.if: [{from: 2025-04-01, value: 1, article: "o:1"}]         | 1 | contains the FEEL word "if"
            a: 1                                                         | 1 | needs a list of values
            a: []                                                        | 1 | needs a list of values
            a: [{from: 2025-04-01, value: 1}]                            | 1 | from, value and article are needed
            a: [{from: 2025-04-01, value: 1, article: "o:1", x: 1}]      | 1 | "x" is unknown here
            a: [{from: 2025-04-01, value: 1, article: "somewhere"}]      | 1 | like parking-order:12(1)
            a: [{from: 2025-13-01, value: 1, article: "o:1"}]            | 1 | Write a day like 2026-04-01
            a: [{from: 2025-04-01, value: 1e9, article: "o:1"}]          | 1 | is no value
            a: [{from: 2025-04-01, value: 0x1F, article: "o:1"}]         | 1 | is no value
            a: [{from: 2025-04-01, value: null, article: "o:1"}]         | 1 | is no value
            a: [{from: 2025-04-01, value: {x: 1}, article: "o:1"}]       | 1 | must be a number
            a: [{from: 2025-04-01, value: [1, x], article: "o:1"}]       | 1 | values of one kind
            a: [{from: 2025-04-01, to: 2025-03-01, value: 1, article: "o:1"}] | 1 | ends before it begins
            a: &x [1]                                                    | 1 | Anchors
            a: !!java.net.URL [x]                                        | 1 | is
            a: [                                                         | 1 | not well-formed YAML
            - 1                                                          | 1 | must list names of parameters
            """)
    void a_mistake_is_refused_with_its_line(String yaml, int line, String reason) {
        assertThat(problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.reason()).contains(reason);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void gaps_and_overlaps_are_found_where_they_are() {
        assertThat(problems("""
                        a:
                          - {from: 2025-01-01, to: 2025-03-31, value: 1, article: "o:1"}
                          - {from: 2025-05-01, value: 2, article: "o:1"}
                        """)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.reason()).isEqualTo("Gap: \"a\" has no value from 2025-04-01 to 2025-04-30");
        });
        assertThat(problems("""
                        a:
                          - {from: 2025-01-01, to: 2025-05-31, value: 1, article: "o:1"}
                          - {from: 2025-05-01, value: 2, article: "o:1"}
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("Overlap"));
        assertThat(problems("""
                        a:
                          - {from: 2025-05-01, value: 1, article: "o:1"}
                          - {from: 2025-01-01, value: 2, article: "o:1"}
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("in the wrong order"));
    }

    @Test
    void a_name_may_not_be_both_a_value_and_a_group() {
        assertThat(problems("""
                        fee: [{from: 2025-05-01, value: 1, article: "o:1"}]
                        fee.small: [{from: 2025-05-01, value: 1, article: "o:1"}]
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("can't be a parameter and a part of"));
    }

    @Test
    void a_value_may_not_change_its_kind() {
        assertThat(problems("""
                        a:
                          - {from: 2025-01-01, value: 1, article: "o:1"}
                          - {from: 2025-05-01, value: "x", article: "o:1"}
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("changes from a number to a text"));
    }

    @Test
    void names_twice_are_refused() {
        String one = "a: [{from: 2025-05-01, value: 1, article: \"o:1\"}]\n";
        assertThat(problems(one + one)).isNotEmpty();
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(problems("a: " + "[".repeat(100_000)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("This is nested too deeply"));
    }
}
