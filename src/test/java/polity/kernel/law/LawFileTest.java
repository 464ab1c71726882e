// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LawFileTest {

    private static final String GOOD = """
            work: dogs-order
            title: {en: Dogs Order}
            kind: order
            versions:
              - in_force: 2020-01-01
                note: {en: As made}
                articles:
                  - number: "1"
                    heading: {en: Leads}
                    paragraphs: {"1": {en: On a lead.}, "2": {en: In the harbour too.}}
              - in_force: 2021-01-01
                note: {en: Amended}
                amends:
                  - number: "1"
                    heading: {en: Leads}
                    paragraphs:
                      "": {en: Free.}
            """;

    @TempDir
    Path folder;

    @Test
    void a_good_file_is_read_without_a_problem() {
        assertThat(problems(GOOD)).isEmpty();
    }

    @Test
    void each_fault_is_told_with_its_line() {
        assertThat(problems("work: Dogs\n" + GOOD.substring(GOOD.indexOf('\n') + 1)))
                .containsExactly("f:1: \"Dogs\" is no code of a work; use small letters, digits and hyphens");
        assertThat(problems(GOOD.replace("kind: order", "kind: decree")))
                .containsExactly("f:1: \"decree\" is no kind of work; known are act, by-law, order, regulation");
        assertThat(problems(GOOD.replace("2021-01-01", "2021-02-29")))
                .containsExactly("f:11: in_force \"2021-02-29\" is no date; write 2026-04-01");
        assertThat(problems(GOOD.replace("2021-01-01", "2020-01-01")))
                .containsExactly("f:11: in_force 2020-01-01 must come after 2020-01-01, that of the version above");
        assertThat(problems(GOOD.replace("{en: Amended}", "{fr: Modifié}")))
                .containsExactly(
                        "f:12: \"fr\" is no language here; known are en, zh-Hans",
                        "f:12: the text in English is needed: {en: ...}");
        assertThat(problems(GOOD.replace("\"\": {en: Free.}", "\"\": {en: ''}")))
                .containsExactly("f:17: a text is needed here");
        assertThat(problems(GOOD.replace("\"2\": {en", "\"\": {en")))
                .containsExactly("f:10: \"\" is no number of a paragraph; write \"1\", or \"\" for the only one");
        assertThat(problems(GOOD.replaceFirst("number: \"1\"", "number: one")))
                .containsExactly("f:8: \"one\" is no number of an article; write 12 or 12A");
        assertThat(problems(GOOD.replace("heading: {en: Leads}", "title: {en: Leads}")))
                .contains(
                        "f:9: \"title\" is not known here; known are heading, number, paragraphs",
                        "f:8: \"heading\" is missing");
        assertThat(problems(GOOD.replaceFirst("articles:", "amends:")))
                .containsExactly(
                        "f:8: \"amends\" is not known here; known are articles, in_force, note",
                        "f:5: the first version needs articles");
    }

    @Test
    void what_an_amendment_does_must_be_possible() {
        assertThat(problems(GOOD + "    repeals: [\"7\"]\n"))
                .containsExactly("f:18: article \"7\" can't be repealed: it is not in force");
        assertThat(problems(GOOD + "    repeals: [\"1\"]\n"))
                .containsExactly("f:11: article 1 is both amended and repealed; say one");
        assertThat(problems(GOOD.substring(0, GOOD.indexOf("    amends:"))))
                .containsExactly("f:11: this version changes nothing: say what it amends or repeals");
        assertThat(problems(GOOD + GOOD.substring(GOOD.lastIndexOf("      - number"))))
                .containsExactly("f:18: article 1 stands twice in this version; keep one");
    }

    @Test
    void what_is_no_law_at_all_is_refused_and_never_throws() {
        assertThat(problems("")).isNotEmpty();
        assertThat(problems("- 1")).isNotEmpty();
        assertThat(problems("versions: 3")).isNotEmpty();
        assertThat(problems("versions: [1, [], {}]")).isNotEmpty();
        assertThat(problems("work: [")).singleElement().asString().startsWith("f:1: not YAML");
        assertThat(problems(GOOD.replace("On a lead.", "x".repeat(10_001))))
                .singleElement()
                .asString()
                .contains("longer than 10000 characters");
    }

    private static List<String> problems(String text) {
        var problems = new ArrayList<Problem>();
        var work = LawFile.read(text, "f", problems);
        assertThat(work.isPresent()).isEqualTo(problems.isEmpty());
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    void the_program_refuses_to_start_with_all_problems_of_all_files() throws IOException {
        Path law = Files.createDirectories(folder.resolve("law"));
        Files.writeString(law.resolve("cats-order.yaml"), GOOD.replace("kind: order", "kind: decree"));
        Files.writeString(law.resolve("other-order.yaml"), GOOD);
        assertThatThrownBy(() -> LawFolder.read(folder, law, Laws.LONDON))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("law/cats-order.yaml:1: \"decree\" is no kind")
                .hasMessageContaining("law/other-order.yaml:1: a file is named as its work: dogs-order.yaml");
    }

    @Test
    void an_authority_without_the_folder_has_no_law_yet() {
        assertThat(LawFolder.read(folder, folder.resolve("law"), Laws.LONDON).works())
                .isEmpty();
    }
}
