// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import polity.kernel.catalogue.Counted;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.payment.PaymentId;
import polity.kernel.payment.PaymentOutcome;
import polity.kernel.payment.Payments;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** Places of a full zone, given to those who wait for them: as many as there are, in the order of submission. */
class WaitingListTest {

    private static final ZoneId PLACE = ZoneId.of("Europe/London");

    private final Cases cases = RunningPolity.part(Cases.class);
    private final Matters matters = RunningPolity.part(Matters.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);

    @Test
    void the_oldest_application_is_offered_the_place_that_became_free_and_time_to_pay() {
        String zone = Residents.zone(1);
        Matter holder = submitted(Residents.in(zone));
        Matter first = submitted(Residents.withCarIn(zone));
        Matter second = submitted(Residents.withCarIn(zone));
        assertThat(List.of(holder.status(), first.status(), second.status()))
                .containsExactly(Moves.ISSUED, Moves.WAITING, Moves.WAITING);
        assertThat(seen(second).position()).isEqualTo(2);

        free(holder);
        serve(Duration.ofMinutes(1));

        assertThat(now(first).status()).isEqualTo(Moves.OFFERED);
        assertThat(now(second).status()).isEqualTo(Moves.WAITING);
        assertThat(seen(second).position()).isEqualTo(1);
        CaseView.ToPay pay = Objects.requireNonNull(seen(first).pay());
        assertThat(pay.amount()).isPositive();
        assertThat(Duration.between(Instant.now(), pay.until())).isBetween(Duration.ofDays(6), Duration.ofDays(7));
    }

