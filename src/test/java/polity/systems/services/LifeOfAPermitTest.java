// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Zone;
import polity.testing.Browsing;
import polity.testing.Residents;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes after a permit has been granted, over HTTP and without script: as its holder, an official and a stranger. */
class LifeOfAPermitTest extends PermitTelling {

    @Test
    void a_vehicle_is_changed_for_a_fee_and_the_old_document_says_that_it_was_replaced() {
        String permit = paid(applied("12"));
        assertThat(citizen.get(permit).body())
                .contains("What we read in registers", "Address register", "Vehicle register", "article 7(2)");
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
        assertThat(told).doesNotContain("Valid from");
        assertThat(letter("Give the permit back: Ends"))
                .contains("The last day is")
                .doesNotContain("Valid from");
        assertThat(verified(code)).contains("This document is valid");
        assertThat(citizen.get(surrender).body())
                .contains("holds until the end of")
                .doesNotContain("00:00");
        assertThat(citizen.get(permit).body()).contains("Surrendered", "Ends").doesNotContain("Issued", "Valid from");
        assertThat(citizen.get(SERVICE + "/held").body()).contains(resident.registration());
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
}
