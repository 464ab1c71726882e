// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** A service by itself: what it wants to know, what it counts and what it says. */
class ServicePackageTest {

    private final ServicePackage service = Packages.dogLicence();

    /** Knows that p1 lives in h1, and who asked for what. */
    private static final class Registers implements FactSource {
        private final List<String> asked = new ArrayList<>();

        @Override
        public List<List<Map<String, @Nullable Object>>> find(List<LookUp> lookUps, Instant at) {
            return lookUps.stream().map(this::find).toList();
        }

        private List<Map<String, @Nullable Object>> find(LookUp wanted) {
            asked.add(wanted.register() + " " + wanted.where() + " " + wanted.most() + " " + wanted.purpose());
            return wanted.where().containsValue("p1") ? List.of(Map.of("household", "h1")) : List.of();
        }
    }

    private static Map<String, @Nullable Object> answers(long weight) {
        var answers = new HashMap<String, @Nullable Object>();
        answers.put("name", "Rex");
        answers.put("weight", weight);
        return answers;
    }

    @Test
    void a_fact_is_fetched_with_its_purpose() {
        var registers = new Registers();

        Map<String, @Nullable Object> known = service.known(Packages.asked(answers(5), "p1"), registers);

        assertThat(registers.asked).containsExactly("addresses {person=p1} 1 dogs-order:5(1)");
        assertThat(known.get("facts")).isEqualTo(Map.of("residence", Map.of("household", "h1")));
        assertThat(known).containsEntry("on", LocalDate.of(2026, 5, 4));
    }

    @Test
    void nothing_is_asked_of_a_register_for_a_visitor() {
        var registers = new Registers();

        Map<String, @Nullable Object> known = service.known(Packages.asked(answers(5), null), registers);

        assertThat(registers.asked).isEmpty();
        assertThat((Map<?, ?>) known.get("facts")).hasSize(1).containsValue(null);
    }

    @Test
    void a_limit_names_what_is_locked_and_counted_and_is_left_out_where_it_does_not_apply() {
        Map<String, @Nullable Object> known = service.known(Packages.asked(answers(5), "p1"), new Registers());
        Map<String, @Nullable Object> visitor = service.known(Packages.asked(answers(5), null), new Registers());

        assertThat(service.limits("apply", known))
                .containsExactly(new Counted(
                        "household",
                        "dog-licence:household",
                        "h1",
                        "permits",
                        Map.of("household", "h1", "product", "resident", "standing", "current")));
        assertThat(service.limits("apply", visitor)).isEmpty();
        assertThat(service.limits("give-up", known)).isEmpty();
    }

    @Test
    void the_places_of_a_limit_are_those_of_its_service_unless_it_names_another(@TempDir Path folder) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(
                folder.resolve("service.yaml"),
                "key: facts.residence.household",
                "of: residents-parking-permit\n    key: facts.residence.household");
        ServicePackage sharing = Packages.good(Packages.reader().read(folder));
        Map<String, @Nullable Object> known = service.known(Packages.asked(answers(5), "p1"), new Registers());

        assertThat(service.limits("apply", known)).extracting(Counted::places).containsExactly("dog-licence:household");
        assertThat(sharing.limits("apply", known))
                .extracting(Counted::places)
                .containsExactly("residents-parking-permit:household");
    }

    @Test
    void the_rules_decide_on_what_is_known_and_counted_and_cite_their_article() {
        Asked asked = Packages.asked(answers(21), "p1");
        Map<String, @Nullable Object> known = service.known(asked, new Registers());

        assertThat(service.determine(asked, known, Map.of("household", 1L)))
                .isInstanceOfSatisfying(Determination.Determined.class, decided -> {
                    assertThat(decided.outcome()).isEqualTo(Determination.Outcome.GRANTED);
                    assertThat(decided.fee()).isEqualTo(2500);
                    assertThat(decided.to()).isEqualTo(LocalDate.of(2027, 5, 4));
                });
        assertThat(service.determine(asked, known, Map.of("household", 2L)))
                .isInstanceOfSatisfying(
                        Determination.Determined.class,
                        decided -> assertThat(decided.reasons())
                                .containsExactly(new Determination.Reason("too_many", "dogs-order:6(1)")));
    }

    @Test
    void a_day_before_any_parameter_is_no_decision_against_anybody() {
        var early = new Asked("apply", Instant.parse("2020-01-01T00:00:00Z"), answers(5), "p1", "", null);

        assertThat(service.determine(early, service.known(early, new Registers()), Map.of()))
                .isInstanceOfSatisfying(
                        Determination.Failed.class,
                        failed -> assertThat(failed.message()).contains("No value is in force for", "2020-01-01"));
    }

    @Test
    void a_fee_that_is_no_amount_fails_before_anything_is_written() {
        for (String fee : List.of("-1", "0.5")) {
            ServicePackage odd = Packages.good(
                    Packages.reader().read(changed("rules.dmn", "else sum(Derivation.amount)", "else " + fee)));
            Asked asked = Packages.asked(answers(5), "p1");

            assertThat(odd.determine(asked, odd.known(asked, new Registers()), Map.of()))
                    .isInstanceOfSatisfying(
                            Determination.Failed.class,
                            failed -> assertThat(failed.message()).startsWith("Fee: " + fee));
        }
    }

    @Test
    void a_kept_evaluation_comes_out_the_same_and_a_tampered_one_does_not() {
        Asked asked = Packages.asked(answers(21), "p1");
        var decided = (Determination.Determined)
                service.determine(asked, service.known(asked, new Registers()), Map.of("household", 0L));

        assertThat(service.recompute(decided.evaluation(), asked.at()).differences())
                .isEmpty();
        assertThat(service.recompute(decided.evaluation(), asked.at()).determined())
                .isEqualTo(decided);
        assertThat(service.recompute(decided.evaluation().replace("2500", "25"), asked.at())
                        .differences())
                .anyMatch(difference -> difference.contains("25, now 2500"));
        assertThat(service.recompute("{}", asked.at()).differences()).hasSize(1);
    }

    @Test
    void other_parameters_in_the_record_than_were_in_force_are_a_difference() {
        Asked asked = Packages.asked(answers(21), "p1");
        var decided = (Determination.Determined)
                service.determine(asked, service.known(asked, new Registers()), Map.of("household", 0L));
        ServicePackage dearer =
                Packages.good(Packages.reader().read(changed("parameters.yaml", "value: 2500", "value: 2600")));

        assertThat(dearer.recompute(decided.evaluation(), asked.at()).differences())
                .anyMatch(difference -> difference.contains("2500, now 2600"));
    }

    private static Map<String, String> changed(String file, String from, String to) {
        var files = new HashMap<>(Packages.dogLicence().files());
        files.compute(file, (_, text) -> String.valueOf(text).replace(from, to));
        return files;
    }
}
