// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

/** What payments are for. A higher module implements it. */
public interface PaymentSubject {

    /** The kind that {@link PaymentOrder#kind} names. */
    String kind();

    /**
     * Acts on an outcome within the transaction that records it, so that all is visible when the provider is answered.
     * The transaction works for the zone where the news came in, with the purpose {@code payment:<reference>}.
     *
     * @return whether the money is kept; only the answer to {@link PaymentOutcome.Paid} matters
     */
    Answer on(PaymentOutcome outcome);

    /** What the subject does with money that was paid. */
    enum Answer {
        KEEP,
        /** It can't be used any more: all of it goes back. */
        REFUND
    }
}
