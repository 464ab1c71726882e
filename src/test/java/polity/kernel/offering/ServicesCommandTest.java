// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.testing.Packages;

import static org.assertj.core.api.Assertions.assertThat;

/** The command, as somebody types it. */
class ServicesCommandTest {

    private static final String DOG_LICENCE = Packages.DOG_LICENCE.toString();

    @TempDir
    private Path temporary;

    private final List<String> said = new ArrayList<>();

    private int run(String... arguments) {
        return ServicesCommand.run(List.of(arguments), Map.of("POLITY_TIMEZONE", "Europe/London"), said::add);
    }

    @Test
    void a_package_in_order_is_checked_and_its_mistakes_are_noticed() {
        assertThat(run("check", DOG_LICENCE)).isZero();

        assertThat(said)
                .anyMatch(line -> line.contains("examples: 6 of 6 come out as expected"))
                .anyMatch(line -> line.matches(".*mistakes: \\d+ of \\d+ noticed, 9\\d.*"));
    }

    @Test
    void somebody_else_s_examples_are_run_and_not_mutated_unless_asked() throws IOException {
        Path examples = temporary.resolve("theirs.yaml");
        Files.writeString(examples, """
                - name: theirs
                  at: 2026-05-04T10:15:00+01:00
                  answers: {name: Rex, weight: 5}
                  expect: {outcome: granted}
                """);

        assertThat(run("check", DOG_LICENCE, "--examples", examples.toString())).isEqualTo(1);
        assertThat(said)
                .anyMatch(line -> line.endsWith("theirs.yaml:4: \"theirs\": outcome: expected granted, found refused"))
                .noneMatch(line -> line.contains("mistakes"));

        Packages.edit(examples, "granted", "refused");
        said.clear();
        assertThat(run("check", DOG_LICENCE, "--examples", examples.toString())).isZero();
        assertThat(run("check", DOG_LICENCE, "--examples", examples.toString(), "--mutate"))
                .isEqualTo(1);
        assertThat(said).anyMatch(line -> line.contains("no example notices these"));
    }

    @Test
    void a_refused_package_is_said_with_file_and_line() {
        Packages.copy(Packages.DOG_LICENCE, temporary);
        Packages.edit(temporary.resolve("service.yaml"), "unit: animals", "owner: animals");

        assertThat(run("check", temporary.toString())).isEqualTo(1);
        assertThat(said).anyMatch(line -> line.contains("service.yaml:4: \"owner\" is not known here"));
    }

    @Test
    void what_it_cannot_do_it_says() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("check", "--faster")).isEqualTo(2);
        assertThat(run("check", DOG_LICENCE, "--examples")).isEqualTo(2);
        assertThat(run("check", temporary.resolve("nothing").toString())).isEqualTo(1);
        assertThat(run("check", DOG_LICENCE, "--examples", "nothing.yaml")).isEqualTo(1);
    }
}
