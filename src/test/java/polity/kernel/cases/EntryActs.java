// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.documents.Documents;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.payment.Payment;
import polity.kernel.payment.PaymentId;
import polity.kernel.payment.PaymentOutcome;
import polity.kernel.payment.PaymentSubject.Answer;
import polity.kernel.payment.Payments;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.Residents.Resident;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** What a holder, an official and a card do about a permit, and what is so then. */
abstract class EntryActs {

    static final UUID OFFICIAL = UUID.randomUUID();

    final Cases cases = RunningPolity.part(Cases.class);
    final Reviews reviews = RunningPolity.part(Reviews.class);
    final Deciding deciding = RunningPolity.part(Deciding.class);
    final Matters matters = RunningPolity.part(Matters.class);
    final Transactions transactions = RunningPolity.part(Transactions.class);
    final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
    final Resident resident = Residents.withCarIn(Residents.zone(3));

    // --- as the holder

    /** A permit that was paid for. */
    UUID permit() {
        Matter applied = done(new Submission(
                "residents-parking-permit",
                "apply",
                resident.person(),
                "Test Resident",
                Language.EN,
                UUID.randomUUID().toString(),
                application(resident),
                null));
        assertThat(paid(applied)).isEqualTo(Answer.KEEP);
        return Objects.requireNonNull(now(applied.id()).entry());
    }

    Map<String, @Nullable Object> application(Resident applicant) {
        return Map.of(
                "product",
                "resident",
                "registration",
                applicant.registration(),
                "months",
                "12",
                "start",
                today.toString());
    }

    /** A change of vehicle that is granted and to be paid. */
    Matter changing(UUID permit) {
        Matter change = done(
                change(permit, Residents.vehicle(resident.person(), Map.of("fuel", "petrol", "co2", 120, "euro", 6))));
        assertThat(change.status()).isEqualTo(Moves.AWAITING_PAYMENT);
        return change;
    }

    Submission change(UUID permit, String registration) {
        return asked("change-vehicle", permit, UUID.randomUUID().toString(), Map.of("registration", registration));
    }

    Submission surrender(UUID permit, String key) {
        return asked("surrender", permit, key, Map.of("last_day", today.toString()));
    }

    Submission asked(String procedure, UUID permit, String key, Map<String, @Nullable Object> answers) {
        return new Submission(
                "residents-parking-permit",
                procedure,
                resident.person(),
                "Test Resident",
                Language.EN,
                key,
                answers,
                permit);
    }

    Received submitted(Submission submission) {
        return deciding.submit(submission, Instant.now());
    }

    Matter done(Submission submission) {
        Received received = Zone.PUBLIC.call(() -> cases.submit(submission));
        assertThat(received).isInstanceOf(Received.Case.class);
        return now(id(received));
    }

    Answer paid(Matter matter) {
        return Zone.JOBS.call(() -> transactions.write(Context.visitor("test"), () -> {
            Payment payment = RunningPolity.part(Payments.class)
                    .find(new PaymentId(Objects.requireNonNull(matter.payment())))
                    .orElseThrow();
            return RunningPolity.part(Paying.class).on(new PaymentOutcome.Paid(payment, false));
        }));
    }

    // --- as an official

    static Context official() {
        UUID unit = DatabaseOwner.ask(jdbc -> jdbc.sql("select id from authority.unit where code = 'parking'")
                .query(UUID.class)
                .single());
        return new Context(OFFICIAL, unit, "test");
    }

    OfficialAct.Result acted(OfficialAct act) {
        return Zone.DESK.call(() -> cases.act(official(), act, _ -> {}));
    }

    void revoked(UUID permit) {
        OfficialAct.Result result = acted(new OfficialAct(
                "residents-parking-permit",
                "revoke",
                permit,
                entry(permit).version(),
                Map.of("ground", "other-vehicle"),
                "It was seen on another car.",
                UUID.randomUUID().toString()));
        assertThat(result).isInstanceOf(OfficialAct.Result.Done.class);
    }

    ReviewTask.Result review(Matter matter, boolean grant) {
        return Zone.DESK.call(() -> {
            UUID review = reviews.open(official(), () -> List.of(matter.unit())).stream()
                    .filter(task -> task.matter().value().equals(matter.id()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            return reviews.decide(official(), review, grant, "Because.", (_, _) -> {});
        });
    }

    // --- what is so now

    void overtaken(Matter change, UUID permit) {
        assertThat(now(change.id()).status()).isEqualTo(Moves.OVERTAKEN);
        List<String> told = read(() -> matters.events(change.id())).stream()
                .map(event -> event.kind() + " " + event.note())
                .toList();
        assertThat(told).contains("overtaken null", "refund-due £18.00");
        assertThat(documents(permit)).hasSize(1);
    }

    /** Whoever ended what it was about has ended it, too. */
    void dropped(Matter change, UUID permit) {
        assertThat(now(change.id()).status()).isEqualTo(Moves.ABANDONED);
        assertThat(read(() -> matters.events(change.id())))
                .extracting(CaseView.Event::kind)
                .contains("dropped");
        assertThat(documents(permit)).hasSize(1);
    }

    List<IssuedDocument> documents(UUID permit) {
        return read(() -> RunningPolity.part(Documents.class).of(Effects.KIND, permit));
    }

    RegisterEntry entry(UUID permit) {
        return Zone.JOBS.call(() -> transactions.write(
                Context.visitor("test"),
                () -> RunningPolity.part(Registers.class)
                        .entry("permits", permit, Instant.now(), "test")
                        .orElseThrow()));
    }

    Determination.Determined decided(Matter matter) {
        return read(() -> matters.decisions(matter.id())).getLast().made();
    }

    Matter now(UUID matter) {
        return read(() -> matters.find(matter).orElseThrow());
    }

    <T> T read(Supplier<T> question) {
        return Zone.JOBS.call(() -> transactions.read(Context.visitor("test"), question));
    }

    static UUID id(Object result) {
        return switch (result) {
            case Received.Case made -> made.id().value();
            case OfficialAct.Result.Done made -> made.id().value();
            default -> throw new AssertionError(result);
        };
    }
}
