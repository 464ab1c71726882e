// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What time brings for a permit: its holder is reminded once, and told once that it has ended. */
class RemindersTest {

    private static final int MOST_LOOKS = 500;

    private final Cases cases = RunningPolity.part(Cases.class);
    private final Resident resident = Residents.withAccountIn(Residents.zone(1));

    @Test
    void a_holder_is_reminded_once_before_a_permit_ends_and_told_once_when_it_has() {
        CaseView permit = granted();
        assertThat(planned(permit)).containsExactly("end", "remind");

        due(permit, "remind");
        assertThat(until("Your parking permit ends on")).hasSize(1);
        assertThat(planned(permit)).containsExactly("end");
        assertThat(status(permit)).isEqualTo("issued");

        due(permit, "end");
        assertThat(until("Parking permit for residents: Ended")).hasSize(1);
        assertThat(status(permit)).isEqualTo("ended");
        assertThat(planned(permit)).isEmpty();
        assertThat(subjects().stream().distinct()).hasSameSizeAs(subjects());
    }

    @Test
    void who_has_given_a_permit_back_is_reminded_of_nothing() {
        CaseView permit = granted();
        UUID entry = java.util.Objects.requireNonNull(permit.entry());
        String today =
                java.time.LocalDate.now(java.time.ZoneId.of("Europe/London")).toString();

        submitted("surrender", Map.of("last_day", today), entry);

        assertThat(planned(permit)).containsExactly("end");
    }

    private CaseView granted() {
        String electric = Residents.vehicle(resident.person(), Map.of("fuel", "electric", "co2", 0));
        return submitted(
                "apply",
                Map.of(
                        "product",
                        "resident",
                        "registration",
                        electric,
                        "months",
                        "12",
                        "start",
                        java.time.LocalDate.now(java.time.ZoneId.of("Europe/London"))
                                .toString()),
                null);
    }

    private CaseView submitted(
            String procedure, Map<String, Object> answers, @org.jspecify.annotations.Nullable UUID entry) {
        Received received = Zone.PUBLIC.call(() -> cases.submit(new Submission(
                "residents-parking-permit",
                procedure,
                resident.person(),
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                Map.copyOf(answers),
                entry)));
        assertThat(received).isInstanceOf(Received.Case.class);
        return seen(((Received.Case) received).id());
    }

    private CaseView seen(CaseId id) {
        return Zone.PUBLIC.call(() -> cases.find(resident.person(), id).orElseThrow());
    }

    private String status(CaseView permit) {
        return seen(permit.id()).status();
    }

    /** Lets the time come for what is planned. */
    private static void due(CaseView permit, String kind) {
        DatabaseOwner.change(
                "update cases.agenda set due = now() where entry = ? and kind = ?",
                java.util.Objects.requireNonNull(permit.entry()),
                kind);
        Residents.run("case-agenda");
    }

    private static List<String> planned(CaseView permit) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select kind from cases.agenda where entry = ? order by kind")
                .param(permit.entry())
                .query(String.class)
                .list());
    }

    private List<String> until(String beginning) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<String> found = subjects().stream()
                    .filter(subject -> subject.startsWith(beginning))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
            Residents.run("deliveries");
        }
        return List.of();
    }

    private List<String> subjects() {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select subject from notification.message where person = ?")
                .param(resident.person())
                .query(String.class)
                .list());
    }
}
