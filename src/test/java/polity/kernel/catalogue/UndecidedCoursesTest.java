// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.node.Problem;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** What a package says whose process decides what the rules leave open. */
class UndecidedCoursesTest {

    @TempDir
    Path folder;

    private List<String> problems(String file, String instead, String of) {
        Packages.copy(Path.of("src/test/resources/packages/allotment"), folder);
        Packages.edit(folder.resolve(file), of, instead);
        return Packages.reader().read(folder) instanceof PackageReader.Read.Refused(var problems)
                ? problems.stream().map(Problem::toString).toList()
                : List.of();
    }

    @Test
    void a_process_that_begins_about_what_is_undecided_decides_it() {
        assertThat(problems("process.bpmn", "\"decided\"", "\"decide\""))
                .anyMatch(problem -> problem.contains("a serviceTask with the id \"decide\" is missing"))
                .anyMatch(problem -> problem.contains("no procedure \"decided\""));
    }

    @Test
    void what_people_still_have_to_decide_does_nothing_but_begin_the_process() {
        assertThat(problems("service.yaml", "review: [{do: process, when: true}]", "review: [{do: process}]"))
                .anyMatch(problem -> problem.contains("begins the process, always, and does nothing else"));
    }

    @Test
    void a_step_is_taken_by_officials_of_a_unit_or_by_the_applicant() {
        assertThat(problems(
                        "service.yaml", "supplement: {unit: parking, by: applicant,", "supplement: {by: applicant,"))
                .anyMatch(problem -> problem.contains("whose officials take it"));
        assertThat(problems("service.yaml", "supplement: {by: somebody,", "supplement: {by: applicant,"))
                .anyMatch(problem -> problem.contains("whose officials take it"));
    }

    @Test
    void only_the_time_of_a_step_that_has_one_is_extended() {
        assertThat(problems("service.yaml", "extends: agree", "extends: examine"))
                .anyMatch(problem -> problem.contains("another step with a \"period\""));
    }

    @Test
    void a_step_has_no_time_of_its_own_beside_that_of_its_timer() {
        assertThat(problems("service.yaml", "told: true, period: P5WD}", "told: true}"))
                .anyMatch(problem -> problem.contains("the timer of the step already says"));
    }

    @Test
    void a_form_of_a_step_names_what_was_said_and_others_do_not() {
        assertThat(problems("form.yaml", "list contains(steps.examine.lack,", "list contains(steps.examine.lacks,"))
                .anyMatch(problem -> problem.contains("there is no \"steps.examine.lack\""));
        assertThat(problems(
                        "form.yaml",
                        "{id: size, type: integer, min: 1, max: 999, when: steps.agree.agreed}",
                        "{id: size, type: integer, min: 1, max: 999}"))
                .anyMatch(problem -> problem.contains("there is no \"steps.agree.agreed\""));
    }

    @Test
    void the_next_number_of_the_series_is_had_by_what_is_entered_only() {
        assertThat(problems("service.yaml", "number: string(serial)", "number: entry.number"))
                .anyMatch(problem -> problem.contains("serial"));
    }
}
