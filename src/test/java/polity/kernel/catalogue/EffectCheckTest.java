// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.node.Problem;
import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** What the effects of a procedure are refused for that depend on a condition. */
class EffectCheckTest {

    private static final String REGISTER = "        - do: register\n";
    private static final String DOCUMENT = "{do: document, ";

    @TempDir
    private Path folder;

    private List<String> problems(String of, String into) {
        Packages.copy(Packages.DOG_LICENCE, folder);
        Packages.edit(folder.resolve("service.yaml"), of, into);
        return Packages.reader().read(folder) instanceof PackageReader.Read.Refused(var problems)
                ? problems.stream().map(Problem::toString).toList()
                : List.of();
    }

    @Test
    void a_condition_names_only_what_there_is() {
        assertThat(problems("- {do: end, ", "- {do: end, when: decision.granted, "))
                .singleElement()
                .asString()
                .startsWith("service.yaml:50: there is no \"decision.granted\"");
    }

    @Test
    void a_document_of_an_entry_that_may_not_be_made_is_refused_unless_it_depends_on_the_same() {
        String when = REGISTER + "          when: decision.fee > 0\n";

        assertThat(problems(REGISTER, when))
                .containsExactly("service.yaml:44: a document certifies an entry: before it stands no \"do: register\""
                        + " that happens whenever this does");
        Packages.edit(folder.resolve("service.yaml"), DOCUMENT, DOCUMENT + "when: decision.fee > 0, ");
        assertThat(Packages.reader().read(folder)).isInstanceOf(PackageReader.Read.Good.class);
    }

    @Test
    void the_entry_of_a_case_is_always_of_one_register() {
        assertThat(problems(REGISTER, """
                        - {do: register, register: concessions, when: decision.fee = 0, from: on, entry: {}}
                """ + REGISTER))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("service.yaml:35: this may be the entry of the case, or the one before it"));
    }

    @Test
    void entries_beside_that_of_the_procedure_are_found_by_a_declared_look_up_only() {
        assertThat(problems(
                        "- {do: end, ",
                        "- {do: amend, register: permits, entry: {}, where: {months: '1'}}\n        - {do: end, "))
                .singleElement()
                .asString()
                .startsWith("service.yaml:50: the register \"permits\" isn't looked up by months");
    }

    @Test
    void entries_beside_that_of_the_procedure_are_named_whole() {
        assertThat(problems("- {do: end, ", "- {do: amend, register: permits, entry: {}}\n        - {do: end, "))
                .singleElement()
                .asString()
                .startsWith("service.yaml:50: other entries are amended by \"register\" and \"where\" together");
    }
}
