// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.node.Declaration;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of the parking permit hold, and notice nearly every mistake that could be made in its rules. */
@org.jspecify.annotations.NullUnmarked // values of examples may be anything
class ParkingExamplesTest {

    private static final Path FOLDER = Path.of("services/residents-parking-permit");
    private static final double NOTICED = 0.95;
    private static final LocalDate SINCE = LocalDate.of(2024, 4, 1);

    private final String dmn = text("rules.dmn");
    private final String yaml = text("parameters.yaml");
    private final Parameters parameters = read(Parameters.parse(yaml, "parameters.yaml"));
    private final RuleSet rules = compiled(RuleSet.compile(dmn, "rules.dmn", parameters));
    private final List<Example> examples = Example.read(declaration("examples.yaml"));
    private final ExampleService service = new ExampleService(declaration("service.yaml"), rules, parameters);

    @Test
    void every_example_comes_out_as_expected() {
        var differences = new ArrayList<String>();
        asked().forEach((example, inputs) ->
                differences.addAll(ExampleService.differences(example, evaluate(rules, parameters, example, inputs))));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(45);
        assertThat(differences).isEmpty();
    }

    @Test
    void nearly_every_mistake_in_rules_or_parameters_breaks_an_example() {
        var inputs = asked();
        var unnoticed = new ArrayList<String>();
        var mutants = new ArrayList<>(Mutation.ofRules(dmn, "rules.dmn", parameters));
        mutants.forEach(mutant -> {
            RuleSet mutated = compiled(RuleSet.compile(mutant.text(), "rules.dmn", parameters));
            if (agrees(mutated, parameters, inputs)) {
                unnoticed.add(mutant.line() + " " + mutant.description());
            }
        });
        var wrong = Mutation.ofParameters(yaml, "parameters.yaml", rules.parameterNames(), SINCE);
        wrong.forEach(mutant -> {
            if (agrees(rules, read(Parameters.parse(mutant.text(), "parameters.yaml")), inputs)) {
                unnoticed.add(mutant.line() + " " + mutant.description());
            }
        });
        int all = mutants.size() + wrong.size();
        assertThat(unnoticed).as("of %s mistakes", all).hasSizeLessThanOrEqualTo((int) Math.floor(all * (1 - NOTICED)));
    }

    private Map<Example, Map<String, @Nullable Object>> asked() {
        var asked = new LinkedHashMap<Example, Map<String, @Nullable Object>>();
        examples.forEach(example -> asked.put(example, service.inputs(example)));
        return asked;
    }

    private static boolean agrees(
            RuleSet rules, Parameters parameters, Map<Example, Map<String, @Nullable Object>> asked) {
        return asked.entrySet().stream()
                .allMatch(each -> ExampleService.differences(
                                each.getKey(), evaluate(rules, parameters, each.getKey(), each.getValue()))
                        .isEmpty());
    }

    private static Evaluation evaluate(
            RuleSet rules, Parameters parameters, Example example, Map<String, @Nullable Object> inputs) {
        return rules.evaluate(inputs, parameters.at(example.asked().at().toLocalDate()));
    }

    private static Parameters read(Parameters.Reading reading) {
        assertThat(reading).isInstanceOf(Parameters.Reading.Read.class);
        return ((Parameters.Reading.Read) reading).parameters();
    }

    private static RuleSet compiled(RuleSet.Compilation compilation) {
        assertThat(compilation).isInstanceOf(RuleSet.Compilation.Compiled.class);
        return ((RuleSet.Compilation.Compiled) compilation).ruleSet();
    }

    private static Declaration declaration(String name) {
        var problems = new ArrayList<polity.kernel.node.Problem>();
        Declaration file = Declaration.read(text(name), name, problems);
        assertThat(problems).isEmpty();
        return file;
    }

    private static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
