// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.ledger.Money;

/**
 * A payment as it stands.
 *
 * @param payer opaque id; absent when nobody was signed in
 * @param kind and {@code subject} what it is for
 * @param refunding what was asked back and has not failed
 * @param reference what the provider calls it; lets whoever knows it pay and see the payment
 * @param returnPath where the payer comes back to who leaves the provider's page without paying
 * @param expires until when the payer can pay
 */
public record Payment(
        PaymentId id,
        Optional<UUID> payer,
        String kind,
        String subject,
        Money amount,
        Money refunding,
        String description,
        String provider,
        String reference,
        PaymentState state,
        String returnPath,
        Instant created,
        Instant expires) {

    /** Where the payer comes back to who has paid, as far as the provider's page knows; its news may come a moment later. */
    public static String returned(String returnPath) {
        return returnPath + (returnPath.contains("?") ? "&" : "?") + "returned=yes";
    }

    /** When to remind of it who hasn't paid: after half of the time. */
    Instant reminded() {
        return created.plus(Duration.between(created, expires).dividedBy(2));
    }

    Payment in(PaymentState other, Money newRefunding) {
        return new Payment(
                id,
                payer,
                kind,
                subject,
                amount,
                newRefunding,
                description,
                provider,
                reference,
                other,
                returnPath,
                created,
                expires);
    }
}
