// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.Residents.Resident;

import static org.assertj.core.api.Assertions.assertThat;
import static polity.systems.services.PermitTelling.codes;
import static polity.systems.services.PermitTelling.day;
import static polity.systems.services.PermitTelling.link;
import static polity.systems.services.PermitTelling.pairs;
import static polity.systems.services.PermitTelling.sent;
import static polity.systems.services.PermitTelling.verified;

/** Officials look at what the rules decided or left to them, over HTTP: the applicant asks, the official decides. */
class ReviewJourneyTest {

    private static final String SERVICE = "/services/residents-parking-permit";
    private static final int MOST_LOOKS = 2_000;

    private final Resident resident = Residents.withAccountIn(Residents.zone(3));
    private final Browsing citizen = Browsing.signedIn(Zone.PUBLIC, resident.email());

    @Test
    void what_an_official_grants_after_a_refusal_is_paid_and_then_issued() {
        String elsewhere = Residents.vehicle(UUID.randomUUID(), Map.of("fuel", "petrol", "co2", 120, "euro", 6));
        String refused = sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", elsewhere, "months", "12"));
        assertThat(citizen.get(refused).body()).contains("Refused", "kept by somebody who doesn’t live");
        assertThat(citizen.post(refused + "/review", "grounds", "My mother lent it to me: " + elsewhere)
                        .statusCode())
                .isEqualTo(303);

        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String task = task(hugo, elsewhere);
        assertThat(hugo.post(task, "decision", "change", "explanation", "The mother has written to us.")
                        .statusCode())
                .isEqualTo(303);

        String granted = citizen.get(refused).body();
        assertThat(granted).contains("The mother has written to us.", "£65.00", "is to be paid by", "Pay now");
        String permit = paid(link(granted, "/demonstration/card/[A-Za-z0-9._-]+"));
        assertThat(citizen.get(permit).body()).contains("Issued");
        assertThat(verified(code(permit))).contains("This document is valid");
    }

    @Test
    void what_the_rules_leave_to_an_official_is_on_his_list_and_can_be_refused() {
        String unknown = Residents.vehicle(resident.person(), Map.of("fuel", "petrol"));
        String review = sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", unknown, "months", "12"));
        assertThat(citizen.get(review).body()).contains("With an official");

        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String task = task(hugo, unknown);
        assertThat(hugo.get(task).body())
                .contains(
                        "the rules leave the decision to an official",
                        "It is to be decided by",
                        // What the rules saw: the registers, the articles that open them, and what was counted.
                        "Vehicle register",
                        unknown,
                        "Address register",
                        "1 Test Street",
                        "article 7(2)",
                        "Household: ",
                        "0 entries",
                        // What follows if it is granted: band 6 for twelve months.
                        "If it is granted",
                        "£275.00");
        assertThat(hugo.get("/desk").body()).containsPattern("decisions? waits?\\.");
        String law = link(hugo.get(task).body(), "/desk/law/parking-order/[0-9]+\\?on=[0-9-]+");
        assertThat(hugo.get(law).body()).contains("Parking Permits Order", "/desk/law/parking-order");
        hugo.post(task, "decision", "uphold", "explanation", "No figure could be found.");

        assertThat(citizen.get(review).body()).contains("Refused", "No figure could be found.");
        assertThat(hugo.get("/desk/reviews").body()).doesNotContain(task);
        // What the rules saw stays there to be read.
        assertThat(hugo.get(task).body())
                .contains("This has been decided", "1 Test Street", "Household: ", "0 entries");
    }

