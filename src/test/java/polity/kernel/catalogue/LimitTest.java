// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a limit adds up, how much is taken and whose places it gives out. */
class LimitTest {

    private static final FactSource RESIDENT = (lookUps, _) -> lookUps.stream()
            .map(_ -> List.of(Map.<String, @Nullable Object>of("household", "h1")))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void a_limit_adds_up_a_field_says_how_much_is_taken_and_gives_out_the_places_of_another() {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "limits:\n  household:\n", """
                limits:
                  again:
                    as: household
                    key: '"h2"'
                    register: permits
                    where: {holder: applicant.person}
                  household:
                    of: other-dogs
                    sum: months
                    takes: answers.weight / 2
                """);
        Packages.edit(folder.resolve("service.yaml"), "limits: [household]", "limits: [household, again]");
        ServicePackage service = Packages.good(Packages.reader().read(folder));
        Map<String, @Nullable Object> known =
                service.known(Packages.asked(new HashMap<>(Map.of("weight", 5L)), "p1"), RESIDENT);
        Map<String, @Nullable Object> unknown = service.known(Packages.asked(new HashMap<>(), "p1"), RESIDENT);

        assertThat(service.limits("apply", known))
                .extracting(Counted::limit, Counted::places, Counted::key, Counted::sum, Counted::takes)
                .containsExactly(
                        tuple("household", "other-dogs:household", "h1", "months", 3L),
                        tuple("again", "other-dogs:household", "h2", null, 1L));
        assertThat(service.limits("apply", unknown).getFirst().takes()).isEqualTo(1);
    }

    private void refusedLimit(String lines, String reason) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), "limits:\n  household:\n", "limits:\n  household:\n" + lines);

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .startsWith("service.yaml:23: ")
                                .contains(reason));
    }

    @Test
    void a_limit_that_adds_up_what_is_no_number_is_refused() {
        refusedLimit("    sum: household\n", "no field \"household\" of type integer");
    }

    @Test
    void a_limit_that_adds_up_what_others_keep_is_refused() {
        refusedLimit(
                "    sum: co2\n    key: facts.residence.household\n    register: vehicles\n"
                        + "    where: {keeper: applicant.person}\n  other:\n",
                "only entries that they give are added up");
    }

    @Test
    void a_limit_that_takes_what_is_not_asked_is_refused() {
        refusedLimit("    takes: answers.days\n", "there is no \"answers.days\"");
    }

    @Test
    void a_limit_that_gives_out_the_places_of_none_is_refused() {
        refusedLimit("    as: housold\n", "names another limit of this package");
        refusedLimit("    as: household\n", "names another limit of this package");
    }
}
