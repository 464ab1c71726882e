// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import polity.kernel.accounts.Accounts;
import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Manner;
import polity.testing.OfferedPackage;
import polity.testing.Resident;
import polity.testing.RunningPolity;
import polity.testing.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** A choice of what registers have, and a time of day, in a real browser. */
class StallDaysJourneyTest {

    @BeforeAll
    static void offer() {
        OfferedPackage.offer("stall-days");
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYBOARD", "WITHOUT_SCRIPT"})
    void an_applicant_chooses_one_of_his_cars_and_writes_a_time_as_he_likes(Manner manner) {
        boolean english = manner.language().equals("en");
        Resident resident = Resident.settle(manner.language());
        try (var citizen = new Visit(manner, Zone.PUBLIC)) {
            citizen.go("/sign-in").signIn(resident.email());
            citizen.go("/services/stall-days").next();
            citizen.next().wrong("car");
            citizen.choose("car", resident.registration()).next();
            citizen.fill("days", "2").fill("more", "0").next();
            start(citizen, LocalDate.now(ZoneId.of("Europe/London")).plusDays(30), english)
                    .next();
            assertThat(citizen.text()).contains(english ? "For example, 18:30" : "例如 18:30");
            citizen.fill("opens", "six").next().wrong("opens");
            assertThat(citizen.text()).contains(english ? "Enter a time, like 18:30 or 6:30pm" : "请输入时间，例如 18:30");
            assertThat(citizen.page().inputValue("#opens")).isEqualTo("six");
            citizen.fill("opens", english ? "6:30pm" : "１８：３０").next();

            assertThat(citizen.path()).endsWith("/check");
            assertThat(citizen.text()).contains(resident.registration(), "18:30");
            citizen.press("main a[href$='/opens']");
            assertThat(citizen.page().inputValue("#opens")).isEqualTo("18:30");
            citizen.next().next();
            citizen.go("/cases").press("main a[href^='/cases/']");
            assertThat(citizen.text()).contains(resident.registration(), "18:30");
        }
    }

    @Test
    void who_has_nothing_to_choose_from_is_told_what_to_do() {
        String email = "no-car-" + UUID.randomUUID() + "@journeys.example";
        assertThat(Zone.JOBS.call(() -> RunningPolity.part(Accounts.class)
                        .vouch("Test Walker", email, "en", Browsing.PASSWORD, "a test")))
                .isPresent();
        try (var citizen = new Visit(Manner.ENGLISH, Zone.PUBLIC)) {
            citizen.go("/sign-in").signIn(email);
            citizen.go("/services/stall-days").next();

            assertThat(citizen.text())
                    .contains("There is nothing to choose from. Go back and change what you entered before.");
            assertThat(citizen.page().locator("input[name=car]").count()).isZero();
        }
    }

    private static Visit start(Visit citizen, LocalDate day, boolean english) {
        // In the order in which the language writes them, for whoever goes by the Tab key.
        if (!english) {
            citizen.fill("start-year", Integer.toString(day.getYear()));
        }
        citizen.fill("start-day", Integer.toString(day.getDayOfMonth()));
        citizen.fill("start-month", Integer.toString(day.getMonthValue()));
        return english ? citizen.fill("start-year", Integer.toString(day.getYear())) : citizen;
    }
}
