// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** Records what became of a payment and tells its subject, all in one transaction. */
final class Outcomes {

    private static final String REASON = "It can't be used any more";

    private final PaymentRows rows;
    private final Transactions transactions;
    private final ObjectProvider<PaymentSubject> subjects;
    private final ObjectProvider<Refunds> refunds;

    Outcomes(
            PaymentRows rows,
            Transactions transactions,
            ObjectProvider<PaymentSubject> subjects,
            ObjectProvider<Refunds> refunds) {
        this.rows = rows;
        this.transactions = transactions;
        this.subjects = subjects;
        this.refunds = refunds;
    }

    /**
     * Applies an event once. The transaction presents the payment's reference as its purpose: it sees that payment alone.
     *
     * @return what it did; absent when the event had been told before
     */
    Optional<PaymentRules.Effect> apply(String provider, ProviderEvent event, String body, Instant now) {
        return transactions.write(Context.visitor("payment:" + event.reference()), () -> {
            PaymentRules.Decision decision = rows.lock(provider, event)
                    .map(facts -> PaymentRules.decide(event, facts))
                    .orElse(null);
            if (!rows.apply(provider, event, body, decision, now)) {
                return Optional.empty();
            }
            if (decision == null) {
                return Optional.of(PaymentRules.Effect.UNKNOWN);
            }
            if (decision.outcome() != null) {
                tell(decision.outcome(), now);
            }
            return Optional.of(decision.effect());
        });
    }

    /** Gives a payment up whose time ran out, if nothing else happened to it meanwhile. */
    boolean abandon(PaymentId id, Instant now) {
        return transactions.write(Context.visitor("job:payment-expiry"), () -> {
            Optional<Payment> abandoned = rows.abandon(id, now);
            abandoned.ifPresent(payment -> tell(new PaymentOutcome.Abandoned(payment), now));
            return abandoned.isPresent();
        });
    }

    /** Reminds of a payment, if it is still awaited. */
    boolean remind(PaymentId id, Instant now) {
        return transactions.write(Context.visitor("job:payment-reminder"), () -> {
            Optional<Payment> awaited = rows.remind(id, now);
            awaited.ifPresent(payment -> tell(new PaymentOutcome.Outstanding(payment), now));
            return awaited.isPresent();
        });
    }

    private void tell(PaymentOutcome outcome, Instant now) {
        Payment payment = outcome.payment();
        PaymentSubject.Answer answer = subject(payment.kind()).on(outcome);
        if (outcome instanceof PaymentOutcome.Paid && answer == PaymentSubject.Answer.REFUND) {
            refunds.getObject().request(payment.id(), payment.amount(), "unusable", REASON, now);
        }
    }

    PaymentSubject subject(String kind) {
        List<PaymentSubject> found =
                subjects.stream().filter(each -> each.kind().equals(kind)).toList();
        if (found.size() != 1) {
            throw new UnknownSubject(kind, found.size());
        }
        return found.getFirst();
    }

    /** Nobody, or more than one, answers for this kind of subject. */
    static final class UnknownSubject extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownSubject(String kind, int found) {
            super("Payments of the kind \"" + kind + "\" have " + found + " subjects instead of one");
        }
    }
}
