// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole way over HTTP: the page, the card, the webhook that comes back. */
class SampleCardTest {

    private final Till till = new Till();

    @Test
    void the_page_shows_what_is_to_be_paid_and_the_cards() {
        HttpResponse<String> page = RunningPolity.get(Zone.PUBLIC, open().toString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("A thing", "€20.00", "4242 4242 4242 4242", "Cancel");
    }

    @Test
    void an_address_that_was_not_signed_by_us_shows_nothing() {
        String address = open().toString();

        assertThat(RunningPolity.get(Zone.PUBLIC, address.substring(0, address.length() - 2) + "xx")
                        .statusCode())
                .isEqualTo(404);
        assertThat(RunningPolity.get(Zone.PUBLIC, SampleProvider.PAGE + "nothing")
                        .statusCode())
                .isEqualTo(404);
        assertThat(RunningPolity.get(Zone.DESK, address).body()).doesNotContain("A thing");
    }

    @Test
    void a_card_that_pays_leads_back_and_the_subject_is_told() throws Exception {
        HttpResponse<String> answer = use(open(), "card=pays");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/things?returned=yes");
        assertThat(Till.subjects().await(till.subject))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Paid.class,
                        paid -> assertThat(paid.late()).isFalse());
    }

    @Test
    void no_card_is_an_error_beside_the_question() {
        HttpResponse<String> answer = use(open(), "lang=en");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Choose a card, or cancel");
    }

    @Test
    void a_card_that_is_declined_is_told() throws Exception {
        use(open(), "card=insufficient-funds");

        assertThat(Till.subjects().await(till.subject))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Declined.class,
                        declined -> assertThat(declined.reason()).isEqualTo("insufficient_funds"));
    }

    @Test
    void who_cancels_is_led_back_and_can_pay_later() throws Exception {
        URI page = open();

        HttpResponse<String> answer = use(page, "cancel=yes");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/things");
        use(page, "card=pays");
        // The first that is told: to cancel was no news.
        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Paid.class);
        assertThat(Till.subjects().told(till.subject)).hasSize(1);
    }

    @Test
    void after_a_declined_card_another_one_pays() throws Exception {
        URI page = open();
        use(page, "card=declined");
        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Declined.class);

        use(page, "card=pays");
        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Paid.class);

        use(page, "card=pays-twice");
        assertThat(Till.subjects().told(till.subject)).hasSize(2);
    }

    @Test
    void a_payment_that_comes_late_is_told_as_late() throws Exception {
        use(open(), "card=pays-late");

        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Abandoned.class);
        assertThat(Till.subjects().await(till.subject))
                .isInstanceOfSatisfying(
                        PaymentOutcome.Paid.class,
                        paid -> assertThat(paid.late()).isTrue());
    }

    @Test
    void a_success_told_twice_counts_once_and_can_go_back() throws Exception {
        use(open(), "card=pays-twice");
        PaymentOutcome paid = Till.subjects().await(till.subject);
        assertThat(paid).isInstanceOf(PaymentOutcome.Paid.class);

        till.refund(paid.payment(), 2000, "all");

        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Refunded.class);
        assertThat(Till.subjects().told(till.subject)).hasSize(2);
    }

    @Test
    void an_unsigned_webhook_is_refused_with_the_reason() {
        HttpResponse<String> answer = RunningPolity.send(
                HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, "/api/payments/sample/webhook"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The signature is missing");
        assertThat(RunningPolity.send(HttpRequest.newBuilder(
                                        RunningPolity.address(Zone.PUBLIC, "/api/payments/nobody/webhook"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    private URI open() {
        return Till.in(
                        Zone.PUBLIC,
                        Context.visitor("test"),
                        () -> RunningPolity.part(Payments.class).create(till.order()))
                .page();
    }

    private static HttpResponse<String> use(URI page, String form) {
        return RunningPolity.send(HttpRequest.newBuilder(RunningPolity.address(Zone.PUBLIC, page.toString()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }
}
