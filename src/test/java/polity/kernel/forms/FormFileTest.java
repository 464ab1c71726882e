// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

import static org.assertj.core.api.Assertions.assertThat;

/** What form.yaml may say, and what comes of it. */
class FormFileTest {

    private static List<String> problems(String page) {
        var problems = new ArrayList<Problem>();
        FormFile.read(Declaration.read("forms:\n  apply:\n    pages:\n" + page.indent(6), "form.yaml", problems));
        return problems.stream().map(Problem::toString).toList();
    }

    private static FormDefinition form(String pages) {
        var problems = new ArrayList<Problem>();
        var forms = FormFile.read(
                Declaration.read("forms:\n  apply:\n    pages:\n" + pages.indent(6), "form.yaml", problems));
        assertThat(problems).isEmpty();
        return java.util.Objects.requireNonNull(forms.get("apply"));
    }

    private static Map<String, @Nullable Object> nothing(Map<String, @Nullable Object> answers) {
        return new java.util.HashMap<>(Map.of("answers", answers));
    }

    @Test
    void what_two_forms_ask_in_the_same_way_is_asked_once_also_where_it_rests_on_a_condition() {
        String asked = "- {id: dog, fields: [{id: name, type: text, pattern: '[A-Z]+', when: answers.big = %s}]}";
        Map<String, @Nullable Object> answers = Map.of("name", "REX");

        assertThat(form(asked.formatted("true")).shared(form(asked.formatted("true")), answers))
                .isEqualTo(answers);
        assertThat(form(asked.formatted("true")).shared(form(asked.formatted("false")), answers))
                .isEmpty();
    }

    @Test
    void a_field_of_an_unknown_type_is_refused() {
        assertThat(problems("- {id: dog, fields: [{id: name, type: script}]}"))
                .singleElement()
                .asString()
                .startsWith("form.yaml:4: \"type\" is one of text");
    }

    @Test
    void two_fields_or_pages_of_one_name_are_refused() {
        assertThat(problems("""
                - {id: dog, fields: [{id: name, type: text}]}
                - {id: dog, fields: [{id: name, type: text}]}
                """)).hasSize(2).allMatch(problem -> problem.startsWith("form.yaml:5: \"id\" is a"));
    }

    @Test
    void choices_need_options_and_nothing_else_may_have_them() {
        assertThat(problems("- {id: dog, fields: [{id: breed, type: radios}]}"))
                .containsExactly("form.yaml:4: \"options\" are missing");
        assertThat(problems("- {id: dog, fields: [{id: breed, type: text, options: [a]}]}"))
                .containsExactly("form.yaml:4: only choices have \"options\"");
    }

    @Test
    void kinds_of_file_are_listed() {
        assertThat(problems("- {id: dog, fields: [{id: photo, type: file, kinds: [exe]}]}"))
                .singleElement()
                .asString()
                .contains("a kind of file is one of");
    }

    @Test
    void a_pattern_that_could_take_for_ever_is_refused() {
        for (String endless : List.of("(a+)+", "(a|a)*b", "(a)\\1", "(?=a)", "(?:((?:a|a)*)!|a*)*")) {
            assertThat(problems("- {id: dog, fields: [{id: name, type: text, pattern: '" + endless + "'}]}"))
                    .as(endless)
                    .hasSize(1);
        }
    }

    @Test
    void an_answer_has_the_shape_that_the_pattern_says_and_its_length_is_looked_at_first() {
        FormDefinition form =
                form("- {id: dog, fields: [{id: name, type: text, max: 30, pattern: 'a*a*a*a*a*a*a*b|[A-Z]+'}]}");
        assertThat(codes(form, "REX")).isEmpty();
        assertThat(codes(form, "Rex")).containsExactly("pattern");
        assertThat(codes(form, "a".repeat(30))).containsExactly("pattern");
        assertThat(codes(form, "a".repeat(20_000))).containsExactly("long");
    }

    private static List<String> codes(FormDefinition form, String name) {
        return form.accept(Map.of("name", name), FormFileTest::nothing).errors().stream()
                .map(FieldError::code)
                .toList();
    }

    @Test
    void an_expression_that_is_no_feel_is_refused_at_its_place() {
        assertThat(problems("""
                - id: dog
                  when: answers.weight >
                  fields: []
                """)).singleElement().asString().startsWith("form.yaml:5: ");
        assertThat(problems("- {id: dog, fields: [{id: name, type: text, prefill: system.env}]}"))
                .singleElement()
                .asString()
                .contains("\"system\" is not known");
    }

    @Test
    void pages_whose_condition_does_not_hold_are_not_asked_and_their_answers_are_dropped() {
        FormDefinition form = form("""
                - {id: dog, fields: [{id: weight, type: integer}]}
                - {id: breed, when: answers.weight > 40, fields: [{id: breed, type: text}]}
                """);

        assertThat(form.path(Map.of("weight", 5L), FormFileTest::nothing))
                .extracting(FormPage::id)
                .containsExactly("dog");
        assertThat(form.path(Map.of("weight", 50L), FormFileTest::nothing))
                .extracting(FormPage::id)
                .containsExactly("dog", "breed");
        assertThat(form.asked(Map.of("weight", 5L, "breed", "mastiff"), FormFileTest::nothing))
                .containsOnlyKeys("weight");
    }

    @Test
    void a_page_on_which_nothing_has_to_be_answered_is_open_until_it_was_seen() {
        FormDefinition form = form("""
                - {id: dog, fields: [{id: name, type: text}]}
                - id: more
                  fields:
                    - {id: breed, type: radios, options: [mastiff, other], optional: true}
                    - {id: note, type: textarea, optional: true}
                """);
        FormPage more = form.page("more").orElseThrow();

        assertThat(form.firstOpen(Map.of("name", "Rex"), FormFileTest::nothing)).contains(more);
        Accepted seen = form.accept(more, Map.of("note", List.of("")), Map.of("name", "Rex"), FormFileTest::nothing);

        assertThat(seen.right()).isTrue();
        assertThat(form.firstOpen(seen.answers(), FormFileTest::nothing)).isEmpty();
        assertThat(form.firstOpen(form.typed(FormDefinition.json(seen.answers())), FormFileTest::nothing))
                .isEmpty();
        assertThat(form.asked(Map.of("name", "Rex"), FormFileTest::nothing)).containsOnlyKeys("name");
    }

    @Test
    void kept_answers_are_typed_again_and_what_does_not_fit_is_left_out() {
        FormDefinition form = form("""
                - id: dog
                  fields:
                    - {id: born, type: date}
                    - {id: weight, type: integer, max: 200}
                    - {id: kinds, type: checkboxes, options: [a, b]}
                """);

        assertThat(form.typed(Map.of("born", "2024-02-29", "weight", 12, "kinds", List.of("a"))))
                .containsEntry("born", java.time.LocalDate.of(2024, 2, 29))
                .containsEntry("weight", 12L)
                .containsEntry("kinds", List.of("a"));
        assertThat(form.typed(Map.of("born", "2024-02-30")).get("born")).isNull();
    }
}
