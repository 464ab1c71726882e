// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import polity.kernel.audit.Audit;
import polity.kernel.audit.Recorded;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.registers.Registers;
import polity.testing.Browsing;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes after a permit has been granted, over HTTP and without script: as its holder, an official and a stranger. */
class LifeOfAPermitTest {

    private static final String SERVICE = "/services/residents-parking-permit";
    private static final int MOST_LOOKS = 2_000;

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
    private final Resident resident = Residents.withAccountIn(Residents.zone(3));
    private final Browsing citizen = Browsing.signedIn(Zone.PUBLIC, resident.email());

    @Test
    void a_vehicle_is_changed_for_a_fee_and_the_old_document_says_that_it_was_replaced() {
        String permit = paid(applied("12"));
        String old = code(permit);
        String other = Residents.vehicle(resident.person(), Map.of("fuel", "petrol", "co2", 150, "euro", 6));

        String card = done(permit, "change-vehicle", Map.of("registration", other));
        assertThat(citizen.get(card).body())
                .contains("Change the vehicle")
                .doesNotContain("Parking permit for residents");
        String unpaid = newest();
        assertThat(citizen.get(unpaid).body())
                .contains("The change is granted", "To pay")
                .doesNotContain("/documents/", "Your permit is granted");
        String change = paid(card);

        assertThat(change).isEqualTo(unpaid);
        assertThat(citizen.get(change).body())
                .contains("Change of vehicle", "£18.00", "Supplement", "Issued", "Paid on")
                .doesNotContain("To pay");
        assertThat(citizen.get(permit).body()).contains("The vehicle was changed");
        assertThat(citizen.get("/cases").body()).contains(other, resident.registration());
        String now =
                until(permit, page -> page.contains("was replaced by a newer one") && page.contains("/documents/"));
        assertThat(codes(now)).isNotEqualTo(old);
        // Anybody can hold a document against what it certifies, and its number is that of the permit for good.
        assertThat(verified(old))
                .contains(
                        "was replaced by a newer one",
                        "Resident permit",
                        hidden(resident.registration()),
                        number(permit))
                .doesNotContain(resident.registration(), hidden(other), resident.email());
        assertThat(verified(codes(now)))
                .contains("This document is valid", "Resident permit", hidden(other), number(permit))
                .doesNotContain(other, hidden(resident.registration()), resident.email());
        assertThat(new Browsing(Zone.PUBLIC)
                        .get("/registers/permits?field=number&value=" + number(permit))
                        .body())
                .contains(hidden(other))
                .doesNotContain(other);
        assertThat(new Browsing(Zone.PUBLIC)
                        .get("/registers/permits?value="
                                + number(permit).replace("-", "").toLowerCase(Locale.ROOT))
                        .body())
                .as("found however it is typed")
                .contains(hidden(other));
    }

    @Test
    void who_leaves_the_card_page_or_cancels_there_has_the_time_that_the_case_says() {
        String card = applied("12");

        String permit = Browsing.target(citizen.post(card, "cancel", "yes"));
        Residents.run("sample-card-webhooks");

        assertThat(permit).matches("/cases/[0-9a-f-]{36}");
        assertThat(citizen.get(permit).body())
                .contains("Waiting for payment", "You haven’t paid yet. £65.00 is to be paid by", card)
                .doesNotContain("We are waiting for the card provider");
        paid(card);
        assertThat(citizen.get(permit).body()).contains("Issued", "Valid from");
    }

    @Test
    void who_has_not_paid_and_applies_for_the_same_car_is_led_to_what_waits_for_him() {
        String unpaid = Browsing.target(citizen.post(applied("12"), "cancel", "yes"));
        String draft = Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply"));

        String card = sent(
                citizen, draft, Map.of("product", "resident", "registration", resident.registration(), "months", "6"));

        assertThat(citizen.get(draft + "/check").body())
                .contains("You have been granted this already", "href=\"" + unpaid + "\"")
                .doesNotContain("already has a resident permit", "Accept and send");
        assertThat(citizen.get(unpaid).body()).contains(card);
        paid(card);
        String late = Browsing.target(citizen.post(draft + "/check"));
        assertThat(citizen.get(late).body()).contains("The vehicle already has a resident permit");
    }

