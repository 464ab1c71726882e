// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.DatabaseOwner;
import polity.testing.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole public service over HTTP, without script: as a citizen, a stranger and an official. */
class ParkingPermitJourneyTest {

    private static final String SERVICE = "/services/residents-parking-permit";

    @Test
    void of_a_visitor_nothing_is_judged_that_rests_on_who_he_is_and_his_answers_wait_until_he_has_signed_in() {
        var visitor = new Browsing(Zone.PUBLIC);

        String guests = forGuests(visitor);
        String page = visitor.get(guests).body();

        assertThat(page)
                .contains("B-MW 1234", "The decision rests on what registers know about you", "Sign in and continue")
                .doesNotContain("eligible", "What the rules say");
        assertThat(visitor.get(SERVICE).body()).contains("To apply you sign in or create one.");
        assertThat(Browsing.target(visitor.post(guests))).startsWith("/sign-in?back=");
    }

    @Test
    void a_visitor_learns_nothing_of_a_vehicle_by_typing_its_number() {
        Resident keeper = Resident.settle("en");
        var visitor = new Browsing(Zone.PUBLIC);
        String vehicle = Browsing.target(visitor.post(begin(visitor), "product", "resident"));

        assertThat(Browsing.target(visitor.get(vehicle))).startsWith("/sign-in?back=");
        for (String number : List.of(keeper.registration(), "AB12CDE", "NB71FLT")) {
            assertThat(Browsing.target(visitor.post(vehicle, "registration", number)))
                    .startsWith("/sign-in?back=");
        }
        visitor.get(vehicle.replace("/vehicle", "/months"));
        visitor.get(vehicle.replace("/vehicle", "/check"));

        assertThat(looksAt(keeper)).isZero();
    }

    @Test
    void what_registers_know_is_shown_with_its_source_to_whom_it_is_about_and_to_no_visitor() {
        Resident resident = Resident.settle("en");
        var citizen = Browsing.signedIn(Zone.PUBLIC, resident.email());
        String product = begin(citizen);

        assertThat(citizen.get(product).body())
                .contains("What we already know", "Address register", "Test Street", "article 7(1)")
                .doesNotContain("Vehicle register");
        assertThat(citizen.get(answered(citizen, resident.registration())).body())
                .contains("Address register", "Test Street", "Vehicle register", "Alder blue", "Petrol", "article 7(2)")
                .containsPattern("Valid from [^<]+ to the end of [^<]+\\.");

        var visitor = new Browsing(Zone.PUBLIC);
        assertThat(visitor.get(begin(visitor)).body()).doesNotContain("What we already know");
        assertThat(visitor.get(forGuests(visitor)).body()).doesNotContain("What we already know");
    }

    @Test
    void a_visitor_who_says_what_registers_would_tell_learns_the_outcome_and_how_the_fee_comes_about() {
        var visitor = new Browsing(Zone.PUBLIC);
        assertThat(visitor.get(SERVICE).body()).contains("Check whether you can get one");

        assertThat(learnt(visitor, Map.of("zone", "A", "fuel", "diesel", "co2", "151", "euro_6", "no")))
                .contains(
                        "You are eligible, going by what you told us",
                        "£143.00",
                        "Surcharge",
                        "article 11(2)",
                        "£218.00",
                        "what you told us");
        assertThat(learnt(visitor, Map.of("zone", "A", "fuel", "petrol", "co2", "120", "heavy", "yes")))
                .contains("You are not eligible", "heavier than 3,500 kg");
        assertThat(learnt(visitor, Map.of("zone", "A", "fuel", "petrol", "keeper", "other")))
                .contains("kept by somebody who doesn’t live");
        Browsing clara = Browsing.signedIn(Zone.PUBLIC, "clara@demo.example");
        String known = Browsing.target(clara.post(SERVICE + "/drafts", "procedure", "eligibility"));
        clara.post(Browsing.target(clara.get(known)), "product", "resident");
        assertThat(Browsing.target(clara.get(known)))
                .as("who is known is asked less")
                .endsWith("/vehicle");
    }

    @Test
    void who_lives_in_no_zone_learns_it_after_two_questions() {
        var visitor = new Browsing(Zone.PUBLIC);
        String product = Browsing.target(
                visitor.get(Browsing.target(visitor.post(SERVICE + "/drafts", "procedure", "eligibility"))));
        String zone = Browsing.target(visitor.post(product, "product", "resident"));

        String check = Browsing.target(visitor.post(zone, "zone", "none"));

        assertThat(check).endsWith("/check");
        assertThat(visitor.get(check).body()).contains("You are not eligible", "doesn’t lie in a parking zone");
    }

