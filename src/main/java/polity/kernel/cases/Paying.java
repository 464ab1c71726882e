// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.ledger.Ledger;
import polity.kernel.ledger.Money;
import polity.kernel.ledger.Posting;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.payment.Payment;
import polity.kernel.payment.PaymentOutcome;
import polity.kernel.payment.PaymentSubject;

/** Cases that are paid for: what was granted takes effect in the transaction that records the payment. */
final class Paying implements PaymentSubject {

    private static final String CARDS = "assets.card-payments";

    private final Transactions transactions;
    private final Catalogue catalogue;
    private final Matters matters;
    private final Effects effects;
    private final Ledger ledger;
    private final Audit audit;
    private final Outbox outbox;
    private final InstantSource clock;

    Paying(
            Transactions transactions,
            Catalogue catalogue,
            Matters matters,
            Effects effects,
            Ledger ledger,
            Audit audit,
            Outbox outbox,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.matters = matters;
        this.effects = effects;
        this.ledger = ledger;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Effects.KIND;
    }

    @Override
    public Answer on(PaymentOutcome outcome) {
        Payment payment = outcome.payment();
        if (payment.payer().isEmpty()) {
            return Answer.REFUND;
        }
        transactions.actFor(payment.payer().get());
        Instant at = clock.instant();
        return matters.lock(UUID.fromString(payment.subject()))
                .map(matter -> switch (outcome) {
                    case PaymentOutcome.Paid _ -> paid(matter, payment, at);
                    case PaymentOutcome.Declined _ -> told(matter, at, "payment-declined");
                    case PaymentOutcome.Abandoned _ -> abandoned(matter, at);
                    case PaymentOutcome.Refunded refunded -> refunded(matter, refunded, at);
                    case PaymentOutcome.RefundFailed _ -> told(matter, at, "refund-failed");
                })
                .orElse(Answer.REFUND);
    }

    private Answer paid(Matter matter, Payment payment, Instant at) {
        // Who pays after the time has no right to a place that may be somebody else's by now.
        Optional<Matters.Decision> granted =
                Deciding.awaitsPayment(matter) ? matters.payable(matter.id(), at) : Optional.empty();
        ServicePackage service = catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
        // What goes back has come in.
        ledger.post(Posting.of(
                "payment:" + payment.id().value(),
                LocalDate.ofInstant(at, service.place()),
                matter.id().toString(),
                matter.reference(),
                new Posting.Line(CARDS, service.paymentAccount(), payment.amount())));
        if (granted.isEmpty()) {
            return Answer.REFUND;
        }
        if (!effects.possible(matter, service, at)) {
            return overtaken(matter, service, payment, at);
        }
        Determination.Determined decided = granted.get().made();
        Matter effective = effects.take(matter, service, decided, at);
        matters.move(effective, at, null, "paid", null, true);
        audit.record(Act.of(at, "cases.effect", Effects.KIND, matter.id())
                .onBehalfOf(matter.applicant())
                .with("payment", payment.id().value())
                .with("amount", payment.amount().minor()));
        tell(effective);
        return Answer.KEEP;
    }

    /** What it was about has changed or ended since it was decided. */
    private Answer overtaken(Matter matter, ServicePackage service, Payment payment, Instant at) {
        Matter given = matter.standing(Moves.OVERTAKEN);
        matters.move(given, at, null, Moves.OVERTAKEN, null, true);
        Money amount = payment.amount();
        matters.tell(
                matter.id(),
                at,
                null,
                "refund-due",
                service.words(Language.ofTag(matter.language()).orElse(Language.EN))
                        .money(amount.minor(), amount.currency()));
        audit.record(Act.of(at, "cases.effect", Effects.KIND, matter.id())
                .onBehalfOf(matter.applicant())
                .with("payment", payment.id().value())
                .ending(Act.Outcome.REFUSED));
        tell(given);
        return Answer.REFUND;
    }

    private Answer refunded(Matter matter, PaymentOutcome.Refunded refunded, Instant at) {
        Money amount = refunded.amount();
        ServicePackage service = catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
        ledger.post(Posting.of(
                "refund:" + refunded.payment().id().value() + ":" + refunded.key(),
                LocalDate.ofInstant(at, service.place()),
                matter.id().toString(),
                matter.reference(),
                new Posting.Line(service.paymentAccount(), CARDS, amount)));
        // It belongs to the case that brought it about, which isn't the one that was paid for.
        matters.tell(
                Refunding.orderedBy(refunded.key()).orElse(matter.id()),
                at,
                null,
                "refunded",
                service.words(Language.ofTag(matter.language()).orElse(Language.EN))
                        .money(amount.minor(), amount.currency()));
        return Answer.KEEP;
    }

    private Answer abandoned(Matter matter, Instant at) {
        if (Deciding.awaitsPayment(matter)) {
            Matter given = matter.standing(Moves.ABANDONED);
            matters.move(given, at, null, "abandoned", null, true);
            tell(given);
        }
        return Answer.KEEP;
    }

    private Answer told(Matter matter, Instant at, String event) {
        matters.tell(matter.id(), at, null, event, null);
        return Answer.KEEP;
    }

    private void tell(Matter matter) {
        outbox.publish(matter.changed());
    }
}