    @Test
    void money_that_comes_too_late_is_said_to_go_back() {
        String permit = Browsing.target(citizen.post(applied("12"), "card", "pays-late"))
                .replaceAll("\\?.*", "");

        String told = until(permit, page -> page.contains("Money was refunded"));

        assertThat(told).contains("Your payment came too late", "£65.00", "All of it was paid back");
        until("/messages", page -> page.contains("£65.00 paid back"));
    }

    @Test
    void what_is_given_back_early_is_paid_back_in_part_and_ends_with_its_last_day() {
        String permit = paid(applied("12"));
        String code = code(permit);

        String surrender = done(permit, "surrender", day("last_day", today.plusDays(8)));

        assertThat(surrender).startsWith("/cases/");
        String told = until(surrender, page -> page.contains("Money was refunded"));
        // Article 17(3) and (4): 65 pounds for twelve months, eleven whole ones left, less 12 pounds.
        assertThat(told)
                .contains("£47.51 is paid back", "Ends", "Give the permit back", "The last day is")
                .contains(
                        "How the refund comes about",
                        "11 × £5.41",
                        "£59.51",
                        "article 17(3)",
                        "−£12.00",
                        "article 17(4)");
        assertThat(verified(code)).contains("This document is valid");
        assertThat(citizen.get(surrender).body())
                .contains("holds until the end of")
                .doesNotContain("00:00");
        assertThat(citizen.get(permit).body()).contains("Surrendered");
        assertThat(citizen.get(SERVICE + "/held").body()).contains(resident.registration());
    }

    @Test
    void nothing_more_is_done_with_what_was_given_back_but_that_an_official_revokes_it() {
        String permit = paid(applied("12"));
        String begin = Browsing.target(citizen.get(permit + "/surrender"));
        String drafts = action(citizen.get(begin).body());
        drafted(drafts, "surrender", day("last_day", today.plusDays(8)));

        String held = citizen.get(SERVICE + "/held").body();
        assertThat(held).contains("Ends early").doesNotContain("/surrender", "/change-vehicle", "/renew");
        assertThat(citizen.get(permit).body()).doesNotContain("/surrender", "/change-vehicle", "/renew");
        assertThat(citizen.get(begin).statusCode()).isEqualTo(409);
        String again = Browsing.target(citizen.get(Browsing.target(citizen.post(drafts, "procedure", "surrender"))));
        assertThat(citizen.get(again).body())
                .contains("nothing more can be done with it")
                .doesNotContain("Accept and send");

        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String entry = "/desk/services/residents-parking-permit/entries/"
                + drafts.substring(drafts.indexOf("entry=") + "entry=".length());
        assertThat(hugo.get(entry).body()).contains("/revoke", "Ends early").doesNotContain("/moved-away");
        var moving = new HashMap<>(day("moved_on", today));
        moving.put("key", UUID.randomUUID().toString());
        moving.put("sure", "yes");
        HttpResponse<String> refused = hugo.post(entry + "/moved-away", pairs(moving));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("nothing more can be done with it");
        revoked(hugo, entry);

        assertThat(citizen.get(SERVICE + "/held").body()).contains("Revoked").doesNotContain("Ends early");
        assertThat(hugo.get(entry).body()).contains("Revoked").doesNotContain(entry + "/revoke");
    }

