// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.payment.PaymentSubject.Answer;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;
import polity.testing.Packages;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What a decision does where it makes several entries, or depends on a condition. */
class SeveralEntriesTest extends EntryActs {

    private final Effects effects = RunningPolity.part(Effects.class);

    @TempDir
    private Path folder;

    /** Parking permits whose cases, once granted, do this. */
    private ServicePackage parking(String procedure, String granted) {
        Packages.copy(Path.of("services/residents-parking-permit"), folder);
        Path file = folder.resolve("service.yaml");
        String text = current().file("service.yaml").orElseThrow();
        int at = text.indexOf("granted:\n", text.indexOf("\n  " + procedure + ":")) + "granted:\n".length();
        String old = text.substring(at)
                .lines()
                .takeWhile(line -> line.startsWith("        "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Packages.edit(file, old, granted.indent(8));
        return Packages.good(Packages.reader().read(folder));
    }

    private static ServicePackage current() {
        return RunningPolity.part(Catalogue.class)
                .current("residents-parking-permit")
                .orElseThrow();
    }

    private static String register(String when, int days, String suffix) {
        return """
                - {do: register, register: permits, when: '%s', from: on, to: 'on + duration("P%dD")',
                         entry: {number: 'case.reference + "-%s"', product: '"visitor"', holder: applicant.person}}
                """.formatted(when, days, suffix);
    }

    private Matter taken(Matter matter, ServicePackage service) {
        Determination.Determined made = decided(matter);
        return Zone.PUBLIC.call(() -> transactions.write(
                Context.of(resident.person(), "test"), () -> effects.take(matter, service, made, Instant.now())));
    }

    private List<RegisterEntry> numbered(String number) {
        return Zone.JOBS.call(() -> transactions.write(
                Context.visitor("test"),
                () -> RunningPolity.part(Registers.class)
                        .find("permits", Map.of("number", number), Instant.now(), 9, "test")));
    }

    private Matter applied() {
        return done(new Submission(
                "residents-parking-permit",
                "apply",
                resident.person(),
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                application(resident),
                null));
    }

    @Test
    void the_first_entry_that_is_made_is_that_of_the_case() {
        Matter matter = applied();
        ServicePackage service = parking(
                "apply",
                register("decision.fee = 0", 10, "free")
                        + register("decision.fee > 0", 20, "first")
                        + register("answers.product = \"resident\"", 30, "second")
                        + register("answers.days = 1", 40, "never"));

        UUID entry = Objects.requireNonNull(taken(matter, service).entry());

        assertThat(entry(entry).data()).containsEntry("number", matter.reference() + "-first");
        assertThat(numbered(matter.reference() + "-second")).hasSize(1);
        assertThat(numbered(matter.reference() + "-free")).isEmpty();
        assertThat(numbered(matter.reference() + "-never")).isEmpty();
    }

    @Test
    void a_case_keeps_the_entry_that_it_works_on_where_no_new_one_is_made() {
        UUID permit = permit();
        Matter change = changing(permit);
        String amend = "- {do: amend, when: decision.fee = 0, entry: {masked: '\"X\"'}}\n";

        Matter kept = taken(change, parking("change-vehicle", amend + register("decision.fee = 0", 10, "renewed")));

        assertThat(kept.entry()).isEqualTo(permit);
        assertThat(entry(permit).data()).doesNotContainEntry("masked", "X");
    }

    @Test
    void entries_beside_that_of_the_case_change_with_it() {
        UUID permit = permit();
        Matter change = changing(permit);
        String amend = "- {do: amend, register: permits, where: {number: entry.number}, entry: {masked: '\"X\"'}}\n";

        taken(change, parking("change-vehicle", amend));

        assertThat(entry(permit).data()).containsEntry("masked", "X");
    }

    @Test
    void a_new_entry_takes_the_place_of_the_one_that_the_case_worked_on() {
        UUID permit = permit();
        Matter change = changing(permit);

        Matter renewed = taken(
                change, parking("change-vehicle", register("true", 10, "renewed") + register("true", 20, "beside")));

        assertThat(entry(Objects.requireNonNull(renewed.entry())).data())
                .containsEntry("number", change.reference() + "-renewed");
    }

    @Test
    void what_made_several_entries_can_not_be_taken_back_by_ending_one() {
        Matter matter = applied();
        assertThat(paid(matter)).isEqualTo(Answer.KEEP);
        Matter issued = now(matter.id());
        ServicePackage two = parking("apply", register("true", 20, "first") + register("true", 30, "second"));

        assertThat(revocable(issued, current())).isTrue();
        assertThat(revocable(issued, two)).isFalse();
    }

    private boolean revocable(Matter matter, ServicePackage service) {
        return Zone.DESK.call(() -> transactions.write(
                Context.of(resident.person(), "test"), () -> effects.revocable(matter, service, Instant.now())));
    }
}
