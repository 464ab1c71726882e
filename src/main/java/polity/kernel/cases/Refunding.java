// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.ledger.Money;
import polity.kernel.node.Subscriber;
import polity.kernel.payment.Payment;
import polity.kernel.payment.PaymentId;
import polity.kernel.payment.Payments;

/** Orders refunds after the commit that decided them: from the payments for the entry, the first one first. */
final class Refunding implements Subscriber<Refunding.RefundDue> {

    private final Matters matters;
    private final Payments payments;
    private final InstantSource clock;

    Refunding(Matters matters, Payments payments, InstantSource clock) {
        this.matters = matters;
        this.payments = payments;
        this.clock = clock;
    }

    /**
     * Money goes back.
     *
     * @param minor in minor units
     * @param reason what the payer reads on his statement
     */
    record RefundDue(UUID matter, UUID entry, long minor, String currency, String reason) {}

    /** The key of a refund among those of a payment; it names the case that brought it about. */
    static String key(UUID matter) {
        return "case:" + matter;
    }

    /** The case that brought a refund about, if one did. */
    static Optional<UUID> orderedBy(String key) {
        return key.startsWith("case:")
                ? Optional.of(UUID.fromString(key.substring("case:".length())))
                : Optional.empty();
    }

    @Override
    public String name() {
        return "cases.refunds";
    }

    @Override
    public Class<RefundDue> event() {
        return RefundDue.class;
    }

    @Override
    public void on(List<RefundDue> events) {
        events.forEach(this::refund);
    }

    private void refund(RefundDue due) {
        long left = due.minor();
        for (UUID id : matters.paymentsFor(due.entry())) {
            Optional<Payment> payment = payments.find(new PaymentId(id));
            long most = payment.filter(found -> found.state().isPaid())
                    .map(found -> found.amount().minor() - found.refunding().minor())
                    .orElse(0L);
            long part = Math.min(left, most);
            if (part > 0) {
                payments.refund(
                        new PaymentId(id),
                        new Money(part, Currency.getInstance(due.currency())),
                        key(due.matter()),
                        due.reason());
                left -= part;
            }
        }
        if (left > 0) {
            matters.tell(due.matter(), clock.instant(), null, "refund-failed", null);
        }
    }
}
