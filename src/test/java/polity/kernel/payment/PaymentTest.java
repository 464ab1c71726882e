// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.ledger.Money;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.payment.PaymentRules.Effect;
import polity.kernel.payment.ProviderEvent.Kind;
import polity.kernel.payment.Webhooks.Reception;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaymentTest {

    private final Till till = new Till();

    @Test
    void money_that_was_taken_is_told_to_the_subject_at_once() {
        Payment payment = till.create();

        assertThat(Till.tell(Till.event(payment, Kind.SUCCEEDED))).isEqualTo(new Reception.Kept(Effect.APPLIED));

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(told()).singleElement().isInstanceOfSatisfying(PaymentOutcome.Paid.class, paid -> {
            assertThat(paid.late()).isFalse();
            assertThat(paid.payment().state()).isEqualTo(PaymentState.SUCCEEDED);
        });
    }

    @Test
    void a_decline_is_told_and_another_card_can_still_pay() {
        Payment payment = till.create();

        Till.tell(Till.event(payment, Kind.DECLINED));
        assertThat(state(payment)).isEqualTo(PaymentState.DECLINED);
        assertThat(told()).singleElement().isInstanceOf(PaymentOutcome.Declined.class);

        assertThat(Till.tell(Till.event(payment, Kind.SUCCEEDED))).isEqualTo(new Reception.Kept(Effect.LATE));
        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    }

    @Test
    void a_payment_is_abandoned_when_its_time_has_run_out() {
        Payment payment = till.create();

        expire();

        assertThat(state(payment)).isEqualTo(PaymentState.ABANDONED);
        assertThat(told()).singleElement().isInstanceOf(PaymentOutcome.Abandoned.class);
    }

    @Test
    void who_has_not_paid_is_reminded_once_after_half_of_the_time() {
        Payment payment = till.create();
        Payment paid = till.create();
        Till.tell(Till.event(paid, Kind.SUCCEEDED));
        Duration half = Duration.between(payment.created(), payment.expires()).dividedBy(2);

        remind(half.minusMinutes(1));
        assertThat(told()).noneMatch(PaymentOutcome.Outstanding.class::isInstance);
        remind(half.plusMinutes(1));
        remind(half.plusMinutes(1));

        assertThat(told())
                .filteredOn(PaymentOutcome.Outstanding.class::isInstance)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.payment().id()).isEqualTo(payment.id()));
        assertThat(state(payment)).isEqualTo(PaymentState.CREATED);
    }

    /** Runs the job as if so much time had passed. */
    private static void remind(Duration later) {
        var job = DuePayments.unreminded(
                RunningPolity.part(PaymentRows.class),
                RunningPolity.part(Outcomes.class),
                RunningPolity.part(Transactions.class),
                InstantSource.offset(InstantSource.system(), later));
        Zone.JOBS.call(job::run);
    }

    @Test
    void money_that_comes_late_still_counts_and_is_said_to_be_late() {
        Payment payment = till.create();
        expire();

        assertThat(Till.tell(Till.event(payment, Kind.SUCCEEDED))).isEqualTo(new Reception.Kept(Effect.LATE));

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(told().getLast())
                .isInstanceOfSatisfying(
                        PaymentOutcome.Paid.class,
                        paid -> assertThat(paid.late()).isTrue());
    }

    @Test
    void money_that_cannot_be_used_any_more_goes_back() {
        Payment payment = till.create();
        expire();
        Till.subjects().leave(till.subject);

        Till.tell(Till.event(payment, Kind.SUCCEEDED));

        assertThat(state(payment)).isEqualTo(PaymentState.REFUND_REQUESTED);
        assertThat(till.payment(payment.id()).refunding()).isEqualTo(Till.PRICE);
        Till.tell(Till.event(payment, Kind.REFUNDED, Till.PRICE, Optional.of(till.refundOf(payment, "unusable"))));
        assertThat(state(payment)).isEqualTo(PaymentState.REFUNDED);
    }

    @Test
    void an_event_that_is_told_twice_acts_once() {
        Payment payment = till.create();
        ProviderEvent event = Till.event(payment, Kind.SUCCEEDED);

        Till.tell(event);

        assertThat(Till.tell(event)).isEqualTo(new Reception.Repeated());
        assertThat(told()).hasSize(1);
    }

    @Test
    void an_event_told_by_eight_at_once_acts_once() throws Exception {
        Payment payment = till.create();
        ProviderEvent event = Till.event(payment, Kind.SUCCEEDED);

        List<Reception> receptions = atOnce(Collections.nCopies(8, event));

        assertThat(receptions).containsOnlyOnce(new Reception.Kept(Effect.APPLIED));
        assertThat(receptions).filteredOn(new Reception.Repeated()::equals).hasSize(7);
        assertThat(told()).hasSize(1);
    }

    @Test
    void eight_different_events_at_once_leave_one_success() throws Exception {
        Payment payment = till.create();

        atOnce(IntStream.range(0, 8)
                .mapToObj(n -> Till.event(payment, n % 2 == 0 ? Kind.SUCCEEDED : Kind.DECLINED))
                .toList());

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(told()).filteredOn(PaymentOutcome.Paid.class::isInstance).hasSize(1);
        assertThat(events(payment)).hasSize(8);
    }

    @Test
    void an_earlier_decline_that_arrives_after_the_success_changes_nothing_and_is_kept() {
        Payment payment = till.create();
        Till.tell(Till.event(payment, Kind.SUCCEEDED));

        assertThat(Till.tell(Till.event(payment, Kind.DECLINED))).isEqualTo(new Reception.Kept(Effect.IGNORED));

        assertThat(state(payment)).isEqualTo(PaymentState.SUCCEEDED);
        assertThat(told()).hasSize(1);
        assertThat(events(payment)).containsExactly("applied", "ignored");
    }

    @Test
    void another_amount_or_currency_is_refused_and_kept_for_an_official() {
        Payment payment = till.create();

        for (Money wrong : List.of(Money.of(1999, "EUR"), Money.of(2000, "CNY"))) {
            assertThat(Till.tell(Till.event(payment, Kind.SUCCEEDED, wrong, Optional.empty())))
                    .isEqualTo(new Reception.Kept(Effect.MISMATCH));
        }

        assertThat(state(payment)).isEqualTo(PaymentState.CREATED);
        assertThat(told()).isEmpty();
        List<Payments.Disputed> disputed = till.working(() -> Till.payments().disputed(Optional.empty(), 100));
        assertThat(disputed)
                .filteredOn(each -> each.payment().equals(Optional.of(payment.id())))
                .hasSize(2)
                .allMatch(Payments.Disputed::wrongAmount);
    }

    @Test
    void an_event_about_no_payment_is_kept_for_an_official() {
        var nobody = new ProviderEvent(
                "evt-" + UUID.randomUUID(),
                Kind.SUCCEEDED,
                "p-" + UUID.randomUUID(),
                Till.PRICE,
                Optional.empty(),
                "",
                Instant.EPOCH);

        assertThat(Till.tell(nobody)).isEqualTo(new Reception.Kept(Effect.UNKNOWN));
        assertThat(Till.tell(nobody)).isEqualTo(new Reception.Repeated());
        assertThat(till.working(() -> Till.payments().disputed(Optional.empty(), 100)))
                .anyMatch(each -> each.reference().equals(nobody.reference()) && !each.wrongAmount());
    }

    @Test
    void what_is_not_signed_rightly_and_lately_is_refused_and_not_kept() {
        Payment payment = till.create();
        byte[] body = Till.body(Till.event(payment, Kind.SUCCEEDED));
        Instant now = Instant.now();

        assertThat(Till.receive("", body)).isEqualTo(refused(PaymentProvider.Refusal.UNSIGNED));
        assertThat(Till.receive(new Signature("another").sign(body, now), body))
                .isEqualTo(refused(PaymentProvider.Refusal.WRONG_SIGNATURE));
        assertThat(Till.receive(TestProvider.SIGNATURE.sign(Till.bytes("other"), now), body))
                .isEqualTo(refused(PaymentProvider.Refusal.WRONG_SIGNATURE));
        assertThat(Till.receive(TestProvider.SIGNATURE.sign(body, now.minus(Duration.ofMinutes(6))), body))
                .isEqualTo(refused(PaymentProvider.Refusal.TOO_OLD));
        assertThat(Till.receive(TestProvider.SIGNATURE.sign(body, now.plus(Duration.ofMinutes(6))), body))
                .isEqualTo(refused(PaymentProvider.Refusal.TOO_OLD));
        assertThat(events(payment)).isEmpty();
        assertThat(state(payment)).isEqualTo(PaymentState.CREATED);
    }

    @Test
    void nothing_is_kept_when_the_subject_fails_so_that_the_provider_tells_again() {
        Payment payment = till.create();
        ProviderEvent event = Till.event(payment, Kind.SUCCEEDED);
        Till.subjects().breakDown(till.subject);

        assertThatThrownBy(() -> Till.tell(event)).isInstanceOf(TestSubject.Broken.class);
        assertThat(state(payment)).isEqualTo(PaymentState.CREATED);
        assertThat(events(payment)).isEmpty();

        Till.subjects().recover(till.subject);
        assertThat(Till.tell(event)).isEqualTo(new Reception.Kept(Effect.APPLIED));
    }

    @Test
    void a_visitor_sees_no_payment_and_moves_none() {
        Payment payment = till.create();

        assertThat(Till.in(
                        Zone.PUBLIC,
                        Context.visitor("curious"),
                        () -> Till.payments().find(payment.id())))
                .isEmpty();
        assertThat(Till.in(
                        Zone.PUBLIC,
                        Context.of(UUID.randomUUID(), "curious"),
                        () -> RunningPolity.part(JdbcClient.class)
                                .sql("update payment.payment set state = 'succeeded' where id = ?")
                                .param(payment.id().value())
                                .update()))
                .isZero();
    }

    @Test
    void payers_see_their_own_payments() {
        UUID payer = UUID.randomUUID();
        PaymentOrder order = till.order();
        var own = new PaymentOrder(
                Optional.of(payer),
                order.kind(),
                order.subject(),
                order.amount(),
                order.description(),
                order.returnPath(),
                order.validFor());

        PaymentId id = Till.in(
                        Zone.PUBLIC,
                        Context.of(payer, "pay"),
                        () -> Till.payments().create(own))
                .id();

        assertThat(Till.in(
                        Zone.PUBLIC,
                        Context.of(payer, "look"),
                        () -> Till.payments().of(TestSubject.KIND, till.subject)))
                .extracting(Payment::id)
                .containsExactly(id);
        assertThatThrownBy(() -> Till.in(
                        Zone.PUBLIC,
                        Context.visitor("pay"),
                        () -> Till.payments().create(own)))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void a_payment_returns_to_a_path_of_ours_alone() {
        for (String path : List.of("//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb")) {
            assertThatThrownBy(() -> new PaymentOrder(
                            Optional.empty(), "test", "x", Till.PRICE, "A thing", path, Duration.ofMinutes(1)))
                    .isInstanceOf(PaymentOrder.UnfitOrder.class);
        }
        assertThat(new PaymentOrder(
                        Optional.empty(), "test", "x", Till.PRICE, "A", "/cases/1?paid=1", Duration.ofMinutes(1)))
                .isNotNull();
    }

    private static Reception refused(PaymentProvider.Refusal why) {
        return new Reception.Refused(why);
    }

    private PaymentState state(Payment payment) {
        return till.payment(payment.id()).state();
    }

    private List<PaymentOutcome> told() {
        return Till.subjects().told(till.subject);
    }

    private List<String> events(Payment payment) {
        return till.working(() -> RunningPolity.part(JdbcClient.class)
                .sql("select effect from payment.event where payment = ? order by id")
                .param(payment.id().value())
                .query(String.class)
                .list());
    }

    /** Runs the job as if an hour had passed. */
    private static void expire() {
        var job = DuePayments.expired(
                RunningPolity.part(PaymentRows.class),
                RunningPolity.part(Outcomes.class),
                RunningPolity.part(Transactions.class),
                InstantSource.offset(InstantSource.system(), Duration.ofHours(1)));
        Zone.JOBS.call(job::run);
    }

    private static List<Reception> atOnce(List<ProviderEvent> events) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reception>> receptions = events.stream()
                    .map(event -> threads.submit(() -> {
                        start.await();
                        return Till.tell(event);
                    }))
                    .toList();
            start.countDown();
            var all = new ArrayList<Reception>();
            for (Future<Reception> reception : receptions) {
                all.add(reception.get());
            }
            return all;
        }
    }
}