    @Test
    void what_a_visitor_has_said_to_learn_the_outcome_is_not_asked_again_when_he_applies() {
        var visitor = new Browsing(Zone.PUBLIC);
        String learnt = learnt(visitor, Map.of("zone", "A", "fuel", "petrol", "months", "3"));

        String drafts = link(learnt, SERVICE + "/drafts\\?from=[0-9a-f-]{36}");
        String next = Browsing.target(visitor.get(Browsing.target(visitor.post(drafts, "procedure", "apply"))));

        assertThat(next).endsWith("/vehicle");
        visitor.signIn("clara@demo.example", Browsing.PASSWORD);
        next = Browsing.target(visitor.post(next, "registration", "NB21CAR"));
        assertThat(next).endsWith("/start");
        assertThat(visitor.get(Browsing.target(
                                visitor.post(next, answers(visitor.get(next).body()))))
                        .body())
                .contains("3 months");
        var other = new Browsing(Zone.PUBLIC);
        assertThat(other.post(drafts, "procedure", "apply").statusCode()).isEqualTo(410);
    }

    @Test
    void what_is_begun_and_not_sent_is_listed_until_it_is() {
        Resident resident = Resident.settle("en");
        var citizen = Browsing.signedIn(Zone.PUBLIC, resident.email());
        String untouched = begin(citizen);
        assertThat(citizen.get("/cases").body()).contains("You have no cases yet");

        String check = answered(citizen, resident.registration());
        String draft = check.replace("/check", "");
        for (int looked = 0; looked < 20; looked++) {
            citizen.post(SERVICE + "/drafts", "procedure", "apply");
        }

        assertThat(citizen.get("/cases").body())
                .contains("Not sent yet", "Continue: Parking permit for residents", "href=\"" + draft + "\"")
                .doesNotContain(untouched.substring(0, untouched.lastIndexOf('/')));
        assertThat(Browsing.target(citizen.get(draft))).isEqualTo(check);
        citizen.post(check);
        assertThat(citizen.get("/cases").body()).doesNotContain("Not sent yet", draft);
    }

    /** What a visitor learns who gives these answers, and otherwise those that stand in nobody's way. */
    private static String learnt(Browsing visitor, Map<String, String> answers) {
        String next = Browsing.target(visitor.post(SERVICE + "/drafts", "procedure", "eligibility"));
        next = Browsing.target(visitor.get(next));
        for (int page = 0; page < 10 && !next.endsWith("/check"); page++) {
            Map<String, String> fields = Fields.of(visitor.get(next).body());
            fields.remove("concessions");
            fields.replaceAll((name, proposed) -> answers.getOrDefault(
                    name,
                    switch (name) {
                        case "heavy", "euro_6" -> "no";
                        case "months" -> "12";
                        default -> proposed;
                    }));
            next = Browsing.target(visitor.post(
                    next,
                    fields.entrySet().stream()
                            .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                            .toArray(String[]::new)));
        }
        return visitor.get(next).body();
    }

