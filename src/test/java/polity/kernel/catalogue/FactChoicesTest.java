// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.node.Problem;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** Choices that are taken from a fact: it must be a list, and its entries must have what is chosen and read. */
class FactChoicesTest {

    @TempDir
    private Path folder;

    private List<String> choosing(String choices) {
        Packages.copy(Path.of("src/test/resources/packages/stall-days"), folder);
        Packages.edit(
                folder.resolve("form.yaml"), "{of: facts.cars, value: registration, label: registration}", choices);
        return Packages.reader().read(folder) instanceof PackageReader.Read.Refused(var problems)
                ? problems.stream().map(Problem::toString).toList()
                : List.of();
    }

    @Test
    void choices_of_a_fact_that_is_no_list_or_of_what_its_entries_have_not_are_refused() {
        assertThat(choosing("{of: facts.cars, value: id, label: registration}")).isEmpty();
        assertThat(choosing("{of: facts.residence, value: zone, label: zone}"))
                .containsExactly("form.yaml:7: \"facts.residence\" is no fact with \"all: true\" in service.yaml");
        assertThat(choosing("{of: facts.vans, value: zone, label: zone}"))
                .containsExactly("form.yaml:7: \"facts.vans\" is no fact with \"all: true\" in service.yaml");
        assertThat(choosing("{of: facts.cars, value: number, label: colour}"))
                .containsExactlyInAnyOrder(
                        "form.yaml:7: the register of \"facts.cars\" has no field \"number\"",
                        "form.yaml:7: the register of \"facts.cars\" has no field \"colour\"");
    }

    @Test
    void choices_of_what_registers_have_in_a_form_of_officials_are_refused() {
        choosing("{of: facts.cars, value: id, label: registration}");
        Packages.edit(folder.resolve("service.yaml"), "opens: anyone", "opens: official");

        assertThat(Packages.reader().read(folder))
                .isInstanceOfSatisfying(
                        PackageReader.Read.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains("form.yaml:7: an official answers this, for whom no facts are looked up"));
    }
}
