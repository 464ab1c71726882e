// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static polity.kernel.rules.Samples.decision;
import static polity.kernel.rules.Samples.definitions;
import static polity.kernel.rules.Samples.formula;
import static polity.kernel.rules.Samples.function;
import static polity.kernel.rules.Samples.input;
import static polity.kernel.rules.Samples.literal;
import static polity.kernel.rules.Samples.needsDecision;
import static polity.kernel.rules.Samples.needsFunction;
import static polity.kernel.rules.Samples.needsInput;
import static polity.kernel.rules.Samples.problems;
import static polity.kernel.rules.Samples.reasons;

/** What a DMN file may not contain. */
class RefusalTest {
    private static final String GOOD = formula("n + 1");

    private static String with(String extra) {
        return GOOD.replace("</definitions>", extra + "</definitions>");
    }

    @Test
    void a_good_file_is_accepted() {
        assertThat(problems(GOOD)).isEmpty();
    }

    @Test
    void a_problem_says_file_line_and_column() {
        String dmn = definitions("\n\n" + input("n", "number") + "\n"
                + decision(
                        "result",
                        needsInput("n"),
                        "\n<literalExpression>\n<text>n +\n  today()</text></literalExpression>"));
        assertThat(problems(dmn)).singleElement().satisfies(problem -> {
            String line = dmn.lines().toList().get(problem.line() - 1);
            assertThat(line.substring(problem.column() - 1)).startsWith("today()");
            assertThat(problem.toString()).startsWith("rules.dmn:" + problem.line() + ":3: today() is not allowed");
        });
    }

    @Test
    void places_are_right_behind_references_and_with_windows_line_ends() {
        String dmn = formula("if n < 3 and n >= 1 then nobody else 1").replace("\n", "\r\n");
        assertThat(problems(dmn)).singleElement().satisfies(problem -> {
            String line = dmn.lines().toList().get(problem.line() - 1);
            assertThat(line.substring(problem.column() - 1)).startsWith("nobody");
        });
    }

