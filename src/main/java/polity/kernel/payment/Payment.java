// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

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
