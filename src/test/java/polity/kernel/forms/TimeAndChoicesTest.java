// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

/** Times of day, and choices that registers give. */
class TimeAndChoicesTest {

    private static final String TIME = "- {id: hours, fields: [{id: opens, type: time}]}\n";
    private static final String PLACE =
            "- {id: place, fields: [{id: place, type: radios, choices: {of: facts.places, value: code, label: name}}]}\n";

    private final List<Problem> problems = new ArrayList<>();

    private FormDefinition form(String pages) {
        var forms = FormFile.read(
                Declaration.read("forms:\n  apply:\n    pages:\n" + pages.indent(6), "form.yaml", problems));
        return Objects.requireNonNull(forms.get("apply"));
    }

    private static Map<String, @Nullable Object> known(Map<String, @Nullable Object> answers) {
        var known = new HashMap<String, @Nullable Object>();
        known.put("answers", answers);
        known.put(
                "facts",
                Map.of("places", List.of(Map.of("code", "A", "name", "Hall A"), Map.of("code", 7L, "name", "Square"))));
        return known;
    }

    private Accepted sent(String pages, String field, String text) {
        FormDefinition form = form(pages);
        FormPage page = form.path(Map.of(), TimeAndChoicesTest::known).getFirst();
        return form.accept(page, Map.of(field, List.of(text)), Map.of(), TimeAndChoicesTest::known);
    }

    @ParameterizedTest
    @CsvSource({
        "18:30, 18:30",
        "18.30, 18:30",
        "1830, 18:30",
        "6:30pm, 18:30",
        "6pm, 18:00",
        "6 P.M., 18:00",
        "930, 09:30",
        "12am, 00:00",
        "12pm, 12:00",
        "00:05, 00:05",
        "１８：３０, 18:30",
        "６：３０ｐｍ, 18:30",
        "下午6点半, 18:30",
        "上午9时, 09:00",
        "下午12点, 12:00",
        "晚上8点, 20:00",
        "晚上12点, 00:00",
        "18点05分, 18:05"
    })
    void a_time_is_understood_as_people_write_it(String written, String time) {
        Accepted accepted = sent(TIME, "opens", written);

        assertThat(accepted.errors()).isEmpty();
        assertThat(accepted.answers()).containsEntry("opens", LocalTime.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6",
                "24:00",
                "18:60",
                "13pm",
                "0am",
                "25pm",
                "half six",
                "18:3",
                "下午6pm",
                "18:30:15",
                "-1:30",
                "上午12点",
                "晚上1点"
            })
    void what_is_no_time_of_day_or_could_be_two_is_refused(String written) {
        assertThat(sent(TIME, "opens", written).errors())
                .extracting(FieldError::code)
                .containsExactly("time");
    }

    @Test
    void a_time_is_kept_to_the_minute_and_typed_again() {
        FormDefinition form = form(TIME);
        Accepted accepted = form.accept(Map.of("opens", "18:00"), TimeAndChoicesTest::known);

        assertThat(accepted.answers()).isEqualTo(Map.of("opens", LocalTime.of(18, 0)));
        assertThat(FormDefinition.json(Map.of("answers", accepted.answers())))
                .isEqualTo(Map.of("answers", Map.of("opens", "18:00")));
        assertThat(form.typed(FormDefinition.json(accepted.answers()))).isEqualTo(accepted.answers());
        assertThat(form.accept(Map.of("opens", "6pm"), TimeAndChoicesTest::known)
                        .errors())
                .extracting(FieldError::code)
                .containsExactly("time");
    }

    @Test
    void expressions_see_a_time() {
        String checked = "- id: hours\n  fields: [{id: start, type: date}, {id: opens, type: time, validate: "
                + "[{test: 'date and time(answers.start, answers.opens) > date and time(\"2026-05-04T18:00:00\")', "
                + "error: early}]}]\n";
        Map<String, @Nullable Object> late = Map.of("start", "2026-05-04", "opens", "18:30");
        Map<String, @Nullable Object> early = Map.of("start", "2026-05-04", "opens", "17:30");

        assertThat(form(checked).accept(late, TimeAndChoicesTest::known).errors())
                .isEmpty();
        assertThat(form(checked).accept(early, TimeAndChoicesTest::known).errors())
                .extracting(FieldError::code)
                .containsExactly("early");
    }

    @Test
    void what_a_fact_has_can_be_chosen_and_nothing_else() {
        assertThat(sent(PLACE, "place", "A").errors()).isEmpty();
        assertThat(sent(PLACE, "place", "7").errors()).isEmpty();
        assertThat(sent(PLACE, "place", "B").errors()).containsExactly(FieldError.of("place", "option"));
        assertThat(form(PLACE)
                        .accept(Map.of("place", "B"), TimeAndChoicesTest::known)
                        .errors())
                .containsExactly(FieldError.of("place", "option"));
    }

    @Test
    void what_was_chosen_is_asked_again_once_the_fact_has_it_no_longer() {
        FormDefinition form = form(PLACE);

        assertThat(form.firstOpen(Map.of("place", "A"), TimeAndChoicesTest::known))
                .isEmpty();
        assertThat(form.firstOpen(Map.of("place", "A"), answers -> Map.of("answers", answers, "facts", Map.of())))
                .isPresent();
        assertThat(form.page("place").orElseThrow().tellsFacts()).isTrue();
    }

    @Test
    void a_program_is_told_the_shape_of_a_time_and_that_a_choice_is_a_text() {
        var words = Vocabulary.load(java.time.ZoneId.of("Europe/London"))
                .words(
                        "form.yaml",
                        Language.EN,
                        Map.of("field.opens.label", "When does it open?", "field.place.label", "Which place?"));

        assertThat(form(TIME + PLACE).schema(words).get("properties"))
                .isEqualTo(Map.of(
                        "opens",
                        Map.of(
                                "title",
                                "When does it open?",
                                "type",
                                "string",
                                "pattern",
                                "^([01][0-9]|2[0-3]):[0-5][0-9]$"),
                        "place",
                        Map.of("title", "Which place?", "type", "string")));
    }

    @Test
    void several_may_be_chosen_of_what_registers_have_and_nothing_else() {
        FormDefinition form = form(PLACE.replace("radios", "checkboxes"));

        assertThat(form.accept(Map.of("place", List.of("A", "7")), TimeAndChoicesTest::known)
                        .answers())
                .containsEntry("place", List.of("A", "7"));
        assertThat(form.accept(Map.of("place", List.of("A", "B")), TimeAndChoicesTest::known)
                        .errors())
                .extracting(FieldError::code)
                .containsExactly("option");
        assertThat(form.accept(Map.of("place", List.of("A", "A")), TimeAndChoicesTest::known)
                        .errors())
                .extracting(FieldError::code)
                .containsExactly("option");
    }

    @Test
    void choices_of_what_is_no_fact_or_beside_options_or_of_another_type_are_refused() {
        form(PLACE.replace("facts.places", "answers.places"));
        form(PLACE.replace("choices:", "options: [a], choices:"));
        form(PLACE.replace("radios", "text"));

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "form.yaml:4: \"of\" names a fact, like facts.places",
                        "form.yaml:4: only radios, checkboxes and select have \"choices\", in place of \"options\"",
                        "form.yaml:4: only radios, checkboxes and select have \"choices\", in place of \"options\"");
    }
}