    @Test
    void document_types_and_entities_are_refused() {
        String xxe = GOOD.replace(
                "<definitions", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<definitions");
        assertThat(problems(xxe)).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).contains("DOCTYPE");
            assertThat(problem.line()).isEqualTo(2);
        });
        assertThat(problems(GOOD.replace("n + 1", "&x;"))).isNotEmpty();
        assertThat(reasons(GOOD.replace("<definitions", "<?run this?><definitions")))
                .contains("Processing instructions");
    }

    @Test
    void broken_xml_is_refused_with_its_line() {
        assertThat(problems(GOOD.replace("</definitions>", "<description></b>")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(GOOD.lines().count());
                    assertThat(problem.reason()).startsWith("This is not well-formed XML");
                });
        assertThat(problems("")).isNotEmpty();
    }

    @Test
    void a_file_over_a_megabyte_is_refused() {
        assertThat(reasons(GOOD + "<!--" + "x".repeat(1_000_001) + "-->")).contains("longer than 1000000");
    }

    @Test
    void imports_and_extensions_are_refused() {
        assertThat(reasons(with("<import name=\"x\" namespace=\"y\" importType=\"z\"/>")))
                .contains("Imports are not allowed");
        assertThat(reasons(with("<extensionElements><x/></extensionElements>"))).contains("Extensions");
        assertThat(reasons(with("<x:thing xmlns:x=\"urn:x\"/>"))).contains("<thing> is not allowed");
        assertThat(reasons(GOOD.replace("<literalExpression>", "<literalExpression xmlns:x=\"urn:x\" x:run=\"1\">")))
                .contains("The attribute run is not allowed");
        assertThat(reasons(with("<decisionService name=\"s\"/>"))).contains("Decision services");
    }

    @Test
    void functions_in_java_and_pmml_are_refused() {
        for (String kind : new String[] {"Java", "PMML"}) {
            String dmn = definitions(function("f", "x", "", "x + 1").replace("kind=\"FEEL\"", "kind=\"" + kind + "\"")
                    + decision("result", needsFunction("f"), literal("f(1)")));
            assertThat(reasons(dmn)).contains("Functions of the kind " + kind + " are not allowed");
        }
        assertThat(reasons(formula(
                        "function(x) external {java: {class: \"java.lang.Math\", method signature: \"abs(int)\"}}")))
                .contains("External functions are not allowed");
    }

    @Test
    void other_languages_than_feel_are_refused() {
        assertThat(reasons(
                        GOOD.replace("<literalExpression>", "<literalExpression expressionLanguage=\"javascript\">")))
                .contains("must be FEEL");
        assertThat(reasons(GOOD.replace("name=\"m\"", "name=\"m\" expressionLanguage=\"urn:juel\"")))
                .contains("must be FEEL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            now()                                    | now() is not allowed
            today() > d                              | today() is not allowed
            nobody + 1                               | The name "nobody" is not known here
            frobnicate(n)                            | There is no function called "frobnicate"
            get value({a: 1}, s)                     | get value is not allowed
            decision table(n)                        | decision table is not allowed
            n.size                                   | There is no "size" in a number
            n + s                                    | can't join a number and a text
            n = s                                    | compares a number with a text
            if n then 1 else 2                       | A condition is needed
            s > true                                 | compares a text with true or false
            substring(n, 1)                          | can't take a number
            partial                                  | partial is not allowed
            n...x                                    | ... is not allowed
            n + $x                                   | The character $ has no meaning
            if n > 1 then 2                          | ends too early
            n + * 2                                  | can't be understood from here on: + * 2
            abs                                      | "abs" is a function
            n(1)                                     | is a value and can't be called
            {date: 1}.date                           | belongs to FEEL
            (function(x) x)(1)                       | Only functions called by their name
            for abs in l return abs                  | belongs to FEEL
            count(for n in l return n) + n           | The name "n" already means something here
            some n in l satisfies n > 1              | The name "n" already means something here
            {n: 1, a: for x in l return x}.n + n     | The name "n" already means something here
            {a: for x in l return x, b: x}           | The name "x" is not known here
            0x1F                                     | Write the number 0x1F in plain digits
            """)
    void an_expression_is_refused_with_its_reason(String feel, String reason) {
        assertThat(reasons(formula(feel))).contains(reason);
    }

    @Test
    void names_must_be_required_before_they_are_used() {
        String dmn = definitions(input("n", "number")
                + decision("first", "", literal("1"))
                + decision("second", needsInput("n"), literal("first + n")));
        assertThat(reasons(dmn)).contains("The name \"first\" is not known here. Known are: n");
    }

    @Test
    void circles_of_requirements_are_refused() {
        String dmn = definitions(decision("first", needsDecision("second"), literal("1"))
                + decision("second", needsDecision("first"), literal("2")));
        assertThat(reasons(dmn)).contains("is part of a circle");
        assertThat(reasons(definitions(decision("first", needsDecision("first"), literal("1")))))
                .contains("requires itself");
        assertThat(reasons(definitions(decision("first", needsDecision("nothing"), literal("1")))))
                .contains("There is no such thing as \"#nothing\"");
    }

    @Test
    void recursion_in_functions_is_refused() {
        String itself = definitions(
                function("f", "x", "", "f(x - 1)") + decision("result", needsFunction("f"), literal("f(1)")));
        assertThat(reasons(itself)).contains("There is no function called \"f\"");
        String declared = definitions(function("f", "x", needsFunction("f"), "f(x - 1)")
                + decision("result", needsFunction("f"), literal("f(1)")));
        assertThat(reasons(declared)).contains("requires itself");
        String mutual = definitions(function("f", "x", needsFunction("g"), "g(x)")
                + function("g", "x", needsFunction("f"), "f(x)")
                + decision("result", needsFunction("f"), literal("f(1)")));
        assertThat(reasons(mutual)).contains("is part of a circle");
    }

    @Test
    void inputs_need_a_type_that_exists() {
        assertThat(reasons(definitions(input("n", "Any") + decision("r", "", literal("1")))))
                .contains("Say of what type");
        assertThat(reasons(definitions(input("n", "tMissing") + decision("r", "", literal("1")))))
                .contains("There is no type called \"tMissing\"");
        String circle = "<itemDefinition name=\"a\"><typeRef>b</typeRef></itemDefinition>"
                + "<itemDefinition name=\"b\"><typeRef>a</typeRef></itemDefinition>";
        assertThat(reasons(definitions(circle + decision("r", "", literal("1")))))
                .contains("contains itself");
        String constraint = "<itemDefinition name=\"a\"><typeRef>number</typeRef><allowedValues><text>&lt; now()</text>"
                + "</allowedValues></itemDefinition>";
        assertThat(reasons(definitions(constraint + decision("r", "", literal("1")))))
                .contains("now() is not allowed");
    }

    @Test
    void names_that_could_be_read_in_two_ways_are_refused() {
        for (String name : new String[] {"a-b", "a and b", "if", "sum", "date and time", "a  b", "1a", "a.b", "item"}) {
            assertThat(reasons(definitions(input(name, "number") + decision("r", "", literal("1")))))
                    .as(name)
                    .containsAnyOf("belongs to FEEL", "contains the FEEL word", "may have letters");
        }
        assertThat(reasons(definitions(input("r", "number") + decision("r", "", literal("1")))))
                .contains("two things called");
        assertThat(problems(definitions(input("n", "number").replace("\"n\"", "\"车辆\"")
                        + decision("r", needsInput("车辆"), literal("车辆 + 1")))))
                .isEmpty();
    }

    @Test
    void tables_must_be_whole() {
        assertThat(reasons(Samples.table("PRIORITY", "> 1", "1"))).contains("hit policy PRIORITY is not supported");
        assertThat(reasons(Samples.table("UNIQUE", "> \"x\"", "1"))).contains("compares a number with a text");
        assertThat(reasons(Samples.table("UNIQUE", "nobody", "1"))).contains("\"nobody\" is not known");
        assertThat(reasons(Samples.table("UNIQUE", "> 1", "today()"))).contains("today() is not allowed");
        assertThat(reasons(Samples.table("UNIQUE", "", "1"))).contains("An expression is missing");
        assertThat(reasons(Samples.table("UNIQUE", "> 1", "1").replace("<output/>", "<output/><output/>")))
                .contains("Each output needs a name");
        assertThat(reasons(Samples.table("UNIQUE", "> 1", "1").replace("<output/>", "")))
                .contains("at least one output");
    }

    @Test
    void parameters_that_do_not_exist_are_refused() {
        String dmn = Samples.text("parking.dmn").replace("parameters.fee.ceiling", "parameters.fee.cieling");
        var compilation = RuleSet.compile(dmn, "parking.dmn", Samples.parkingParameters());
        assertThat(compilation)
                .isInstanceOfSatisfying(
                        RuleSet.Compilation.Refused.class,
                        refused -> assertThat(refused.problems().getFirst().reason())
                                .startsWith("There is no \"cieling\" in it. There are: band_a, band_b"));
    }

    @Test
    void text_and_comments_must_not_hide_anything() {
        assertThat(reasons(GOOD.replace("n + 1", "n <!-- x --> + 1"))).contains("remove comments");
        assertThat(reasons(GOOD.replace("<literalExpression>", "<literalExpression>stray")))
                .contains("text between elements");
        assertThat(problems(GOOD.replace("n + 1", "<![CDATA[if n < 3 then 1 else 2]]>")))
                .isEmpty();
    }
}
