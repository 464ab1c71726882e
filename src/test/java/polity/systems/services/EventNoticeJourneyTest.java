// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import polity.kernel.node.Zone;
import polity.testing.Manner;
import polity.testing.Resident;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** A notice of an event goes from its premises user to the police, to environmental health and to the committee. */
class EventNoticeJourneyTest {

    private static final ZoneId PLACE = ZoneId.of("Europe/London");
    private static final String CASE = "main a[href^='/cases/']";

    private final LocalDate today = LocalDate.now(PLACE);

    @ParameterizedTest
    @EnumSource(names = {"KEYBOARD", "WITHOUT_SCRIPT"})
    void an_objection_leads_to_a_hearing_and_a_counter_notice_which_the_premises_user_reads(Manner manner) {
        boolean english = manner.language().equals("en");
        Resident resident = Resident.settle(manner.language());
        try (var citizen = new Visit(manner, Zone.PUBLIC)) {
            citizen.go("/sign-in").signIn(resident.email());
            String reference = noticed(citizen, today.plusDays(english ? 60 : 61), english);
            assertThat(citizen.text()).contains(english ? "What happens next" : "下一步");
            assertThat(citizen.text()).contains(english ? "The police may object" : "警方可以提出反对");

            try (var police = new Visit(Manner.KEYBOARD, Zone.DESK)) {
                police.go("/desk").signIn("connie@demo.example").press("nav a[href='/desk/tasks']");
                open(police, reference);
                assertThat(police.text()).contains("Your time ends with", "How this time is counted", "Test fair");
                police.next().wrong("objects");
                police.choose("objects", "yes").next().wrong("objectives");
                police.tick("objectives", "nuisance").fill("grounds", "It is too loud.");
                police.next();
                assertThat(police.text()).contains("Sent", "The case goes on");
            }
            try (var health = new Visit(Manner.KEYBOARD, Zone.DESK)) {
                health.go("/desk").signIn("ned@demo.example").press("nav a[href='/desk/tasks']");
                open(health, reference);
                health.choose("objects", "no").next();
            }
            try (var committee = new Visit(Manner.KEYBOARD, Zone.DESK)) {
                committee.go("/desk").signIn("cora@demo.example").press("nav a[href='/desk/tasks']");
                open(committee, reference);
                assertThat(committee.text()).contains("It is too loud.");
                committee
                        .choose("held", "heard")
                        .choose("decision", "counter")
                        .fill("reasons", "The square is among homes.");
                committee.next();
                assertThat(committee.text()).contains("Sent");
            }

            citizen.go("/cases").press("main tbody tr:nth-child(2) a");
            assertThat(citizen.text())
                    .contains(english ? "Stopped" : "已被阻止", "The square is among homes.")
                    .contains(english ? "The police have answered" : "警方已答复");
        }
    }

    @Test
    void a_notice_to_which_nobody_objects_stands_on_a_phone() {
        Resident resident = Resident.settle("en");
        try (var citizen = new Visit(Manner.NARROW, Zone.PUBLIC);
                var desk = new Visit(Manner.NARROW, Zone.DESK)) {
            citizen.go("/sign-in").signIn(resident.email());
            String reference = noticed(citizen, today.plusDays(62), true);
            desk.go("/desk").signIn("connie@demo.example").go("/desk/tasks");
            open(desk, reference);
            desk.choose("objects", "no").next();
            assertThat(desk.text()).contains("Sent");

            citizen.go("/cases").press(CASE);
            assertThat(citizen.text()).contains("Acknowledged", "The police have answered");
            assertThat(citizen.text()).contains("Environmental health may object");
        }
    }

    /** Gives notice, pays and returns the reference once the case waits for others. */
    private static String noticed(Visit citizen, LocalDate day, boolean english) {
        citizen.go("/services/temporary-event-notice").next();
        date(citizen, "birth", LocalDate.of(1980, 5, 5), english).next();
        citizen.choose("licence", "no").next();
        date(citizen, "start", day, english).fill("start_time", "18:00").next();
        date(citizen, "end", day, english)
                .fill("end_time", english ? "11pm" : "23:00")
                .next();
        citizen.fill("postcode", "NB1 1AA").next();
        citizen.choose("place", "P-001").next();
        citizen.next();
        citizen.fill("nature", "Test fair").next();
        citizen.fill("people", "120").next();
        citizen.tick("activities", "entertainment").next();
        citizen.fill("hours", "18:00 to 23:00").next();
        citizen.choose("adult_entertainment", "no").next();
        citizen.choose("others", "no").next();
        assertThat(citizen.path()).endsWith("/check");
        citizen.next();
        citizen.choose("card", "pays").next();
        citizen.await(".polity-timeline__event--current");
        return citizen.reference();
    }

    /** In the order in which the language writes them, for whoever goes by the Tab key. */
    private static Visit date(Visit citizen, String id, LocalDate day, boolean english) {
        if (!english) {
            citizen.fill(id + "-year", Integer.toString(day.getYear()));
        }
        citizen.fill(id + "-day", Integer.toString(day.getDayOfMonth()));
        citizen.fill(id + "-month", Integer.toString(day.getMonthValue()));
        return english ? citizen.fill(id + "-year", Integer.toString(day.getYear())) : citizen;
    }

    /** Opens the task about the case. */
    private static void open(Visit official, String reference) {
        String row = "main tr:has-text('%s') a".formatted(reference);
        official.press("a[href='%s']".formatted(official.page().getAttribute(row, "href")));
    }
}
