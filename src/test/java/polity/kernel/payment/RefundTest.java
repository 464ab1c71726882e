// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import polity.kernel.ledger.Money;
import polity.kernel.node.Zone;
import polity.kernel.payment.PaymentRules.Effect;
import polity.kernel.payment.Payments.RefundRequest;
import polity.kernel.payment.ProviderEvent.Kind;
import polity.kernel.payment.Webhooks.Reception;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class RefundTest {

    private final Till till = new Till();

    @Test
    void all_of_the_money_goes_back() {
        Payment payment = till.paid();

        assertThat(till.refund(payment, 2000, "all")).isEqualTo(RefundRequest.REQUESTED);
        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_REQUESTED);
        assertThat(tell(payment, "all", Kind.REFUNDED, 2000)).isEqualTo(new Reception.Kept(Effect.APPLIED));

        assertThat(state(payment)).isEqualTo(PaymentState.REFUNDED);
        assertThat(Till.subjects().told(till.subject).getLast())
                .isInstanceOfSatisfying(PaymentOutcome.Refunded.class, refunded -> {
                    assertThat(refunded.key()).isEqualTo("all");
                    assertThat(refunded.amount()).isEqualTo(Till.PRICE);
                });
    }

    @Test
    void parts_go_back_until_nothing_is_left() {
        Payment payment = till.paid();

        assertThat(till.refund(payment, 500, "first")).isEqualTo(RefundRequest.REQUESTED);
        assertThat(till.refund(payment, 1500, "second")).isEqualTo(RefundRequest.REQUESTED);
        assertThat(till.refund(payment, 1, "third")).isEqualTo(RefundRequest.NOT_THAT_MUCH);
        tell(payment, "first", Kind.REFUNDED, 500);
        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_REQUESTED);
        tell(payment, "second", Kind.REFUNDED, 1500);

        assertThat(state(payment)).isEqualTo(PaymentState.REFUNDED);
        assertThat(till.payment(payment.id()).refunding()).isEqualTo(Till.PRICE);
    }

    @Test
    void a_refund_asked_for_twice_is_one_refund() {
        Payment payment = till.paid();

        assertThat(till.refund(payment, 2000, "all")).isEqualTo(RefundRequest.REQUESTED);
        assertThat(till.refund(payment, 2000, "all")).isEqualTo(RefundRequest.REQUESTED_BEFORE);
        assertThat(till.payment(payment.id()).refunding()).isEqualTo(Till.PRICE);
    }

    @Test
    void more_than_was_paid_or_what_was_not_paid_does_not_go_back() {
        Payment unpaid = till.create();
        assertThat(till.refund(unpaid, 1, "early")).isEqualTo(RefundRequest.NOT_PAID);

        Payment payment = till.paid();
        assertThat(till.refund(payment, 2001, "more")).isEqualTo(RefundRequest.NOT_THAT_MUCH);
        assertThat(till.refund(payment, 0, "none")).isEqualTo(RefundRequest.NOT_THAT_MUCH);
        assertThat(till.working(
                        () -> Till.payments().refund(payment.id(), Money.of(1, "CNY"), "yuan", "Other currency")))
                .isEqualTo(RefundRequest.NOT_THAT_MUCH);
        assertThat(till.working(() -> Till.payments()
                        .refund(PaymentId.next(java.time.Instant.EPOCH), Money.of(1, "EUR"), "none", "No payment")))
                .isEqualTo(RefundRequest.NO_SUCH_PAYMENT);
    }

    @Test
    void a_refund_that_failed_can_be_asked_for_again() {
        Payment payment = till.paid();
        till.refund(payment, 2000, "all");

        tell(payment, "all", Kind.REFUND_FAILED, 2000);
        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_FAILED);
        assertThat(Till.subjects().told(till.subject).getLast()).isInstanceOf(PaymentOutcome.RefundFailed.class);
        assertThat(tell(payment, "all", Kind.REFUNDED, 2000)).isEqualTo(new Reception.Kept(Effect.IGNORED));

        assertThat(till.refund(payment, 2000, "again")).isEqualTo(RefundRequest.REQUESTED);
        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_REQUESTED);
    }

    @Test
    void a_refund_that_the_provider_refuses_has_failed() throws Exception {
        Payment payment = till.paid();
        RunningPolity.part(TestProvider.class).refusing.add(till.subject);
        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.Paid.class);

        till.refund(payment, 2000, "all");
        Zone.JOBS.call(() -> RunningPolity.part(Refunds.class).run());

        assertThat(Till.subjects().await(till.subject)).isInstanceOf(PaymentOutcome.RefundFailed.class);
    }

    @Test
    void a_refund_of_another_amount_is_kept_for_an_official() {
        Payment payment = till.paid();
        till.refund(payment, 500, "part");

        assertThat(tell(payment, "part", Kind.REFUNDED, 501)).isEqualTo(new Reception.Kept(Effect.MISMATCH));
        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_REQUESTED);
    }

    private Reception tell(Payment payment, String key, Kind kind, long cents) {
        return Till.tell(Till.event(payment, kind, Money.of(cents, "EUR"), Optional.of(till.refundOf(payment, key))));
    }

    private PaymentState state(Payment payment) {
        return till.payment(payment.id()).state();
    }
}
