// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.ledger.Money;

/** What an event of a provider does to a payment and its refund, in whatever order events arrive. */
final class PaymentRules {

    private PaymentRules() {}

    static Decision decide(ProviderEvent event, Facts facts) {
        return event.kind().isAboutRefund()
                ? refunded(event, facts)
                : paid(
                        event,
                        facts.payment(),
                        event.amount().equals(facts.payment().amount()));
    }

    private static Decision paid(ProviderEvent event, Payment payment, boolean wholeAmount) {
        PaymentState next = switch (event.kind()) {
            case STARTED -> PaymentState.STARTED;
            case SUCCEEDED -> PaymentState.SUCCEEDED;
            case DECLINED -> PaymentState.DECLINED;
            case ABANDONED -> PaymentState.ABANDONED;
            case REFUNDED, REFUND_FAILED -> throw new NotAboutPaying(event.kind());
        };
        if (next == PaymentState.SUCCEEDED && !wholeAmount) {
            return Decision.none(Effect.MISMATCH, payment);
        }
        if (!payment.state().next().contains(next)) {
            return Decision.none(Effect.IGNORED, payment);
        }
        boolean late = next == PaymentState.SUCCEEDED && !payment.state().isOpen();
        Payment moved = payment.in(next, payment.refunding());
        PaymentOutcome outcome = switch (next) {
            case SUCCEEDED -> new PaymentOutcome.Paid(moved, late);
            case DECLINED -> new PaymentOutcome.Declined(moved, event.reason());
            case ABANDONED -> new PaymentOutcome.Abandoned(moved);
            default -> null;
        };
        return new Decision(late ? Effect.LATE : Effect.APPLIED, moved, null, outcome);
    }

    private static Decision refunded(ProviderEvent event, Facts facts) {
        Payment payment = facts.payment();
        Refund refund = facts.refund().orElse(null);
        if (refund == null) {
            return Decision.none(Effect.UNKNOWN, payment);
        }
        if (refund.state().isSettled()) {
            return Decision.none(Effect.IGNORED, payment);
        }
        if (!refund.amount().equals(event.amount())) {
            return Decision.none(Effect.MISMATCH, payment);
        }
        if (event.kind() == ProviderEvent.Kind.REFUNDED) {
            Payment moved = payment.in(PaymentState.REFUNDED, payment.refunding());
            return new Decision(
                    Effect.APPLIED,
                    moved,
                    RefundState.SUCCEEDED,
                    new PaymentOutcome.Refunded(moved, refund.key(), refund.amount()));
        }
        Payment moved =
                payment.in(PaymentState.REFUND_FAILED, payment.refunding().minus(refund.amount()));
        return new Decision(
                Effect.APPLIED,
                moved,
                RefundState.FAILED,
                new PaymentOutcome.RefundFailed(moved, refund.key(), refund.amount(), event.reason()));
    }

    /** What an event did; kept with it. */
    enum Effect {
        APPLIED,
        /** Applied, though the payment had been declined or given up before. */
        LATE,
        /** Nothing, since something later was known already. */
        IGNORED,
        /** Nothing: another amount or currency; an official has to look. */
        MISMATCH,
        /** Nothing: no such payment or refund; an official has to look. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a refund stands. */
    enum RefundState {
        REQUESTED,
        SENT,
        SUCCEEDED,
        FAILED;

        boolean isSettled() {
            return this == SUCCEEDED || this == FAILED;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Refund(UUID id, String key, Money amount, RefundState state) {}

    /** What is known under lock. */
    record Facts(Payment payment, Optional<Refund> refund) {}

    /**
     * What is to be written and told.
     *
     * @param payment as it stands afterwards
     * @param refund where the refund stands afterwards, when it moves
     */
    record Decision(
            Effect effect,
            Payment payment,
            @Nullable RefundState refund,
            @Nullable PaymentOutcome outcome) {

        static Decision none(Effect effect, Payment payment) {
            return new Decision(effect, payment, null, null);
        }
    }

    /** An event about a refund was taken for one about paying. */
    static final class NotAboutPaying extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAboutPaying(ProviderEvent.Kind kind) {
            super("An event of the kind " + kind + " says nothing about paying");
        }
    }
}
