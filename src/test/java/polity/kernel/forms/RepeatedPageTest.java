// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.files.FileId;
import polity.kernel.files.FileKind;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedPageTest {

    private static final FormDefinition FORM = form("""
            forms:
              apply:
                pages:
                  - id: any
                    fields: [{id: any, type: yes-no}]
                  - id: children
                    when: answers.any = true
                    repeat: {field: children, min: 1, max: 3}
                    fields:
                      - {id: name, type: text, max: 20}
                      - id: born
                        type: date
                        validate: [{test: one.born <= on, error: future}]
                      - {id: school, type: text, optional: true, when: 'one.born < date("2020-01-01")'}
            """, List.of());

    private static Map<String, @Nullable Object> known(Map<String, @Nullable Object> answers) {
        return new HashMap<>(Map.of("answers", answers, "on", LocalDate.parse("2026-06-01")));
    }

    @Test
    void each_thing_is_asked_about_and_kept_in_the_order_in_which_it_was_added() {
        Map<String, @Nullable Object> answers = Map.of("any", true);
        answers = add(1, answers, "Ada", 2018, "Green School");
        answers = add(2, answers, "Bo", 2024, null);
        answers = add(1, answers, "Ada Maria", 2018, "Green School");

        assertThat(answers.get("children")).isInstanceOf(List.class);
        assertThat(FormDefinition.items(children(), answers))
                .extracting(item -> item.get("name"))
                .containsExactly("Ada Maria", "Bo");
        assertThat(FORM.firstOpen(answers, RepeatedPageTest::known)).isEmpty();
    }

    @Test
    void a_question_about_one_thing_sees_the_other_answers_about_it() {
        Map<String, @Nullable Object> answers = add(1, Map.of("any", true), "Bo", 2024, "Nowhere");

        assertThat(FormDefinition.items(children(), answers).getFirst().get("school"))
                .isNull();
        assertThat(FORM.accept(children(), 1, parameters("Ada", 2027, null), answers, RepeatedPageTest::known)
                        .errors())
                .containsExactly(FieldError.of("born", "future"));
    }

    @Test
    void a_page_is_open_until_the_least_number_was_given() {
        assertThat(FORM.firstOpen(Map.of("any", true), RepeatedPageTest::known)).contains(children());
        assertThat(FORM.firstOpen(Map.of("any", false), RepeatedPageTest::known))
                .isEmpty();
    }

    @Test
    void one_thing_is_complete_when_each_question_about_it_was_put() {
        Map<String, @Nullable Object> answers = add(1, Map.of("any", true), "Ada", 2018, null);

        // Only the day of birth has brought the question about the school up.
        assertThat(complete(answers)).isFalse();
        assertThat(FORM.firstOpen(answers, RepeatedPageTest::known)).contains(children());
        answers = add(1, answers, "Ada", 2018, null);
        assertThat(complete(answers)).isTrue();
        assertThat(FORM.firstOpen(answers, RepeatedPageTest::known)).isEmpty();
        assertThat(FormDefinition.items(children(), FORM.typed(FormDefinition.json(answers)))
                        .getFirst())
                .containsKey("school");
    }

    private static boolean complete(Map<String, @Nullable Object> answers) {
        var ada = FormDefinition.items(children(), answers).getFirst();
        return FORM.complete(children(), ada, answers, RepeatedPageTest::known);
    }

    @Test
    void programs_send_a_list_and_are_told_which_of_its_things_is_wrong() {
        Accepted accepted = FORM.accept(
                Map.of(
                        "any",
                        true,
                        "children",
                        List.of(
                                Map.of("name", "Ada", "born", "2018-02-03", "school", "Green School"),
                                Map.of("name", "", "born", "2027-01-01", "shoe", 7))),
                RepeatedPageTest::known);

        assertThat(accepted.errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactlyInAnyOrder(
                        "children[1].name missing", "children[1].born future", "children[1].shoe unknown");
    }

    @Test
    void a_list_of_the_wrong_size_or_of_something_else_is_refused() {
        assertThat(codes(List.of())).containsExactly("items");
        assertThat(codes(List.of("a", "b"))).containsExactly("list");
        assertThat(codes("a")).containsExactly("list");
        assertThat(codes(java.util.Collections.nCopies(4, Map.of("name", "A", "born", "2018-02-03"))))
                .containsExactly("items");
        assertThat(FORM.accept(Map.of("any", false, "children", List.of(Map.of())), RepeatedPageTest::known)
                        .errors())
                .containsExactly(FieldError.of("children", "unknown"));
    }

    @Test
    void what_was_kept_as_json_comes_back_typed() {
        Map<String, @Nullable Object> answers = add(1, Map.of("any", true), "Ada", 2018, "Green School");

        Map<String, @Nullable Object> again = FORM.typed(FormDefinition.json(answers));

        assertThat(FormDefinition.items(children(), again).getFirst().get("born"))
                .isEqualTo(LocalDate.parse("2018-01-01"));
        assertThat(FORM.accept(FormDefinition.json(answers), RepeatedPageTest::known)
                        .right())
                .isTrue();
    }

    @Test
    void a_file_about_one_thing_is_called_by_its_place_and_what_does_not_fit_is_said_there() {
        FormDefinition form = form("""
                forms:
                  apply:
                    pages:
                      - id: whole
                        fields: [{id: plan, type: file}]
                      - id: children
                        repeat: {field: children, max: 3}
                        fields:
                          - {id: photo, type: file, kinds: [png], optional: true}
                """, List.of());
        var plan = new Upload(id('a'), "plan.pdf", FileKind.PDF, 9);
        var photo = new Upload(id('b'), "photo.png", FileKind.PNG, 9);
        Map<String, @Nullable Object> answers = Map.of(
                "plan",
                plan.file().hex(),
                "children",
                List.of(
                        Map.of("photo", photo.file().hex()),
                        Map.of(),
                        Map.of("photo", plan.file().hex())));

        assertThat(form.files(answers))
                .isEqualTo(Map.of(
                        "plan", plan.file(), "children[0].photo", photo.file(), "children[2].photo", plan.file()));
        assertThat(form.misfits(form.files(answers), Map.of(plan.file(), plan, photo.file(), photo)))
                .containsExactly(FieldError.of("children[2].photo", "kind"));
        assertThat(form.misfits(form.files(answers), Map.of(plan.file(), plan)))
                .containsExactly(
                        FieldError.of("children[0].photo", "file-unknown"), FieldError.of("children[2].photo", "kind"));
    }

    private static FileId id(char digit) {
        return FileId.parse(String.valueOf(digit).repeat(64)).orElseThrow();
    }

    @Test
    void bounds_that_make_no_sense_are_refused_with_their_line() {
        var problems = new ArrayList<Problem>();
        form("""
                forms:
                  apply:
                    pages:
                      - id: children
                        repeat: {field: children, min: 4, max: 3}
                        fields: [{id: letter, type: file}]
                """, problems);

        assertThat(problems)
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.toString()).contains("form.yaml:5"));
    }

    private static List<String> codes(Object children) {
        return FORM.accept(Map.of("any", true, "children", children), RepeatedPageTest::known).errors().stream()
                .map(FieldError::code)
                .toList();
    }

    private static Map<String, @Nullable Object> add(
            int number, Map<String, @Nullable Object> answers, String name, int year, @Nullable String school) {
        Accepted accepted =
                FORM.accept(children(), number, parameters(name, year, school), answers, RepeatedPageTest::known);
        assertThat(accepted.errors()).isEmpty();
        return FORM.with(children(), number, accepted.answers(), answers);
    }

    private static Map<String, List<String>> parameters(String name, int year, @Nullable String school) {
        var parameters = new HashMap<String, List<String>>(Map.of(
                "name", List.of(name),
                "born-year", List.of(Integer.toString(year)),
                "born-month", List.of("1"),
                "born-day", List.of("1")));
        if (school != null) {
            parameters.put("school", List.of(school));
        }
        return parameters;
    }

    private static FormPage children() {
        return FORM.page("children").orElseThrow();
    }

    private static FormDefinition form(String yaml, List<Problem> problems) {
        var found = new ArrayList<Problem>();
        FormDefinition form =
                FormFile.read(Declaration.read(yaml, "form.yaml", found)).get("apply");
        if (problems instanceof ArrayList<Problem> wanted) {
            wanted.addAll(found);
        } else {
            assertThat(found).isEmpty();
        }
        return java.util.Objects.requireNonNull(form);
    }
}
