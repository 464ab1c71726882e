// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Rule sets for tests: the parking permit, and small ones made on the spot. */
final class Samples {
    static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    private Samples() {}

    static String text(String resource) {
        try (var stream = Samples.class.getResourceAsStream(resource)) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Parameters parkingParameters() {
        return read(Parameters.parse(text("parking-parameters.yaml"), "parking-parameters.yaml"));
    }

    static Parameters read(Parameters.Reading reading) {
        assertThat(reading).isInstanceOf(Parameters.Reading.Read.class);
        return ((Parameters.Reading.Read) reading).parameters();
    }

    static RuleSet parking() {
        return compiled(RuleSet.compile(text("parking.dmn"), "parking.dmn", parkingParameters()));
    }

    static RuleSet compiled(RuleSet.Compilation compilation) {
        if (compilation instanceof RuleSet.Compilation.Refused(var problems)) {
            assertThat(problems).isEmpty();
        }
        return ((RuleSet.Compilation.Compiled) compilation).ruleSet();
    }

    static List<Problem> problems(String dmn) {
        return switch (RuleSet.compile(dmn, "rules.dmn")) {
            case RuleSet.Compilation.Refused(var problems) -> problems;
            case RuleSet.Compilation.Compiled _ -> List.of();
        };
    }

    static String reasons(String dmn) {
        return String.join("\n", problems(dmn).stream().map(Problem::reason).toList());
    }

    /** A diesel of 160 g/km in the north, with one permit already. */
    static Map<String, Object> application() {
        var inputs = new HashMap<String, Object>();
        inputs.put("vehicle", new TreeMap<>(Map.of("co2", 160, "fuel", "diesel", "weight", 1500)));
        inputs.put(
                "applicant",
                new TreeMap<>(Map.of("age", 40, "zone", "north", "blue_badge", false, "since", "2020-01-01")));
        inputs.put("permits held", 1);
        inputs.put("day", DAY);
        return inputs;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> with(Map<String, Object> inputs, String path, Object value) {
        var copy = new HashMap<>(inputs);
        int dot = path.indexOf('.');
        if (dot < 0) {
            copy.put(path, value);
        } else {
            var inner = new TreeMap<>((Map<String, Object>) copy.get(path.substring(0, dot)));
            inner.put(path.substring(dot + 1), value);
            copy.put(path.substring(0, dot), inner);
        }
        return copy;
    }

    static String definitions(String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="polity:test">
                %s
                </definitions>
                """.formatted(body);
    }

    static String escaped(String feel) {
        return feel.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String input(String name, String type) {
        return "<inputData id=\"%s\" name=\"%s\"><variable name=\"%s\" typeRef=\"%s\"/></inputData>\n"
                .formatted(name, name, name, type);
    }

    static String needsInput(String... names) {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(
                    "<informationRequirement><requiredInput href=\"#%s\"/></informationRequirement>".formatted(name));
        }
        return text.toString();
    }

    static String needsDecision(String name) {
        return "<informationRequirement><requiredDecision href=\"#%s\"/></informationRequirement>".formatted(name);
    }

    static String needsFunction(String name) {
        return "<knowledgeRequirement><requiredKnowledge href=\"#%s\"/></knowledgeRequirement>".formatted(name);
    }

    static String literal(String feel) {
        return "<literalExpression><text>" + escaped(feel) + "</text></literalExpression>";
    }

    static String decision(String name, String needs, String expression) {
        return "<decision id=\"%s\" name=\"%s\"><variable name=\"%s\"/>%s%s</decision>\n"
                .formatted(name, name, name, needs, expression);
    }

    static String function(String name, String parameter, String needs, String feel) {
        return """
                <businessKnowledgeModel id="%s" name="%s"><variable name="%s"/>
                <encapsulatedLogic kind="FEEL"><formalParameter name="%s" typeRef="Any"/>%s</encapsulatedLogic>%s
                </businessKnowledgeModel>
                """.formatted(name, name, name, parameter, literal(feel), needs);
    }

    static final String LIST_TYPE =
            "<itemDefinition name=\"tNumbers\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>\n";

    /** One decision over the inputs n (number), s (string), l (numbers) and d (date). */
    static String formula(String feel) {
        return definitions(LIST_TYPE
                + input("n", "number")
                + input("s", "string")
                + input("l", "tNumbers")
                + input("d", "date")
                + decision("result", needsInput("n", "s", "l", "d"), literal(feel)));
    }

    static Map<String, Object> formulaInputs() {
        return new LinkedHashMap<>(Map.of("n", 3, "s", "text", "l", List.of(1, 2, 3), "d", DAY));
    }

    /** One decision table over the number n, with rows of test, outcome and article. */
    static String table(String hitPolicy, String... rows) {
        var rules = new StringBuilder();
        for (int i = 0; i < rows.length; i += 2) {
            rules.append("<rule><inputEntry><text>%s</text></inputEntry><outputEntry><text>%s</text></outputEntry>"
                    .formatted(escaped(rows[i]), escaped(rows[i + 1])));
            rules.append("<annotationEntry><text>order:%d</text></annotationEntry></rule>%n".formatted(i / 2 + 1));
        }
        return definitions(input("n", "number")
                + decision(
                        "result",
                        needsInput("n"),
                        "<decisionTable hitPolicy=\"%s\"><input><inputExpression><text>n</text></inputExpression></input>"
                                        .formatted(hitPolicy)
                                + "<output/><annotation name=\"article\"/>" + rules + "</decisionTable>"));
    }
}