    @Test
    void a_renewal_that_is_paid_after_the_permit_was_revoked_comes_to_nothing_and_is_paid_back() {
        UUID entry = ending(today.plusDays(10), "current");
        String held = SERVICE + "/held/" + entry + "/renew";
        String card = drafted(action(citizen.get(held).body()), "renew", Map.of("months", "3"));
        String renewal = newest();
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");

        revoked(hugo, "/desk/services/residents-parking-permit/entries/" + entry);

        assertThat(citizen.get(renewal).body())
                .contains("Not paid", "It came to nothing")
                .doesNotContain("Pay now");
        citizen.post(card, "card", "pays");
        assertThat(until(renewal, page -> page.contains("Money was refunded"))).contains("Not paid");
        assertThat(citizen.get(held).statusCode()).isEqualTo(409);
        assertThat(citizen.get(SERVICE + "/held").body())
                .containsOnlyOnce("polity-card__title")
                .contains("Revoked");
    }

    @Test
    void a_permit_that_begins_later_is_held_and_says_from_when_it_can_be_renewed() {
        LocalDate last = today.plusDays(1).plusMonths(12).minusDays(1);
        var answers = new HashMap<>(day("start", today.plusDays(1)));
        answers.putAll(Map.of("product", "resident", "registration", resident.registration(), "months", "12"));
        String permit =
                paid(sent(citizen, Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")), answers));

        String renewable = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).format(last.minusDays(28));
        for (String page : List.of(permit, SERVICE + "/held")) {
            assertThat(citizen.get(page).body())
                    .as(page)
                    .contains("From " + renewable, "article 15(1)", "/surrender")
                    .doesNotContain("/renew");
        }
        assertThat(citizen.get(SERVICE + "/held").body())
                .contains("Resident permit: " + resident.registration())
                .doesNotContain("Register of parking permits", "Counts towards limits", "pence", "•••");
    }

    @Test
    void a_permit_that_is_about_to_end_is_renewed_once() {
        UUID entry = ending(today.plusDays(10), "current");
        String held = SERVICE + "/held/" + entry + "/renew";
        assertThat(citizen.get(SERVICE + "/held").body()).contains(held);

        String renewal = paid(drafted(action(citizen.get(held).body()), "renew", Map.of("months", "3")));

        assertThat(citizen.get(renewal).body()).contains("Renew the permit", "Issued", "£19.50");
        assertThat(code(renewal)).isNotEmpty();
        HttpResponse<String> again = citizen.get(held);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("This permit has been renewed", "article 15(3)");
    }

    @Test
    void a_guest_gets_a_permit_for_days_which_can_not_be_renewed() {
        String permit = paid(sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "visitor", "visitor_registration", "AB12 CDE", "days", "3")));

