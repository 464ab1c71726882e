// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.payment.PaymentSubject.Answer;
import polity.kernel.registers.Registers;
import polity.kernel.reviewing.ReviewTask;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What several do at once, or one after the other has changed it, to the same entry: only what was decided on it as it stands. */
class EntryRacesTest extends EntryActs {

    private static final int MOST_LOOKS = 100_000;

    @Test
    void what_is_given_back_twice_at_once_is_paid_back_once() {
        UUID permit = permit();

        Object[] both = together(
                () -> submitted(surrender(permit, "first")),
                () -> Zone.PUBLIC.call(() -> cases.submit(surrender(permit, "second"))));

        assertThat(decided(now(id(both[0]))).refund()).isPositive();
        assertThat(both[1]).isInstanceOf(Received.NotPossible.class);
    }

    @Test
    void the_same_submission_twice_at_once_is_one_case() {
        UUID permit = permit();

        Matter[] both = atOnce(
                () -> submitted(surrender(permit, "same")),
                () -> Zone.PUBLIC.call(() -> cases.submit(surrender(permit, "same"))));

        assertThat(both[1]).isEqualTo(both[0]);
    }

    @Test
    void what_is_given_back_while_an_official_ends_it_is_paid_back_once() {
        UUID permit = permit();
        var act = new OfficialAct(
                "residents-parking-permit",
                "moved-away",
                permit,
                null,
                Map.of("moved_on", today),
                null,
                UUID.randomUUID().toString());

        Object[] both = together(() -> submitted(surrender(permit, "beside")), () -> acted(act));

        assertThat(decided(now(id(both[0]))).refund()).isPositive();
        assertThat(both[1]).isInstanceOf(OfficialAct.Result.NotPossible.class);
    }

    @Test
    void what_is_given_back_while_an_official_takes_it_back_is_given_back() {
        UUID permit = permit();
        Matter granted = read(() -> matters.first(permit)).orElseThrow();
        Zone.PUBLIC.run(() -> cases.askForReview(resident.person(), new CaseId(granted.id()), null));

        // The holder has the entry and comes to its case when the official is at work: neither waits for ever.
        Object[] both = together(
                () -> RunningPolity.part(Registers.class).lock("permits", permit, Instant.now(), "test"),
                () -> submitted(surrender(permit, "returned")),
                () -> review(granted, true));

        assertThat(decided(now(id(both[0]))).refund()).isPositive();
        assertThat(both[1]).isEqualTo(ReviewTask.Result.CANNOT_BE_GRANTED);
    }

    @Test
    void an_official_decides_on_what_he_saw() {
        UUID permit = permit();
        int seen = entry(permit).version();
        var act = new OfficialAct(
                "residents-parking-permit",
                "revoke",
                permit,
                seen,
                Map.of("ground", "other-vehicle"),
                null,
                UUID.randomUUID().toString());
        done(surrender(permit, "before"));

        OfficialAct.Result result = Zone.DESK.call(() -> cases.act(official(), act, _ -> {}));

        assertThat(result).isInstanceOf(OfficialAct.Result.Overtaken.class);
        assertThat(entry(permit).version()).isGreaterThan(seen);
    }

    @Test
    void money_for_a_change_of_what_is_given_back_meanwhile_goes_back() {
        UUID permit = permit();
        Matter change = changing(permit);

        Object[] both = together(() -> submitted(surrender(permit, "meanwhile")), () -> paid(change));

        assertThat(both[1]).isEqualTo(Answer.REFUND);
        dropped(change, permit);
    }

    @Test
    void money_for_a_change_of_what_was_revoked_goes_back() {
        UUID permit = permit();
        Matter change = changing(permit);
        revoked(permit);

        assertThat(paid(change)).isEqualTo(Answer.REFUND);

        dropped(change, permit);
    }

    @Test
    void money_for_a_change_of_what_has_ended_goes_back() {
        UUID permit = permit();
        Matter change = changing(permit);
        Residents.end(permit, Instant.now());

        assertThat(paid(change)).isEqualTo(Answer.REFUND);

        overtaken(change, permit);
    }

