// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.ledger.Money;

/**
 * What a provider tells about a payment.
 *
 * @param id the provider's id of the event; the same event may be told more than once
 * @param reference {@link Payment#reference}
 * @param amount what was taken or given back
 * @param refund the refund that it is about, for the kinds that are about one
 * @param reason the provider's code of why, empty when there is none
 * @param occurred when it happened, as the provider says; events may arrive in another order
 */
public record ProviderEvent(
        String id, Kind kind, String reference, Money amount, Optional<UUID> refund, String reason, Instant occurred) {

    /** What happened. */
    public enum Kind {
        STARTED,
        SUCCEEDED,
        DECLINED,
        /** The money can never come. A payer who left the page, or a page that can be opened anew, is no such event. */
        ABANDONED,
        REFUNDED,
        REFUND_FAILED;

        boolean isAboutRefund() {
            return this == REFUNDED || this == REFUND_FAILED;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
