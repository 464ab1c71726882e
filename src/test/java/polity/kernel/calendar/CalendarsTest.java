// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CalendarsTest {
    @TempDir
    private Path folder;

    @Test
    void a_new_year_is_added_by_a_file() {
        DataFolder.write(folder, "cn/2027.yaml", """
                place: cn
                year: 2027
                notices:
                  - title: {en: A notice for a test}
                    number: 1
                    published: 2026-11-01
                    complete: true
                    holidays:
                      - name: {en: New Year's Day}
                        from: 2026-12-31
                        to: 2027-01-02
                    make-up-working-days:
                      - name: {en: New Year's Day}
                        date: 2027-01-03
                """);
        var china = Calendars.with(folder).of(new Place("cn"));
        assertThat(china.isProvisional(2027)).isFalse();
        assertThat(china.isWorkingDay(LocalDate.of(2027, 1, 3))).isTrue();
        assertThat(china.isWorkingDay(LocalDate.of(2027, 5, 3)))
                .as("the standing rules no longer matter")
                .isTrue();
        assertThat(china.isWorkingDay(LocalDate.of(2026, 12, 31)))
                .as("a notice reaches into the year before")
                .isFalse();
        assertThat(china.isWorkingDay(LocalDate.of(2026, 2, 14)))
                .as("the bundled years stay")
                .isTrue();
    }

    @Test
    void a_later_notice_corrects_an_earlier_one_and_the_rules() {
        DataFolder.write(folder, "gb/england-and-wales/2030.yaml", """
                place: gb/england-and-wales
                year: 2030
                notices:
                  - title: {en: Second}
                    published: 2029-06-01
                    removed-holidays:
                      - name: {en: Early May bank holiday}
                        date: 2030-05-06
                      - name: {en: Celebration}
                        date: 2030-06-03
                  - title: {en: First}
                    published: 2029-01-01
                    one-off-holidays:
                      - name: {en: Celebration, zh-Hans: 庆典}
                        from: 2030-06-03
                        to: 2030-06-04
                """);
        var england = Calendars.with(folder).of(new Place("gb/england-and-wales"));
        assertThat(england.isWorkingDay(LocalDate.of(2030, 5, 6))).isTrue();
        assertThat(england.isWorkingDay(LocalDate.of(2030, 6, 3))).isTrue();
        assertThat(england.knownOn(LocalDate.of(2029, 3, 1)).isWorkingDay(LocalDate.of(2030, 6, 3)))
                .isFalse();
        var celebration = england.day(LocalDate.of(2030, 6, 4)).reason();
        assertThat(celebration.key()).isEqualTo("day.one-off");
        assertThat(celebration.parameters(Locale.forLanguageTag("zh-Hans"))).containsEntry("holiday", "庆典");
        assertThat(england.day(LocalDate.of(2030, 5, 27)).reason().key())
                .as("other rules stay")
                .isEqualTo("day.holiday");
    }

    @Test
    void each_problem_of_a_notice_is_named_with_its_line() {
        DataFolder.write(folder, "cn/2027.yaml", """
                place: gb
                year: 2028
                notices:
                  - title: {zh-Hans: 通知}
                    number: 国办
                    published: 1 November
                    holydays: []
                    holidays:
                      - name: {en: Spring Festival}
                        from: 2027-02-12
                        to: 2027-02-05
                      - name: {en: Labour Day}
                        date: 2027-05-01
                      - name: {en: Labour Day}
                        date: 2027-05-01
                      - name: {en: Far}
                        date: 2029-05-01
                      - name: {en: Long}
                        from: 2027-06-01
                        to: 2027-08-01
                      - oops
                    make-up-working-days:
                      - name: {en: Labour Day}
                        date: 2027-05-07
                        substitute: true
                """);
        assertThat(problems())
                .containsExactly(
                        "cn/2027.yaml:1: “place” must be one of: cn.",
                        "cn/2027.yaml:2: “year” must be one of: 2027.",
                        "cn/2027.yaml:4: “title” must be given by language, with English at least: {en: …, zh-Hans: …}.",
                        "cn/2027.yaml:6: “1 November” is not a date. Write it like 2026-02-17.",
                        "cn/2027.yaml:7: “holydays” is not known here. Known are: complete, consulted, holidays,"
                                + " make-up-working-days, number, one-off-holidays, published, removed-holidays, title.",
                        "cn/2027.yaml:9: “to” (2027-02-05) is before “from” (2027-02-12).",
                        "cn/2027.yaml:14: 2027-05-01 stands in this notice twice.",
                        "cn/2027.yaml:16: The days from 2029-05-01 to 2029-05-01 are not in 2027.",
                        "cn/2027.yaml:18: The days from 2027-06-01 to 2027-08-01 are too many for one entry.",
                        "cn/2027.yaml:21: An entry of “holidays” must be a list of names with values, like “place: cn”.",
                        "cn/2027.yaml:23: 2027-05-07 is a Friday, which is a working day already.",
                        "cn/2027.yaml:25: “substitute” is not known here. Known are: date, from, name, to.");
    }

    @Test
    void each_problem_of_a_place_is_named_with_its_line() {
        DataFolder.write(folder, "xx/place.yaml", """
                place: xx
                name: {en: Nowhere}
                zone: EST
                weekend: [saturday, sabbath]
                office-closes: five
                notices: sometimes
                library: {calendar: gb, part: cornwall}
                statute:
                  title: {en: Law}
                  number: 1
                  published: 2020-01-01
                  from-year: soon
                  holidays:
                    - name: {en: Never}
                    - name: {en: Wrong}
                      each-year: ["13-01"]
                """);
        assertThat(problems())
                .containsExactly(
                        "xx/place.yaml:3: “EST” is not a time zone. Write it like Europe/London.",
                        "xx/place.yaml:4: “sabbath” is not a day of the week. Write it like saturday.",
                        "xx/place.yaml:5: “five” is not a time of day. Write it like \"17:00\".",
                        "xx/place.yaml:6: “notices” must be one of: optional, required.",
                        "xx/place.yaml:7: The holiday library has no calendar “gb” with a part “cornwall”.",
                        "xx/place.yaml:12: “soon” is not a year. Write it like 2026.",
                        "xx/place.yaml:14: A holiday needs “each-year” or “dates”.",
                        "xx/place.yaml:15: A holiday needs “each-year” or “dates”.",
                        "xx/place.yaml:16: “13-01” is not a day of the year. Write it like \"10-01\".");
    }

    @Test
    void files_that_are_no_yaml_or_no_calendar_are_named() {
        DataFolder.write(folder, "cn/2027.yaml", "place: cn\nyear: 2027\nnotices: [\n");
        DataFolder.write(folder, "cn/2028.yaml", "place: cn\nplace: cn\n");
        DataFolder.write(folder, "cn/2029.yaml", "");
        DataFolder.write(folder, "cn/2030.yaml", "- cn\n");
        DataFolder.write(folder, "cn/notes.yaml", "a: b");
        DataFolder.write(folder, "fr/2027.yaml", "place: fr");
        assertThat(problems())
                .anySatisfy(line -> assertThat(line).startsWith("cn/2027.yaml:").contains("not readable as YAML"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("cn/2028.yaml:2: ").contains("not readable as YAML"))
                .contains("cn/2029.yaml:1: The file is empty.")
                .contains("cn/2030.yaml:1: The file must be a list of names with values, like “place: cn”.")
                .contains("cn/notes.yaml: A calendar file is called <place>/place.yaml or <place>/<year>.yaml.")
                .contains("fr/place.yaml: The file is missing; there are notices for this place.")
                .hasSize(6);
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        folder = folder.resolve("missing");
        assertThat(problems()).containsExactly(folder + ": This folder cannot be read.");
    }

    /** A jar can't be listed, so an index names the files in it; none may be left out. */
    @Test
    void the_index_names_every_file_that_comes_with_the_program() throws IOException {
        var root = Path.of("src/main/resources/calendar");
        var files = new CalendarFiles(List.of());
        files.addBundled();
        var indexed = new TreeSet<String>();
        files.byPlace().values().forEach(place -> place.values().forEach(file -> indexed.add(file.label())));
        indexed.add("places.yaml");
        try (var found = Files.walk(root)) {
            assertThat(found.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(indexed);
        }
    }

    private List<String> problems() {
        var refused = catchThrowableOfType(CalendarDataNotValid.class, () -> Calendars.with(folder));
        assertThat(refused).as("the data are refused").isNotNull();
        return refused.problems();
    }
}