    @Test
    void of_two_changes_that_were_decided_on_the_same_permit_the_first_that_is_paid_counts() {
        UUID permit = permit();
        Matter first = changing(permit);
        Matter second = changing(permit);

        assertThat(paid(second)).isEqualTo(Answer.KEEP);
        assertThat(paid(first)).isEqualTo(Answer.REFUND);

        assertThat(entry(permit).data())
                .containsEntry("registration", second.answers().get("registration"));
        assertThat(documents(permit).stream().filter(each -> each.revoked() == null))
                .hasSize(1);
    }

    @Test
    void a_change_of_what_was_revoked_meanwhile_can_not_be_granted() {
        UUID permit = permit();
        String elsewhere = Residents.vehicle(UUID.randomUUID(), Map.of("fuel", "petrol", "co2", 120, "euro", 6));
        Matter refused = done(change(permit, elsewhere));
        assertThat(refused.status()).isEqualTo(Moves.REFUSED);
        Zone.PUBLIC.run(() -> cases.askForReview(resident.person(), new CaseId(refused.id()), "It is my mother's."));
        revoked(permit);

        ReviewTask.Result result = review(refused, true);

        assertThat(result).isEqualTo(ReviewTask.Result.CANNOT_BE_GRANTED);
        assertThat(now(refused.id()).status()).isEqualTo(Moves.UNDER_REVIEW);
        assertThat(review(refused, false)).isEqualTo(ReviewTask.Result.UPHELD);
    }

    @Test
    void what_replaces_a_document_that_is_to_end_ends_with_it_and_holds_no_longer_than_its_entry() {
        UUID permit = permit();
        Matter change = changing(permit);
        done(asked(
                "surrender",
                permit,
                "later",
                Map.of("last_day", today.plusDays(9).toString())));
        Instant ends = Objects.requireNonNull(documents(permit).getFirst().revoked());
        Determination.Determined made = decided(change);

        Zone.PUBLIC.call(() -> transactions.write(
                Context.of(resident.person(), "test"),
                () -> RunningPolity.part(Effects.class)
                        .take(
                                change,
                                RunningPolity.part(Catalogue.class)
                                        .byDigest(change.packageDigest())
                                        .orElseThrow(),
                                made,
                                Instant.now())));

        assertThat(made.to()).isAfter(today.plusDays(9));
        IssuedDocument issued = documents(permit).getFirst();
        assertThat(issued.validTo()).isEqualTo(today.plusDays(9));
        assertThat(issued.revoked()).isEqualTo(ends).isAfter(Instant.now());
        assertThat(issued.reason()).isEqualTo("ended");
        assertThat(documents(permit).getLast().reason()).isEqualTo("replaced");
    }

    @Test
    void nothing_is_applied_for_in_the_name_of_somebody_elses_entry() {
        UUID permit = permit();
        Resident other = Residents.withCarIn(Residents.zone(1));
        var application = new Submission(
                "residents-parking-permit",
                "apply",
                other.person(),
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                application(other),
                permit);

        assertThat(done(application).entry()).isNull();
    }

    // --- what two do

    /** Whatever the second does waits for the first, which has been decided but isn't committed. */
    private Object[] together(Supplier<?> first, Supplier<?> second) {
        var made = new AtomicReference<Object>();
        return together(
                () -> {
                    made.set(first.get());
                    return made;
                },
                made::get,
                second);
    }

    /** The first goes on and commits when the second waits for it. */
    private Object[] together(Supplier<?> first, Supplier<?> then, Supplier<?> second) {
        var decided = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> one = threads.submit(() ->
                    Zone.PUBLIC.call(() -> transactions.write(Context.of(resident.person(), "submit:test"), () -> {
                        var _ = first.get();
                        decided.countDown();
                        await(go);
                        return then.get();
                    })));
            await(decided);
            Future<?> two = threads.submit(second::get);
            for (int look = 0; look < MOST_LOOKS && !two.isDone() && !awaited(); look++) {
                Thread.onSpinWait();
            }
            go.countDown();
            return new Object[] {result(one), result(two)};
        }
    }

    private Matter[] atOnce(Supplier<Received> first, Supplier<?> second) {
        Object[] both = together(first, second);
        return new Matter[] {now(id(both[0])), now(id(both[1]))};
    }

    /** Whether somebody waits for another: for the entry, or for a case about it. */
    private static boolean awaited() {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Object result(Future<?> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