    @Test
    void two_freed_places_are_two_offers_however_many_nodes_look_at_once() {
        String zone = Residents.zone(2);
        List<Matter> holders = List.of(submitted(Residents.in(zone)), submitted(Residents.in(zone)));
        var waiting = new ArrayList<Matter>();
        for (int i = 0; i < 5; i++) {
            waiting.add(submitted(i % 2 == 0 ? Residents.withCarIn(zone) : Residents.in(zone)));
        }

        holders.forEach(this::free);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> nodes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Duration later = Duration.ofMinutes(1 + i);
                nodes.add(threads.submit(() -> serve(later)));
            }
            nodes.forEach(WaitingListTest::done);
        }

        assertThat(waiting.stream().map(each -> now(each).status()))
                .containsExactly(Moves.OFFERED, Moves.ISSUED, Moves.WAITING, Moves.WAITING, Moves.WAITING);
    }

    @Test
    void who_waits_for_a_place_of_one_service_stands_in_nobodys_way_at_another_that_calls_its_limit_the_same() {
        String zone = Residents.zone(1);
        submitted(Residents.in(zone));
        Matter waiting = submitted(Residents.in(zone));
        assertThat(waiting.status()).isEqualTo(Moves.WAITING);
        Map<String, Object> nothing = Map.of("zone", zone, "product", "visitor", "standing", "current");
        List<Counted> limits = List.of(
                new Counted("own", "residents-parking-permit:zone", zone, "permits", nothing),
                new Counted("other", "market-stall:zone", zone, "permits", nothing));

        Map<String, Long> taken = Zone.PUBLIC.call(() -> transactions.write(
                Context.of(waiting.applicant(), "test"),
                () -> RunningPolity.part(Places.class).claim(limits, Instant.now(), null)));

        assertThat(taken).isEqualTo(Map.of("own", 1L, "other", 0L));
    }

    @Test
    void an_offer_that_lapses_passes_on() {
        String zone = Residents.zone(1);
        Matter holder = submitted(Residents.in(zone));
        Matter first = submitted(Residents.withCarIn(zone));
        Matter second = submitted(Residents.withCarIn(zone));
        free(holder);
        serve(Duration.ofMinutes(1));

        lapse(first);
        serve(Duration.ofMinutes(2));

        assertThat(now(first).status()).isEqualTo(Moves.ABANDONED);
        assertThat(now(second).status()).isEqualTo(Moves.OFFERED);
    }

    @Test
    void who_applies_while_others_wait_gets_behind_them_even_when_a_place_is_free() {
        String zone = Residents.zone(1);
        Matter holder = submitted(Residents.in(zone));
        Matter waiting = submitted(Residents.in(zone));
        free(holder);

        Matter late = submitted(Residents.in(zone));

        assertThat(late.status()).isEqualTo(Moves.WAITING);
        serve(Duration.ofMinutes(1));
        assertThat(now(waiting).status()).isEqualTo(Moves.ISSUED);
        assertThat(now(late).status()).isEqualTo(Moves.WAITING);
    }

    @Test
    void a_first_day_that_has_passed_meanwhile_is_replaced_by_the_day_of_the_offer() {
        String zone = Residents.zone(1);
        Matter holder = submitted(Residents.in(zone));
        Matter waiting = submitted(Residents.in(zone));
        free(holder);
        Duration later = Duration.ofDays(3);

        // The node itself may come first, on the day of submission: then nothing has to be replaced.
        serve(later);

        Map<String, ?> answers = now(waiting).answers();
        assertThat(now(waiting).status()).isEqualTo(Moves.ISSUED);
        assertThat(String.valueOf(answers.get("start")))
                .isIn(today(Duration.ZERO).toString(), today(later).toString());
    }

    @Test
    void who_withdraws_waits_no_longer() {
        String zone = Residents.zone(1);
        Matter holder = submitted(Residents.in(zone));
        Matter first = submitted(Residents.in(zone));
        Matter second = submitted(Residents.in(zone));

        assertThat(withdraw(second.applicant(), first)).isFalse();
        assertThat(withdraw(first.applicant(), first)).isTrue();
        assertThat(withdraw(first.applicant(), first)).isFalse();
        free(holder);
        serve(Duration.ofMinutes(1));

        assertThat(now(first).status()).isEqualTo(Moves.WITHDRAWN);
        assertThat(now(second).status()).isEqualTo(Moves.ISSUED);
    }

    @Test
    void of_many_at_once_for_the_last_place_one_gets_it() {
        String zone = Residents.zone(1);
        List<Resident> residents = java.util.stream.Stream.generate(() -> Residents.in(zone))
                .limit(6)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Matter>> sent = residents.stream()
                    .map(resident -> threads.submit(() -> submitted(resident)))
                    .toList();

            assertThat(sent.stream().map(each -> done(each).status()))
                    .containsOnlyOnce(Moves.ISSUED)
                    .containsOnly(Moves.ISSUED, Moves.WAITING);
        }
    }

    private Matter submitted(Resident resident) {
        var submission = new Submission(
                "residents-parking-permit",
                "apply",
                resident.person(),
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                Map.of(
                        "product",
                        "resident",
                        "registration",
                        resident.registration(),
                        "months",
                        "12",
                        "start",
                        today(Duration.ZERO).toString()),
                null);
        Received received = Zone.PUBLIC.call(() -> cases.submit(submission));
        assertThat(received).isInstanceOf(Received.Case.class);
        return now(((Received.Case) received).id().value());
    }

    private void free(Matter holder) {
        Residents.end(Objects.requireNonNull(now(holder).entry()), Instant.now());
    }

    /** Looks at all queues as if so much time had passed. */
    private void serve(Duration later) {
        var list = new WaitingList(
                transactions,
                RunningPolity.part(Places.class),
                matters,
                RunningPolity.part(Deciding.class),
                () -> Instant.now().plus(later));
        Zone.JOBS.run(list::run);
    }

    private void lapse(Matter offered) {
        UUID payment = Objects.requireNonNull(now(offered).payment());
        Zone.JOBS.run(() -> transactions.write(
                Context.visitor("test"),
                () -> RunningPolity.part(Paying.class)
                        .on(new PaymentOutcome.Abandoned(RunningPolity.part(Payments.class)
                                .find(new PaymentId(payment))
                                .orElseThrow()))));
    }

    private boolean withdraw(UUID person, Matter matter) {
        return Zone.PUBLIC.call(() -> cases.withdraw(person, new CaseId(matter.id())));
    }

    private CaseView seen(Matter matter) {
        return Zone.PUBLIC.call(
                () -> cases.find(matter.applicant(), new CaseId(matter.id())).orElseThrow());
    }

    private Matter now(Matter matter) {
        return now(matter.id());
    }

    private Matter now(UUID matter) {
        return Zone.JOBS.call(() -> transactions.read(
                Context.visitor("test"), () -> matters.find(matter).orElseThrow()));
    }

    private static LocalDate today(Duration later) {
        return LocalDate.ofInstant(Instant.now().plus(later), PLACE);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