        assertThat(citizen.get(permit).body()).contains("Issued", "£15.00", "AB12 CDE");
        assertThat(citizen.get(permit).body())
                .contains("can’t be renewed or changed", "article 19(3)")
                .doesNotContain("/renew", "/change-vehicle");
        HttpResponse<String> renewal = citizen.get(Browsing.target(citizen.get(permit + "/renew")));
        assertThat(renewal.statusCode()).isEqualTo(409);
        assertThat(renewal.body()).contains("Apply for a new one", "article 19(3)");
        String back = Browsing.target(citizen.get(permit + "/surrender"));
        String surrender = drafted(action(citizen.get(back).body()), "surrender", day("last_day", today));
        assertThat(citizen.get(surrender).body())
                .contains("Nothing is paid back for a visitors’ permit", "article 19(3)");
    }

    @Test
    void who_pays_for_a_change_of_what_he_has_given_back_meanwhile_gets_his_money_back_and_is_told() {
        String permit = paid(applied("12"));
        String code = code(permit);
        String other = Residents.vehicle(resident.person(), Map.of("fuel", "petrol", "co2", 150, "euro", 6));
        String card = done(permit, "change-vehicle", Map.of("registration", other));
        done(permit, "surrender", day("last_day", today));

        String change = Browsing.target(citizen.post(card, "card", "pays")).replaceAll("\\?.*", "");

        String told = until(change, page -> page.contains("Money was refunded"));
        assertThat(told)
                .contains("It came to nothing", "Your payment came too late", "All of it was paid back", "£46.80")
                .doesNotContain("This document is valid", "Pay now");
        assertThat(until("/messages", page -> page.contains("Change the vehicle: £46.80 paid back")))
                .isNotEmpty();
        assertThat(codes(citizen.get(permit).body())).isEqualTo(code);
    }

    @Test
    void an_official_revokes_with_reasons_and_everybody_who_verifies_learns_since_when() {
        String permit = paid(applied("6"));
        String code = code(permit);
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String found = hugo.get(
                        "/desk/services/residents-parking-permit?field=registration&value=" + resident.registration())
                .body();
        String entry = link(found, "/desk/services/residents-parking-permit/entries/[0-9a-f-]{36}");
        assertThat(hugo.get(entry).body()).contains("Holder", "Test Resident", "Revoke the permit");
        for (String other : List.of("petra@demo.example", "greta@demo.example")) {
            assertThat(Browsing.signedIn(Zone.DESK, other)
                            .get(entry + "/revoke")
                            .statusCode())
                    .as(other)
                    .isEqualTo(403);
        }

        assertThat(hugo.post(entry + "/revoke", "key", "0123456789").statusCode())
                .isEqualTo(422);
        String[] act = {
            "key",
            UUID.randomUUID().toString(),
            "ground",
            "other-vehicle",
            "heard",
            "heard",
            "explanation",
            "It was seen on another car.",
            "sure",
            "yes"
        };
        assertThat(hugo.get(entry + "/revoke").body())
                .contains("held by Test Resident", resident.registration(), "article 18(1)");
        HttpResponse<String> hasty = hugo.post(entry + "/revoke", Arrays.copyOf(act, act.length - 2));
        assertThat(hasty.statusCode()).isEqualTo(422);
        assertThat(hasty.body()).contains("Confirm that you have checked the entry", "It was seen on another car.");
        HttpResponse<String> revoked = hugo.post(entry + "/revoke", act);
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(Browsing.target(hugo.post(entry + "/revoke", act))).isEqualTo(Browsing.target(revoked));

        assertThat(hugo.get("/desk/services/residents-parking-permit?field=registration&value="
                                + resident.registration())
                        .body())
                .contains(entry);
        assertThat(hugo.get(entry).body()).contains(">Ended<", "Test Resident").doesNotContain(entry + "/revoke");

        String decision = Browsing.target(revoked).replace("/desk", "");
        assertThat(citizen.get(decision).body())
                .contains("Decided by an official", "It was seen on another car.", "article 18(1)", "You can object");
        assertThat(citizen.get(permit).body()).contains("Revoked").doesNotContain("Give the permit back");
        assertThat(citizen.get(SERVICE + "/held").body()).contains("Revoked").doesNotContain("/renew", "/surrender");
        assertThat(hugo.get(entry).body()).doesNotContain(entry + "/revoke", "/moved-away");
        assertThat(verified(code)).contains("was revoked on");
        assertThat(until("/messages", page -> page.contains("Revocation of your permit: Revoked")))
                .isNotEmpty();
        assertThat(citizen.get("/account/access").body())
                .contains("Parking permits", "To decide about what you hold", "Register of parking permits");
    }

    @Test
    void who_has_moved_away_gets_the_rest_back_by_the_decision_of_an_official() {
        String permit = paid(applied("12"));
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        String found = hugo.get("/desk/services/residents-parking-permit?field=number&value=" + number(permit))
                .body();
        String moved = link(found, "/desk/services/residents-parking-permit/entries/[0-9a-f-]{36}") + "/moved-away";
        var tomorrow = new HashMap<>(day("moved_on", today.plusDays(1)));
        tomorrow.put("key", UUID.randomUUID().toString());
        assertThat(hugo.post(moved, pairs(tomorrow)).body()).contains("Enter a day that isn’t in the future");
        var moving = new HashMap<>(day("moved_on", today));
        moving.put("key", UUID.randomUUID().toString());
        moving.put("sure", "yes");

        String decision = Browsing.target(hugo.post(moved, pairs(moving))).replace("/desk", "");

        assertThat(until(decision, page -> page.contains("Money was refunded")))
                .contains("£47.51 is paid back", "article 17(1)");
        assertThat(verified(code(permit))).contains("This document is valid");
    }

    @Test
    void a_stranger_finds_nothing_and_that_he_tried_is_recorded() {
        String permit = paid(applied("3"));
        Resident other = Residents.withAccountIn(Residents.zone(1));
        Browsing stranger = Browsing.signedIn(Zone.PUBLIC, other.email());

        assertThat(stranger.get(permit).statusCode()).isEqualTo(404);
        assertThat(stranger.get(permit + "/surrender").statusCode()).isEqualTo(404);
        assertThat(stranger.post(permit + "/withdraw").statusCode()).isEqualTo(404);
        String document =
                link(until(permit, page -> page.contains("/documents/")), "/cases/[0-9a-f-]+/documents/[0-9a-f-]+");
        assertThat(stranger.get(document).statusCode()).isEqualTo(404);
        assertThat(stranger.get(SERVICE + "/held/" + UUID.randomUUID() + "/renew")
                        .statusCode())
                .isEqualTo(404);

        UUID matter = UUID.fromString(permit.replace("/cases/", ""));
        assertThat(acts("case", matter, "cases.read"))
                .anyMatch(act -> act.contains("\"cases.read\"")
                        && act.contains("\"refused\"")
                        && act.contains(other.person().toString()));
    }

    @Test
    void who_asks_something_of_somebody_elses_entry_begins_nothing_and_that_he_tried_is_recorded() {
        UUID entry = ending(today.plusDays(10), "current");
        Resident other = Residents.withAccountIn(Residents.zone(1));
        Browsing stranger = Browsing.signedIn(Zone.PUBLIC, other.email());

        assertThat(stranger.post(SERVICE + "/drafts?entry=" + entry, "procedure", "surrender")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(SERVICE + "/drafts", "procedure", "surrender").statusCode())
                .isEqualTo(404);
        Received sent = Zone.PUBLIC.call(() -> RunningPolity.part(Cases.class)
                .submit(new Submission(
                        "residents-parking-permit",
                        "surrender",
                        other.person(),
                        "Test Resident",
                        Language.EN,
                        "a-key",
                        Map.of("last_day", today.toString()),
                        entry)));
        assertThat(sent).isInstanceOf(Received.NotFound.class);

        for (String tried : List.of("registers.read", "cases.submit")) {
            assertThat(acts("entry", entry, tried))
                    .as(tried)
                    .anyMatch(act -> act.contains('"' + tried + '"')
                            && act.contains("\"refused\"")
                            && act.contains(other.person().toString()));
        }
    }

    /** What the log says about it, once this is sequenced there. */
    private static List<String> acts(String kind, UUID subject, String name) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<String> acts = Zone.JOBS.call(() -> RunningPolity.part(Transactions.class)
                    .read(
                            Context.visitor("test"),
                            () ->
                                    RunningPolity.part(Audit.class)
                                            .about(kind, subject.toString(), Long.MAX_VALUE, 50)
                                            .stream()
                                            .map(Recorded::content)
                                            .toList()));
            if (acts.stream().anyMatch(act -> act.contains('"' + name + '"'))) {
                return acts;
            }
        }
        return List.of();
    }

    // --- as a citizen

    private String applied(String months) {
        return sent(
                citizen,
                Browsing.target(citizen.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", resident.registration(), "months", months));
    }

    private String done(String permit, String procedure, Map<String, String> answers) {
        String begin = Browsing.target(citizen.get(permit + "/" + procedure));
        return drafted(action(citizen.get(begin).body()), procedure, answers);
    }

    private String drafted(String drafts, String procedure, Map<String, String> answers) {
        return sent(citizen, Browsing.target(citizen.post(drafts, "procedure", procedure)), answers);
    }

    /** Answers all questions of a draft, those not named as they are proposed, and sends it. */
    static String sent(Browsing browser, String draft, Map<String, String> answers) {
        String next = Browsing.target(browser.get(draft));
        for (int page = 0; page < 8 && !next.endsWith("/check"); page++) {
            Map<String, String> fields = Fields.of(browser.get(next).body());
            fields.replaceAll((name, proposed) -> answers.getOrDefault(name, proposed));
            HttpResponse<String> answer = browser.post(next, pairs(fields));
            assertThat(answer.statusCode()).as(next + " " + fields).isEqualTo(303);
            next = Browsing.target(answer);
        }
        return Browsing.target(browser.post(next));
    }

    /** The case that was sent last. */
    private String newest() {
        return link(citizen.get("/cases").body(), "/cases/[0-9a-f-]{36}");
    }

    /** Pays on the card page and returns the case once the payment has arrived. */
    private String paid(String card) {
        assertThat(card).startsWith("/demonstration/card/");
        String permit = Browsing.target(citizen.post(card, "card", "pays")).replaceAll("\\?.*", "");
        until(permit, page -> page.contains(">Paid<"));
        return permit;
    }

    private String code(String permit) {
        return codes(until(permit, page -> page.contains("/documents/")));
    }

    static String codes(String page) {
        Matcher code = Pattern.compile("code ([0-9A-Z-]{15,})").matcher(page);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    /** Ids in addresses may hold groups of four digits as well. */
    private String number(String permit) {
        return link(citizen.get(permit).body(), "(?<![0-9a-z-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9a-z-])");
    }

    private static String hidden(String registration) {
        return registration.substring(0, 2) + "•••" + registration.substring(registration.length() - 2);
    }

    static String verified(String code) {
        return new Browsing(Zone.PUBLIC).get("/verify/" + code).body();
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

    /** A permit of the resident that ends soon, as if it had been granted long ago. */
    private UUID ending(LocalDate last, String standing) {
        ZoneId place = ZoneId.of("Europe/London");
        var entry = new HashMap<String, Object>(Map.of(
                "number",
                "T-" + UUID.randomUUID().toString().substring(0, 20),
                "product",
                "resident",
                "from",
                last.minusMonths(12),
                "to",
                last,
                "registration",
                resident.registration(),
                "masked",
                "TE•••XX",
                "holder",
                resident.person(),
                "months",
                12,
                "fee",
                6500));
        entry.put("standing", standing);
        entry.put("zone", resident.zone());
        entry.put("household", "T-1");
        entry.put("address", "1 Test Street");
        Instant begins = last.minusMonths(12).atStartOfDay(place).toInstant();
        Instant ends = last.plusDays(1).atStartOfDay(place).toInstant();
        return Zone.JOBS.call(() -> RunningPolity.part(Transactions.class)
                .write(
                        Context.visitor("test"),
                        () -> RunningPolity.part(Registers.class).insert("permits", entry, begins, ends)));
    }

    // --- as an official

    private static void revoked(Browsing official, String entry) {
        HttpResponse<String> revoked = official.post(
                entry + "/revoke",
                "key",
                UUID.randomUUID().toString(),
                "ground",
                "false-statement",
                "heard",
                "heard",
                "explanation",
                "The address was another.",
                "sure",
                "yes");
        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(303);
    }

    private static Map<String, String> day(String field, LocalDate day) {
        return Map.of(
                field + "-day",
                "" + day.getDayOfMonth(),
                field + "-month",
                "" + day.getMonthValue(),
                field + "-year",
                "" + day.getYear());
    }

    private static String[] pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    private static String action(String page) {
        return link(page, SERVICE + "/drafts\\?entry=[0-9a-f-]{36}");
    }

    static String link(String page, String pattern) {
        Matcher link = Pattern.compile(pattern).matcher(page);
        assertThat(link.find()).as(pattern + " in " + page).isTrue();
        return link.group();
    }
}
