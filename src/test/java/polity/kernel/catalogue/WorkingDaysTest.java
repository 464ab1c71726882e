// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.node.Problem;
import polity.kernel.page.Vocabulary;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** How many working days lie between two days that a service names. */
class WorkingDaysTest {

    private static final FactSource NOTHING = (lookUps, _) -> lookUps.stream()
            .map(lookUp -> {
                var entry = new HashMap<String, @Nullable Object>(lookUp.where());
                entry.put("household", "h1");
                return List.<Map<String, @Nullable Object>>of(entry);
            })
            .toList();

    @TempDir
    private Path folder;

    private ServicePackage counting(String after, String before) {
        return Packages.good(read(after, before, ""));
    }

    private PackageReader.Read read(String after, String before, String calendar) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(
                folder.resolve("service.yaml"),
                "facts:\n",
                "working_days:\n  notice: {after: '" + after + "', before: '" + before + "'}\nfacts:\n");
        return new PackageReader(
                        Vocabulary.load(Packages.PLACE),
                        Packages.PLACE,
                        Path.of("").toAbsolutePath(),
                        new WorkingDays(Path.of("").toAbsolutePath(), calendar, Packages.PLACE))
                .read(folder);
    }

    /** On Monday, 4 May 2026, which is a holiday in England and Wales, as is 25 May. */
    private static @Nullable Object counted(ServicePackage service) {
        Map<String, @Nullable Object> answers = new HashMap<>(Map.of("name", "Rex", "weight", 5L));
        return service.known(Packages.asked(answers, "p1"), NOTHING).get("working_days") instanceof Map<?, ?> days
                ? days.get("notice")
                : "no working days";
    }

    private @Nullable Object between(String after, String before) {
        return counted(counting(after, before));
    }

    @Test
    void neither_of_the_two_days_counts_nor_what_is_no_working_day() {
        assertThat(between("on", "on + duration(\"P4D\")")).isEqualTo(3L);
        assertThat(between("date(2026, 5, 1)", "on + duration(\"P1D\")")).isEqualTo(0L);
        assertThat(between("date(2026, 5, 22)", "date(2026, 5, 27)")).isEqualTo(1L);
        assertThat(between("on", "on + duration(\"P1D\")")).isEqualTo(0L);
    }

    @Test
    void there_are_none_before_a_day_that_is_past() {
        assertThat(between("on", "on")).isEqualTo(0L);
        assertThat(between("on", "on - duration(\"P500D\")")).isEqualTo(0L);
    }

    @Test
    void nothing_is_said_about_days_that_are_absent_or_too_far_apart() {
        assertThat(between("on", "answers.last_day")).isNull();
        assertThat(between("answers.name", "on")).isNull();
        assertThat(between("on", "on + duration(\"P801D\")")).isNull();
        assertThat(between("on", "on + duration(\"P400D\")")).isEqualTo(276L);
        assertThat(between("date(1850, 1, 1)", "date(1850, 2, 1)")).isNull();
    }

    @Test
    void facts_limits_and_forms_see_them_and_a_service_without_any_has_no_such_thing() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "facts:\n", """
                working_days:
                  notice: {after: on, before: 'on + duration("P4D")'}
                facts:
                """);
        Packages.edit(
                folder.resolve("service.yaml"),
                "{person: applicant.person}",
                "{person: 'string(working_days.notice)'}");
        Packages.edit(
                folder.resolve("service.yaml"),
                "key: facts.residence.household",
                "takes: working_days.notice\n    key: facts.residence.person");
        Packages.edit(folder.resolve("form.yaml"), "answers.weight < 150", "answers.weight < working_days.notice");
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        Map<String, @Nullable Object> known =
                service.known(Packages.asked(new HashMap<>(Map.of("weight", 5L)), "p1"), NOTHING);

        assertThat(service.limits("apply", known)).singleElement().satisfies(limit -> {
            assertThat(limit.key()).isEqualTo("3");
            assertThat(limit.takes()).isEqualTo(3);
        });
        assertThat(service.form("apply")
                        .orElseThrow()
                        .accept(
                                Map.of("name", "Rex", "weight", 3),
                                answers -> service.known(Packages.asked(answers, "p1"), NOTHING))
                        .errors())
                .extracting(polity.kernel.forms.FieldError::code)
                .containsExactly("heavy");
        assertThat(Packages.dogLicence().known(Packages.asked(new HashMap<>(), "p1"), NOTHING))
                .doesNotContainKey("working_days");
    }

    @Test
    void rules_see_them_and_decide_the_same_again() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "facts:\n", """
                working_days:
                  notice: {after: on, before: 'on + duration("P4D")'}
                facts:
                """);
        Packages.edit(
                folder.resolve("rules.dmn"),
                "<inputData id=\"procedure\"",
                "<inputData id=\"working_days\" name=\"working_days\"><variable name=\"working_days\" typeRef=\"tDays\"/>"
                        + "</inputData>\n  <inputData id=\"procedure\"");
        Packages.edit(folder.resolve("rules.dmn"), "  <itemDefinition name=\"tCounts\">", """
                  <itemDefinition name="tDays">
                    <itemComponent name="notice"><typeRef>number</typeRef></itemComponent>
                  </itemDefinition>
                  <itemDefinition name="tCounts">""");
        Packages.edit(folder.resolve("rules.dmn"), "<variable name=\"living\" typeRef=\"boolean\"/>", """
                <variable name="living" typeRef="boolean"/>
                    <informationRequirement><requiredInput href="#working_days"/></informationRequirement>""");
        Packages.edit(
                folder.resolve("rules.dmn"),
                "facts.residence != null",
                "facts.residence != null and working_days.notice = 3");
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        Asked asked = Packages.asked(new HashMap<>(Map.of("name", "Rex", "weight", 5L)), "p1");

        Determination determination = service.determine(asked, service.known(asked, NOTHING), Map.of());
        assertThat(determination).isInstanceOf(Determination.Determined.class);
        var decided = (Determination.Determined) determination;

        assertThat(decided.outcome()).isEqualTo(Determination.Outcome.GRANTED);
        assertThat(service.recompute(decided.evaluation(), asked.at()).differences())
                .isEmpty();
    }

    @Test
    void a_service_that_counts_them_is_refused_where_no_calendar_is_known() {
        assertThat(problems(read("on", "on", "gb/atlantis")))
                .singleElement()
                .asString()
                .startsWith("service.yaml:16: the calendar can't be used: There is no calendar of “gb/atlantis”");
        assertThat(new WorkingDays(folder, null, ZoneId.of("Asia/Tokyo")).fault())
                .contains("no calendar goes by the clock of Asia/Tokyo; set POLITY_CALENDAR");
    }

    @Test
    void days_that_nobody_asks_for_and_names_that_there_are_not_are_refused() {
        assertThat(problems(read("answers.wieght", "facts.residence.line", "")))
                .satisfiesExactlyInAnyOrder(problem ->
                        assertThat(problem).startsWith("service.yaml:17: ").contains("\"facts\" is not known"));
        assertThat(problems(read("answers.wieght", "on", "")))
                .singleElement()
                .asString()
                .startsWith("service.yaml:17: there is no \"answers.wieght\"");
        read("on", "on", "");
        Packages.edit(
                folder.resolve("service.yaml"), "key: facts.residence.household", "key: string(working_days.notise)");
        assertThat(problems(Packages.reader().read(folder)))
                .containsExactly("service.yaml:25: there is no \"working_days.notise\"; working_days has notice");
    }

    private static List<String> problems(PackageReader.Read read) {
        return read instanceof PackageReader.Read.Refused(var problems)
                ? problems.stream().map(Problem::toString).toList()
                : List.of();
    }
}
