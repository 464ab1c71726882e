// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeclarationTest {

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void values_have_the_type_they_were_written_in() {
        var read = Declaration.read("{a: 1, b: 1.50, c: true, d: '1', e: 2026-01-01, f: null}", "x.yaml", problems);

        assertThat(read.plain())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(
                        Map.of("a", 1L, "b", new BigDecimal("1.50"), "c", true, "d", "1", "e", "2026-01-01"))
                .containsEntry("f", null);
        assertThat(problems).isEmpty();
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_its_line() {
        var read = Declaration.read("code: x\nages: yes please\nunknown: 1\n", "service.yaml", problems);

        read.allow("code", "ages", "name");
        read.number("ages");
        read.text("name");

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "service.yaml:3: \"unknown\" is not known here; known are ages, code, name",
                        "service.yaml:2: \"ages\" needs a whole number",
                        "service.yaml:1: \"name\" is missing");
    }

    @Test
    void what_is_not_yaml_is_refused_with_its_line() {
        Declaration.read("a: 1\nb: [1, 2\nc: {", "x.yaml", problems);

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().line()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aliases_classes_and_doubled_keys_are_refused() {
        Declaration.read("a: &x [1]\nb: *x\n", "x.yaml", problems);
        Declaration.read("a: 1\na: 2\n", "y.yaml", problems);
        Declaration.read("!!javax.script.ScriptEngineManager [1]", "z.yaml", problems);

        assertThat(problems).extracting(Problem::file).contains("x.yaml", "y.yaml");
    }
}
