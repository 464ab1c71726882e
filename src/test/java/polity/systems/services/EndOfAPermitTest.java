// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.testing.Browsing;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** How a permit ends, and what is done about one that isn't one's own. */
class EndOfAPermitTest extends PermitTelling {

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
    void what_was_paid_for_a_renewal_of_what_has_ended_meanwhile_is_said_to_go_back() {
        UUID entry = ending(today.plusDays(10), "current");
        String held = SERVICE + "/held/" + entry + "/renew";
        String card = drafted(action(citizen.get(held).body()), "renew", Map.of("months", "3"));
        Residents.end(entry, Instant.now());

        String renewal = Browsing.target(citizen.post(card, "card", "pays")).replaceAll("\\?.*", "");

        assertThat(until(renewal, page -> page.contains("Money was refunded")))
                .contains("Not carried out", "£19.50", "Paid, and all of it goes back")
                .doesNotContain(">To pay<");
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
        assertThat(Browsing.signedIn(Zone.DESK, "petra@demo.example").get(entry).body())
                .as("what she may only read")
                .contains(">Valid<", "Test Resident")
                .doesNotContain("/revoke", "What you can do");
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
        HttpResponse<String> overtaken = hugo.post(entry + "/revoke?entry-version=99", act);
        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(overtaken.body())
                .contains("has changed since you opened the page", "Confirm that you have checked the entry");
        HttpResponse<String> revoked = hugo.post(entry + "/revoke", act);
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(Browsing.target(hugo.post(entry + "/revoke", act))).isEqualTo(Browsing.target(revoked));

        assertThat(hugo.get("/desk/services/residents-parking-permit?field=registration&value="
                                + resident.registration())
                        .body())
                .contains(entry);
        assertThat(hugo.get(entry).body())
                .contains(">Revoked<", "Test Resident")
                .doesNotContain(entry + "/revoke");

        String decision = Browsing.target(revoked).replace("/desk", "");
        assertThat(citizen.get(decision).body())
                .contains("Decided by an official", "It was seen on another car.", "article 18(1)", "You can object");
        assertThat(citizen.get(permit).body()).contains("Revoked").doesNotContain("Give the permit back");
        assertThat(citizen.get(SERVICE + "/held").body()).contains("Revoked").doesNotContain("/renew", "/surrender");
        assertThat(hugo.get(entry).body()).doesNotContain(entry + "/revoke", "/moved-away");
        assertThat(verified(code)).contains("was revoked on");
        assertThat(citizen.get(decision).body()).doesNotContain("Valid from");
        assertThat(letter("Revocation of your permit: Revoked")).doesNotContain("Valid from");
        assertThat(citizen.get("/account/access").body())
                .contains("Parking permits", "To decide about what you hold", "Register of parking permits");
    }

    @Test
    void who_has_moved_away_gets_the_rest_back_by_the_decision_of_an_official() {
        String permit = paid(applied("12"));
        Browsing hugo = Browsing.signedIn(Zone.DESK, "hugo@demo.example");
        // Found however it is typed.
        String typed = number(permit).replace("-", "").toLowerCase(Locale.ROOT);
        String found = hugo.get("/desk/services/residents-parking-permit?field=number&value=" + typed)
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
    void nobody_is_told_how_to_object_to_what_he_withdrew_himself() {
        String zone = Residents.zone(1);
        free(Residents.withElectricAccountIn(zone));
        Resident waiting = Residents.withElectricAccountIn(zone);
        Browsing own = Browsing.signedIn(Zone.PUBLIC, waiting.email());
        String permit = free(waiting);
        assertThat(own.get(permit).body()).contains("You can object within");

        assertThat(own.post(permit + "/withdraw").statusCode()).isEqualTo(303);

        assertThat(own.get(permit).body()).contains("Withdrawn").doesNotContain("You can object within");
    }

    /** The case of somebody whose permit costs nothing. */
    private static String free(Resident who) {
        Browsing own = Browsing.signedIn(Zone.PUBLIC, who.email());
        return sent(
                own,
                Browsing.target(own.post(SERVICE + "/drafts", "procedure", "apply")),
                Map.of("product", "resident", "registration", who.registration(), "months", "3"));
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
}