    @Test
    void who_keeps_the_vehicle_decides_nothing_about_it() {
        UUID official = DatabaseOwner.ask(
                jdbc -> jdbc.sql("select person from accounts.account where email = 'hugo@demo.example'")
                        .query(UUID.class)
                        .single());
        String his = Residents.vehicle(official, Map.of("fuel", "petrol", "co2", 120, "euro", 6));
        String refused = sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", his, "months", "12"));
        citizen.post(refused + "/review", "grounds", "He lent it to me: " + his);
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String task = task(hugo, his);

        HttpResponse<String> answer = hugo.post(task, "decision", "change", "explanation", "I lent it.");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("It concerns you. Somebody else has to do it.");
        assertThat(citizen.get(refused).body()).contains("With an official");
        Browsing maya = Browsing.signedIn(Zone.DESK, "maya@demo.example");
        assertThat(maya.post(task, "decision", "uphold", "explanation", "It is not kept here.")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_refusal_that_an_official_lets_stand_is_not_told_as_a_new_one() {
        String elsewhere = Residents.vehicle(UUID.randomUUID(), Map.of("fuel", "petrol", "co2", 120, "euro", 6));
        String refused = sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", elsewhere, "months", "12"));
        citizen.post(refused + "/review", "grounds", "My mother lent it to me: " + elsewhere);
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");

        hugo.post(task(hugo, elsewhere), "decision", "uphold", "explanation", "It is not lent.");

        assertThat(until("/messages", page -> page.contains("an official has looked at the decision")))
                .containsOnlyOnce(": Refused");
        assertThat(citizen.get(refused).body()).contains("Refused", "It is not lent.");
    }

    @Test
    void an_official_lets_a_granted_decision_stand_and_says_why() {
        String permit = paid(applied("12"));
        assertThat(citizen.get(permit).body())
                .contains("article 8(3)", "ask an official with the button below", "1 Market Square");
        assertThat(citizen.post(permit + "/review", "grounds", "").statusCode()).isEqualTo(303);
        assertThat(citizen.get(permit).body())
                .contains("Issued", "You asked an official")
                .doesNotContain(permit + "/review");
        for (String nothing : List.of("/review", "/withdraw")) {
            assertThat(Browsing.target(citizen.get(permit + nothing))).isEqualTo(permit);
        }
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String task = task(hugo, number(permit));
        assertThat(hugo.get(task).body())
                .contains("Test Resident asked on", "The decision is taken back")
                .doesNotContain("If it is granted");

        HttpResponse<String> sent =
                hugo.post(task, "decision", "uphold", "explanation", "The band is that of the register.");

        assertThat(hugo.get(Browsing.target(sent)).body())
                .contains("Your decision has been recorded", "The band is that of the register.");
        assertThat(citizen.get(permit).body())
                .contains("Issued", "The band is that of the register.", "An official confirmed the decision");
        assertThat(verified(code(permit))).contains("This document is valid");
        assertThat(until("/messages", page -> page.contains("an official has looked at the decision")))
                .isNotEmpty();
    }

    @Test
    void a_granted_decision_that_an_official_takes_back_ends_and_all_that_was_paid_is_paid_back() {
        String permit = paid(applied("12"));
        String code = code(permit);
        String begin = Browsing.target(citizen.get(permit + "/surrender"));
        String draft = Browsing.target(
                citizen.post(PermitTelling.action(citizen.get(begin).body()), "procedure", "surrender"));
        String check = Browsing.target(citizen.post(
                Browsing.target(citizen.get(draft)),
                pairs(day("last_day", LocalDate.now(ZoneId.of("Europe/London"))))));
        citizen.post(permit + "/review", "grounds", "I wanted three months.");
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String task = task(hugo, "I wanted three months.");

        assertThat(hugo.post(task, "decision", "change", "explanation", "It was a slip of the pen.")
                        .statusCode())
                .isEqualTo(303);

        assertThat(until(permit, page -> page.contains("Money was refunded")))
                .contains("£65.00 is paid back", "It was a slip of the pen.", "Ended")
                .doesNotContain("Renew the permit");
        assertThat(verified(code)).contains("was revoked on");
        assertThat(citizen.get(SERVICE + "/held").body()).doesNotContain(resident.registration());
        assertThat(Browsing.target(citizen.post(check)))
                .as("what was begun before says why it can't be sent")
                .isEqualTo(check);
        assertThat(citizen.get(check).body()).contains("This can’t be done", "It was brought to an end");
    }

    private String applied(String months) {
        return sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", resident.registration(), "months", months));
    }

    /** Pays on the card page and returns the case once the payment has arrived. */
    private String paid(String card) {
        String permit = Browsing.target(citizen.post(card, "card", "pays")).replaceAll("\\?.*", "");
        until(permit, page -> page.contains(">Paid<"));
        return permit;
    }

    private String code(String permit) {
        return codes(until(permit, page -> page.contains("/documents/")));
    }

    /** The reference, which stands above the heading. */
    private String number(String permit) {
        return link(citizen.get(permit).body(), "(?<=govuk-caption-l\">)[^<]+");
    }

    /** The page once it says so: background work follows the commit by a moment. */
    private String until(String path, Predicate<String> says) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            String page = citizen.get(path).body();
            if (says.test(page)) {
                return page;
            }
            Residents.run("sample-card-webhooks");
            Residents.run("payment-refunds");
        }
        throw new AssertionError(path + " never said so: " + citizen.get(path).body());
    }

    /** The review that is about this. */
    private static String task(Browsing official, String about) {
        Matcher tasks = Pattern.compile("/desk/reviews/[0-9a-f-]{36}")
                .matcher(official.get("/desk/reviews").body());
        while (tasks.find()) {
            if (official.get(tasks.group()).body().contains(about)) {
                return tasks.group();
            }
        }
        throw new AssertionError("No review is about " + about);
    }
}
