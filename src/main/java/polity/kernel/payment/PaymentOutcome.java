// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import polity.kernel.ledger.Money;

/** What became of a payment, told to its subject in the transaction that records it. */
public sealed interface PaymentOutcome {

    /** The payment as it stands now. */
    Payment payment();

    /**
     * The money was taken.
     *
     * @param late whether the subject was told before that it had been declined or given up
     */
    record Paid(Payment payment, boolean late) implements PaymentOutcome {}

    /** Half of the time has passed and nothing was paid; tells nothing about the money. */
    record Outstanding(Payment payment) implements PaymentOutcome {}

    /**
     * The provider refused the card; the payer may try again.
     *
     * @param reason the provider's code
     */
    record Declined(Payment payment, String reason) implements PaymentOutcome {}

    /** The time ran out, or the provider said that the money can never come; that the payer left its page is no outcome. */
    record Abandoned(Payment payment) implements PaymentOutcome {}

    /**
     * Money went back.
     *
     * @param key the key under which it was asked back
     */
    record Refunded(Payment payment, String key, Money amount) implements PaymentOutcome {}

    /**
     * Money could not go back; somebody has to find another way.
     *
     * @param key the key under which it was asked back
     * @param reason the provider's code
     */
    record RefundFailed(Payment payment, String key, Money amount, String reason) implements PaymentOutcome {}
}
