// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a payment stands, and the one table of lawful moves. */
public enum PaymentState {
    /** The payer was given the address of the provider's page. */
    CREATED,
    /** The payer has opened the provider's page. */
    STARTED,
    /** The money was taken. */
    SUCCEEDED,
    /** The provider refused the payer's card. */
    DECLINED,
    /** The time ran out, or the provider said that the money can never come. */
    ABANDONED,
    /** Some of the money, or all of it, is to go back. */
    REFUND_REQUESTED,
    /** What was to go back went back; the rows of the refunds say how much. */
    REFUNDED,
    /** The provider could not give the money back. */
    REFUND_FAILED;

    /**
     * The states that may follow. Money that was taken always counts: even after the payment was given up, and after a
     * decline, since the payer may have tried another card on the same page.
     */
    public Set<PaymentState> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(STARTED, SUCCEEDED, DECLINED, ABANDONED);
            case STARTED -> EnumSet.of(SUCCEEDED, DECLINED, ABANDONED);
            case DECLINED -> EnumSet.of(SUCCEEDED, ABANDONED);
            case ABANDONED -> EnumSet.of(SUCCEEDED);
            case SUCCEEDED, REFUNDED, REFUND_FAILED -> EnumSet.of(REFUND_REQUESTED);
            case REFUND_REQUESTED -> EnumSet.of(REFUNDED, REFUND_FAILED);
        };
    }

    /** Whether the payer can still pay on the provider's page as far as we know. */
    public boolean isOpen() {
        return this == CREATED || this == STARTED;
    }

    /** Whether the money was taken, given back or not. */
    public boolean isPaid() {
        return this == SUCCEEDED || this == REFUND_REQUESTED || this == REFUNDED || this == REFUND_FAILED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PaymentState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