    @Test
    void a_permit_without_a_fee_is_issued_in_the_same_second_and_stands_in_the_case() {
        Browsing clara = Browsing.signedIn(Zone.PUBLIC, "clara@demo.example");
        String check = answered(clara, "NB68EVE");

        HttpResponse<String> sent = clara.post(check);
        HttpResponse<String> again = clara.post(check);

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(Browsing.target(again)).isEqualTo(Browsing.target(sent));
        assertThat(clara.get(Browsing.target(sent)).body())
                .contains("Issued", "Decided automatically by published rules", "£0.00");
        Browsing omar = Browsing.signedIn(Zone.PUBLIC, "omar@demo.example");
        assertThat(omar.get(Browsing.target(sent)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_refusal_cites_the_law_and_an_official_looks_at_it_when_asked() {
        Browsing dana = Browsing.signedIn(Zone.PUBLIC, "dana@demo.example");
        String refused = Browsing.target(dana.post(answered(dana, "NB17TWO")));
        assertThat(dana.get(refused).body())
                .contains("Refused", "Parking Permits Order, article 5(1)", "Ask an official");

        assertThat(dana.post(refused + "/review", "grounds", "One car was sold").statusCode())
                .isEqualTo(303);
        assertThat(dana.get(refused).body()).contains("You asked an official");

        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        // Other tests leave tasks there, too.
        String reference = link(dana.get(refused).body(), "(?<=govuk-caption-l\">)[^<]+");
        String task =
                link(hugo.get("/desk/reviews").body(), "/desk/reviews/[0-9a-f-]{36}(?=\"[^>]*>" + reference + ")");
        assertThat(hugo.get(task).body()).contains("One car was sold");
        assertThat(hugo.post(task, "decision", "uphold").statusCode()).isEqualTo(422);
        assertThat(hugo.post(task, "decision", "uphold", "explanation", "The register shows two cars")
                        .statusCode())
                .isEqualTo(303);
        assertThat(dana.get(refused).body()).contains("The register shows two cars", "Decided by an official");
    }

    @Test
    void what_a_decision_cites_leads_to_the_law_of_its_day() {
        Resident vera = Resident.settle("en", 3_600);
        var citizen = Browsing.signedIn(Zone.PUBLIC, vera.email());
        String refused = Browsing.target(citizen.post(answered(citizen, vera.registration())));
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        assertThat(citizen.get(refused).body()).contains("href=\"/law/parking-order/6?on=" + today + "#p2\"");

        DatabaseOwner.change(
                "update cases.decision set at = ? where matter = ?::uuid",
                OffsetDateTime.parse("2024-05-06T12:00:00Z"),
                refused.substring(refused.lastIndexOf('/') + 1));

        String page = citizen.get(refused).body();
        assertThat(page).contains("href=\"/law/parking-order/6?on=2024-05-06#p2\"");
        assertThat(page).doesNotContain("?on=" + today);
        assertThat(citizen.get("/law/parking-order/6?on=2024-05-06").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_first_page_leads_to_everything_that_is_open_to_everybody() {
        var visitor = new Browsing(Zone.PUBLIC);
        String home = visitor.get("/").body();

        for (String open : List.of("/verify", "/law", "/registers", "/log/", "/api")) {
            assertThat(home).contains("href=\"" + open + "\"");
            assertThat(visitor.get(open).statusCode()).as(open).isEqualTo(200);
        }
    }

    @Test
    void who_holds_no_post_reviews_nothing() {
        Browsing petra = Browsing.signedIn(Zone.DESK, "petra@demo.example");

        assertThat(petra.get("/desk/reviews").statusCode()).isIn(403, 404);
        assertThat(petra.get("/desk").body()).contains("/desk/services").doesNotContain("/desk/reviews");
        Browsing greta = Browsing.signedIn(Zone.DESK, "greta@demo.example");
        assertThat(greta.get("/desk").body()).doesNotContain("/desk/services", "/desk/reviews");
        assertThat(greta.get("/desk/services").statusCode()).isEqualTo(403);
        assertThat(Browsing.signedIn(Zone.DESK, "hugo@demo.example")
                        .get("/desk")
                        .body())
                .contains("/desk/reviews");
    }

    @Test
    void a_wrong_answer_is_said_beside_the_question_and_loses_nothing() {
        var visitor = new Browsing(Zone.PUBLIC);
        String vehicle = Browsing.target(visitor.post(begin(visitor), "product", "visitor"));

        HttpResponse<String> answer = visitor.post(vehicle, "visitor_registration", "<script>'; drop table");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("&lt;script>").doesNotContain("<script>'");
        assertThat(visitor.post(vehicle, "visitor_registration", "NB\0").statusCode())
                .isBetween(400, 422);
    }

    @Test
    void nobody_sees_the_draft_of_another() {
        var visitor = new Browsing(Zone.PUBLIC);
        String product = begin(visitor);

        assertThat(new Browsing(Zone.PUBLIC).get(product))
                .satisfies(gone -> assertThat(gone.statusCode()).isEqualTo(410))
                .satisfies(gone -> assertThat(gone.body()).contains("no longer kept"));
        assertThat(RunningPolity.get(Zone.DESK, product).statusCode()).isEqualTo(404);
    }

    private static String begin(Browsing browser) {
        String draft = Browsing.target(browser.post(SERVICE + "/drafts", "procedure", "apply"));
        return Browsing.target(browser.get(draft));
    }

    /** What a visitor can answer without an account: no register decides on it. */
    private static String forGuests(Browsing visitor) {
        String vehicle = Browsing.target(visitor.post(begin(visitor), "product", "visitor"));
        String days = Browsing.target(visitor.post(vehicle, "visitor_registration", "B-MW 1234"));
        String start = Browsing.target(visitor.post(days, "days", "2"));
        return Browsing.target(visitor.post(start, answers(visitor.get(start).body())));
    }

    private static long looksAt(Resident keeper) {
        return DatabaseOwner.ask(
                jdbc -> jdbc.sql("""
                select count(*) from authority.access_record
                where source = 'vehicles' and (select person from accounts.account where email = ?) = any (persons)
                """).param(keeper.email()).query(Long.class).single());
    }

    /** Answers all questions and returns the address where the answers are checked. */
    private static String answered(Browsing browser, String registration) {
        String vehicle = Browsing.target(browser.post(begin(browser), "product", "resident"));
        String next = Browsing.target(browser.post(vehicle, "registration", registration));
        for (int page = 0; page < 8 && !next.endsWith("/check"); page++) {
            next = Browsing.target(browser.post(next, answers(browser.get(next).body())));
        }
        return next;
    }

    /** Months where they are asked, today where a day is asked. */
    private static String[] answers(String page) {
        if (page.contains("start-day")) {
            return new String[] {
                "start-day",
                field(page, "start-day"),
                "start-month",
                field(page, "start-month"),
                "start-year",
                field(page, "start-year")
            };
        }
        return new String[] {"months", "3", "consent", "yes"};
    }

    private static String field(String page, String name) {
        Matcher input =
                Pattern.compile("<input[^>]*name=\"" + name + "\"[^>]*>").matcher(page);
        assertThat(input.find()).as(name).isTrue();
        Matcher value = Pattern.compile("value=\"([^\"]*)\"").matcher(input.group());
        return value.find() ? value.group(1) : "";
    }

    private static String link(String page, String pattern) {
        Matcher link = Pattern.compile(pattern).matcher(page);
        assertThat(link.find()).as(pattern).isTrue();
        return link.group();
    }
}
