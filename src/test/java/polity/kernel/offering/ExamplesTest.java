// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Problem;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** Examples run through what real cases run through, and notice mistakes in rules. */
class ExamplesTest {

    /** A whole run of {@code services check} tries every mistake; here every so many-th is enough to see that it works. */
    private static final int EVERY = 16;

    private static final String GIVEN = """
            - name: mine
              at: 2026-05-04T10:15:00+01:00
              given:
                applicant: {person: p1, name: Sample Person}
                registers: {addresses: [{person: p1, household: h1}]}
            """;

    static Stream<Path> folders() {
        return PackageReader.folders(Path.of("services").toAbsolutePath()).stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void every_service_is_in_order_and_its_examples_come_out_as_expected(Path folder) {
        ServicePackage service = Packages.good(Packages.reader().read(folder));

        assertThat(Examples.check(service)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void the_examples_of_every_service_notice_nearly_every_mistake(Path folder) throws InterruptedException {
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        var examples = Examples.of(service, new java.util.ArrayList<>());

        Mutants.Result result =
                new Mutants(service, new Examples(service).prepare(examples).ready()).run(EVERY, (_, _) -> {});

        assertThat(result.all()).isGreaterThan(5);
        // A sample may hold one more by chance than the whole.
        assertThat(result.unnoticed())
                .hasSizeLessThanOrEqualTo(1 + (int) Math.ceil(result.all() * (1 - Mutants.ENOUGH)));
    }

    @Test
    void days_in_answers_about_each_of_several_things_are_days() {
        ServicePackage service =
                Packages.good(Packages.reader().read(Path.of("src/test/resources/packages/street-party")));

        assertThat(Examples.check(service)).isEmpty();
    }

    @Test
    void sums_working_days_times_and_conditions_come_out_as_in_real_cases() {
        ServicePackage service =
                Packages.good(Packages.reader().read(Path.of("src/test/resources/packages/stall-days")));

        assertThat(Examples.check(service)).isEmpty();
    }

    @Test
    void mistakes_that_no_example_notices_are_named_with_their_line() throws InterruptedException {
        ServicePackage service = Packages.dogLicence();
        var one = Examples.read(
                GIVEN + "  answers: {name: Rex, weight: 20}\n  expect: {outcome: granted}\n",
                "mine.yaml",
                Packages.PLACE,
                new java.util.ArrayList<>());

        Mutants.Result result =
                new Mutants(service, new Examples(service).prepare(one).ready()).run(1, (_, _) -> {});

        assertThat(result.enough()).isFalse();
        assertThat(result.unnoticed()).anySatisfy(mutant -> {
            assertThat(mutant.file()).isEqualTo("parameters.yaml");
            assertThat(mutant.line()).isEqualTo(3);
            assertThat(mutant.description()).contains("1501 instead of 1500");
        });
    }

    @Test
    void what_entries_and_earlier_cases_have_taken_is_added_up(@TempDir Path folder) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(
                folder.resolve("service.yaml"), "limits:\n  household:\n", "limits:\n  household:\n    sum: months\n");
        Packages.edit(folder.resolve("service.yaml"), "holder: applicant.person\n", """
                holder: applicant.person
                            months: answers.weight
                """);
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        var problems = new ArrayList<Problem>();

        for (int given = 0; given < 2; given++) {
            var examples = Examples.read(
                    GIVEN.replace(
                                    "household: h1}]}",
                                    "household: h1}], permits: [{household: h1, product: resident, standing: current, months: "
                                            + given + "}]}")
                            + "    cases: [{at: 2026-01-05T09:00:00Z, answers: {name: Ace, weight: 1}}]\n"
                            + "  answers: {name: Rex, weight: 20}\n  expect: {outcome: granted}\n",
                    "mine.yaml",
                    Packages.PLACE,
                    problems);
            var runner = new Examples(service);
            problems.addAll(runner.differences(runner.prepare(examples).ready()));
        }

        assertThat(problems).hasToString("[mine.yaml:8: \"mine\": outcome: expected granted, found refused]");
    }

    @Test
    void what_an_earlier_case_does_only_sometimes_it_does_only_then(@TempDir Path folder) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(
                folder.resolve("service.yaml"),
                "- do: register\n",
                "- do: register\n          when: answers.weight < 5\n");
        Packages.edit(folder.resolve("service.yaml"), "{do: document, ", "{do: document, when: answers.weight < 5, ");
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        var problems = new ArrayList<Problem>();

        for (int weight = 4; weight < 6; weight++) {
            String earlier = "{at: 2026-01-05T09:00:00Z, answers: {name: Ace, weight: %d}}".formatted(weight);
            var examples = Examples.read(
                    GIVEN + "    cases: [" + earlier + ", " + earlier + "]\n"
                            + "  answers: {name: Rex, weight: 20}\n  expect: {outcome: granted}\n",
                    "mine.yaml",
                    Packages.PLACE,
                    problems);
            var runner = new Examples(service);
            problems.addAll(runner.differences(runner.prepare(examples).ready()));
        }

        assertThat(problems).hasToString("[mine.yaml:8: \"mine\": outcome: expected granted, found refused]");
    }

    @Test
    void only_what_is_named_is_compared() {
        assertThat(run(GIVEN + "  answers: {name: Rex, weight: 20}\n  expect: {fee: 1500}\n"))
                .isEmpty();
        assertThat(run(GIVEN
                        + "  answers: {name: Rex, weight: 20}\n  expect: {dates: {to: 2027-05-04}, reasons: []}\n"))
                .isEmpty();
    }

    @Test
    void a_difference_says_where_what_was_expected_and_what_was_found() {
        assertThat(run(GIVEN + """
                  answers: {name: Rex, weight: 21}
                  expect:
                    outcome: refused
                    fee: 1500
                    dates: {to: 2027-05-05}
                    reasons: too_many
                """.indent(0)))
                .containsExactlyInAnyOrder(
                        "mine.yaml:8: \"mine\": outcome: expected refused, found granted",
                        "mine.yaml:9: \"mine\": fee: expected 1500, found 2500",
                        "mine.yaml:10: \"mine\": to: expected 2027-05-05, found 2027-05-04",
                        "mine.yaml:11: \"mine\": reasons: expected [too_many], found []");
    }

    @Test
    void other_people_s_ways_of_writing_are_understood() {
        assertThat(run("""
                examples:
                  - name: mine
                    at: 2026-05-04 10:15
                    given:
                      applicant: p1
                      registers:
                        addresses: {person: p1, household: h1}
                        permits: [{number: X, household: h1, product: resident, standing: current, valid_to: 2026-05-03}]
                    answers: {name: Rex, weight: "21"}
                    expect: {fee: 2500, derivation: [{amount: 2500}]}
                """)).isEmpty();
    }

    @Test
    void earlier_cases_take_effect_before() {
        assertThat(run(GIVEN + """
                    cases:
                      - {at: 2026-01-05T09:00:00Z, answers: {name: Ace, weight: 5}}
                      - {at: 2026-01-06T09:00:00Z, answers: {name: Bo, weight: 5}, applicant: {person: p1}}
                  answers: {name: Rex, weight: 5}
                  expect: {outcome: refused, reasons: [too_many]}
                """.indent(0))).isEmpty();
    }

    @Test
    void answers_to_questions_that_are_not_asked_count_for_nothing() {
        ServicePackage service = Packages.dogLicence();
        var examples = Examples.read(
                GIVEN + "  answers: {name: \" Rex  II \", weight: 5, breed: mastiff}\n  expect: {fee: 1500}\n",
                "mine.yaml",
                Packages.PLACE,
                new java.util.ArrayList<>());

        Asked asked = new Examples(service).prepare(examples).ready().getFirst().asked();

        assertThat(asked.answers()).containsEntry("name", "Rex II").doesNotContainKey("breed");
    }

    @Test
    void what_was_brought_to_an_end_admits_nothing_more() {
        assertThat(run("""
                - name: mine
                  procedure: give-up
                  at: 2026-05-04T10:15:00Z
                  given:
                    applicant: p1
                    entry: {number: X, holder: p1, household: h1, ended: ended, valid_to: 2026-12-31}
                  expect: {outcome: refused, reasons: [ended]}
                """)).isEmpty();
    }

    @Test
    void what_an_example_cannot_say_is_refused_with_its_line() {
        assertThat(run(GIVEN + "  answers: {weight: 1}\n  expect: {fees: 1}\n"))
                .singleElement()
                .asString()
                .startsWith("mine.yaml:7: \"fees\" is not known here");
        assertThat(run("- {name: mine, at: yesterday, expect: {fee: 0}}\n"))
                .containsExactly("mine.yaml:1: \"at\" is the instant of submission, like 2026-05-04T10:15:00+01:00");
        assertThat(run("- {name: mine, procedure: sell, at: 2026-05-04, expect: {fee: 0}}\n"))
                .containsExactly("mine.yaml:1: \"mine\": the package has no procedure \"sell\"; it has apply, give-up");
        assertThat(run("hello\n")).singleElement().asString().contains("a list of examples is needed");
        assertThat(run("")).isNotEmpty();
    }

    /** Examples in a text, run against the dog licence: what comes out otherwise. */
    private static List<String> run(String examples) {
        var problems = new ArrayList<Problem>();
        List<Example> read = Examples.read(examples, "mine.yaml", Packages.PLACE, problems);
        if (problems.isEmpty()) {
            var runner = new Examples(Packages.dogLicence());
            Examples.Prepared prepared = runner.prepare(read);
            problems.addAll(prepared.problems());
            problems.addAll(runner.differences(prepared.ready()));
        }
        return problems.stream().map(Problem::toString).toList();
    }
}
