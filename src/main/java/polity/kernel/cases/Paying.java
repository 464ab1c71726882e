// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.ledger.Ledger;
import polity.kernel.ledger.Money;
import polity.kernel.ledger.Posting;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.page.Words;
import polity.kernel.payment.Payment;
import polity.kernel.payment.PaymentOrder;
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
                    case PaymentOutcome.Outstanding _ -> outstanding(matter, payment);
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
        ServicePackage service = service(matter);
        // What goes back has come in.
        ledger.post(Posting.of(
                "payment:" + payment.id().value(),
                LocalDate.ofInstant(at, service.place()),
                matter.id().toString(),
                matter.reference(),
                new Posting.Line(CARDS, service.paymentAccount(), payment.amount())));
        if (granted.isEmpty()) {
            matters.tell(matter.id(), at, null, "paid-late", money(matter, payment.amount()));
            return Answer.REFUND;
        }
        if (!effects.possible(matter, service, at)) {
            return overtaken(matter, payment, at);
        }
        Determination.Determined decided = granted.get().made();
        Matter effective = effects.take(matter, service, decided, at);
        matters.move(effective, at, null, "paid", null, true);
        audit.record(Act.of(at, "cases.effect", Effects.KIND, matter.id())
                .onBehalfOf(matter.applicant())
                .with("payment", payment.id().value())
                .with("amount", payment.amount().minor()));
        outbox.publish(effective.changed(decided, null));
        return Answer.KEEP;
    }

    /** What it was about has changed or ended since it was decided. */
    private Answer overtaken(Matter matter, Payment payment, Instant at) {
        Matter given = matter.standing(Moves.OVERTAKEN);
        matters.move(given, at, null, Moves.OVERTAKEN, null, true);
        matters.tell(matter.id(), at, null, "refund-due", money(matter, payment.amount()));
        audit.record(Act.of(at, "cases.effect", Effects.KIND, matter.id())
                .onBehalfOf(matter.applicant())
                .with("payment", payment.id().value())
                .ending(Act.Outcome.REFUSED));
        outbox.publish(given.changed());
        return Answer.REFUND;
    }

    private Answer refunded(Matter matter, PaymentOutcome.Refunded refunded, Instant at) {
        Money amount = refunded.amount();
        ServicePackage service = service(matter);
        ledger.post(Posting.of(
                "refund:" + refunded.payment().id().value() + ":" + refunded.key(),
                LocalDate.ofInstant(at, service.place()),
                matter.id().toString(),
                matter.reference(),
                new Posting.Line(service.paymentAccount(), CARDS, amount)));
        // It belongs to the case that brought it about, which isn't the one that was paid for.
        Matter about =
                Refunding.orderedBy(refunded.key()).flatMap(matters::find).orElse(matter);
        matters.tell(about.id(), at, null, "refunded", money(matter, amount));
        outbox.publish(new CaseRefunded(
                about.id(), about.service(), about.procedure(), about.reference(), amount.minor(), about.applicant()));
        return Answer.KEEP;
    }

    private String money(Matter matter, Money amount) {
        return service(matter)
                .words(Language.ofTag(matter.language()).orElse(Language.EN))
                .money(amount.minor(), amount.currency());
    }

    private ServicePackage service(Matter matter) {
        return catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
    }

    private Answer abandoned(Matter matter, Instant at) {
        if (Deciding.awaitsPayment(matter)) {
            Matter given = matter.standing(Moves.ABANDONED);
            matters.move(given, at, null, "abandoned", null, true);
            outbox.publish(given.changed());
        }
        return Answer.KEEP;
    }

    /** Who has left the provider's page hears that it isn't over yet. */
    private Answer outstanding(Matter matter, Payment payment) {
        if (Deciding.awaitsPayment(matter)) {
            outbox.publish(matter.outstanding(payment.amount().minor(), payment.expires()));
        }
        return Answer.KEEP;
    }

    private Answer told(Matter matter, Instant at, String event) {
        matters.tell(matter.id(), at, null, event, null);
        return Answer.KEEP;
    }

    /** What is to be paid for a case. */
    static PaymentOrder order(Matter matter, ServicePackage service, Determination.Determined decided, Duration time) {
        Language language = Language.ofTag(matter.language()).orElse(Language.EN);
        return new PaymentOrder(
                Optional.of(matter.applicant()),
                Effects.KIND,
                matter.id().toString(),
                new Money(decided.fee(), service.currency()),
                title(service, matter.procedure(), language) + " " + matter.reference(),
                "/cases/" + matter.id(),
                time);
    }

    /** What is paid for: what is done with something that he holds, or else the service. */
    private static String title(ServicePackage service, String procedure, Language language) {
        Words words = service.words(language);
        String own = "procedure." + procedure;
        return service.procedure(procedure).flatMap(Procedure::register).isPresent() && words.has(own)
                ? words.say(own)
                : words.say("service.title");
    }
}
