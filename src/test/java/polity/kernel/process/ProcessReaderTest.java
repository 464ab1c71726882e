// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import polity.kernel.node.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessReaderTest {

    @Test
    void a_process_names_what_people_do_what_the_program_does_and_what_it_waits_for() {
        ProcessDefinition process = read(Processed.CONSULTATION);

        assertThat(process.steps()).containsExactlyInAnyOrder("police", "health", "hearing");
        assertThat(process.acts()).containsExactlyInAnyOrder("acknowledge", "counter");
        assertThat(process.limits()).containsExactlyInAnyOrder("police_silent", "health_silent");
        assertThat(process.messages()).containsExactly("withdrawn");
    }

    /** What a hostile or careless author might write in place of the step "police". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <scriptTask id="police"><script>1</script></scriptTask> | Scripts are not allowed
        <userTask id="police" xmlns:f="http://flowable.org/bpmn" f:candidateUsers="x"/> | candidateUsers is not allowed
        <userTask id="police"><extensionElements/></userTask> | Extensions of a modelling tool
        <userTask id="police"><standardLoopCharacteristics/></userTask> | <standardLoopCharacteristics> is not allowed
        <callActivity id="police" calledElement="x"/> | use a subProcess
        <userTask id="${1}"/> | needs an id of letters
        <userTask id="health"/> | stands twice
        <userTask id="police">text</userTask> | may not contain text
        <manualTask id="police"/> | <manualTask> is not allowed
        """)
    void nothing_but_what_is_known_gets_in(String element, String reason) {
        assertThat(reasons(Processed.CONSULTATION.replace("<userTask id=\"police\"/>", element)))
                .anyMatch(said -> said.contains(reason));
    }

    @Test
    void a_condition_is_feel_over_what_is_known() {
        assertThat(reasons(Processed.CONSULTATION.replace("steps.police = &quot;objects&quot;", "${execution}")))
                .isNotEmpty();
        assertThat(reasons(Processed.CONSULTATION.replace("steps.police = &quot;objects&quot;", "nobody.knows")))
                .anyMatch(said -> said.contains("nobody"));
        assertThat(reasons(Processed.CONSULTATION.replace(
                        "<conditionExpression>", "<conditionExpression language=\"juel\">")))
                .contains("The language of expressions must be FEEL");
        assertThat(reasons(Processed.CONSULTATION.replace(
                        "<conditionExpression>", "<conditionExpression language=\"juel\">")))
                .hasSize(1);
    }

    @Test
    void what_leads_nowhere_or_goes_round_by_itself_is_refused_with_its_line() {
        assertThat(reasons(Processed.CONSULTATION.replace("targetRef=\"hearing\"", "targetRef=\"nothing\"")))
                .contains("There is nothing called nothing");
        assertThat(reasons(Processed.CONSULTATION.replace("<endEvent id=\"acknowledged\"/>", "")))
                .isNotEmpty();
        assertThat(reasons(Processed.CONSULTATION.replace(
                        "sourceRef=\"acknowledge\" targetRef=\"acknowledged\"",
                        "sourceRef=\"acknowledge\" targetRef=\"objections\"")))
                .contains("acknowledge leads back to itself without anybody doing something on the way");
        assertThat(reasons(Processed.CONSULTATION.replace(" default=\"unopposed\"", "")))
                .contains("objections needs a default flow, for when no condition holds");
        assertThat(reasons(Processed.CONSULTATION.replace("attachedToRef=\"police\"", "attachedToRef=\"both\"")))
                .contains("police_silent may be attached to a userTask or a subProcess only");

        List<Problem> problems =
                refused(Processed.CONSULTATION.replace("targetRef=\"hearing\"", "targetRef=\"nothing\""));
        String line = Processed.CONSULTATION
                .lines()
                .skip(problems.getFirst().line() - 1)
                .findFirst()
                .orElseThrow();
        assertThat(line).contains("targetRef=\"hearing\"");
    }

    @Test
    void a_subprocess_that_is_passed_at_once_stops_nobody_from_going_round() {
        String empty = "<subProcess id=\"empty\"><startEvent id=\"s\"/><endEvent id=\"e\"/>"
                + "<sequenceFlow id=\"se\" sourceRef=\"s\" targetRef=\"e\"/></subProcess>"
                + "<sequenceFlow id=\"back\" sourceRef=\"empty\" targetRef=\"objections\"/>";

        assertThat(reasons(Processed.CONSULTATION
                        .replace("<serviceTask id=\"acknowledge\"/>", "<serviceTask id=\"acknowledge\"/>" + empty)
                        .replace(
                                "sourceRef=\"acknowledge\" targetRef=\"acknowledged\"",
                                "sourceRef=\"acknowledge\" targetRef=\"empty\"")))
                .contains("empty leads back to itself without anybody doing something on the way");
    }

    @Test
    void an_event_waits_for_one_thing() {
        String said = "police_silent must wait for one thing: a message, or a time limit (a timer)";
        String timer = "attachedToRef=\"police\"><timerEventDefinition/>";

        assertThat(reasons(Processed.CONSULTATION.replace(timer, "attachedToRef=\"police\">")))
                .contains(said);
        assertThat(reasons(Processed.CONSULTATION.replace(timer, timer + "<timerEventDefinition/>")))
                .contains(said);
        assertThat(reasons(Processed.CONSULTATION.replace("messageRef=\"m1\"", "messageRef=\"m2\"")))
                .contains("There is no <message id=\"m2\">");
    }

    @Test
    void a_diagram_is_passed_over_and_a_document_type_refused() {
        assertThat(read(Processed.CONSULTATION.replace(
                                "</definitions>",
                                "<d:BPMNDiagram xmlns:d=\"http://www.omg.org/spec/BPMN/20100524/DI\"><d:BPMNPlane/></d:BPMNDiagram></definitions>"))
                        .steps())
                .hasSize(3);
        assertThat(reasons(Processed.CONSULTATION.replace("<definitions", "<!DOCTYPE x []><definitions")))
                .containsExactly("A document type or entity is not allowed: remove <!DOCTYPE ...>");
        assertThat(reasons("<definitions")).singleElement().asString().startsWith("This is not well-formed XML");
    }

    private static ProcessDefinition read(String text) {
        return switch (ProcessDefinition.read("process.bpmn", text, Set.of("steps"))) {
            case ProcessDefinition.Reading.Read(var process) -> process;
            case ProcessDefinition.Reading.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> refused(String text) {
        return switch (ProcessDefinition.read("process.bpmn", text, Set.of("steps"))) {
            case ProcessDefinition.Reading.Read _ -> List.of();
            case ProcessDefinition.Reading.Refused(var problems) -> problems;
        };
    }

    private static List<String> reasons(String text) {
        return refused(text).stream().map(Problem::reason).toList();
    }
}
