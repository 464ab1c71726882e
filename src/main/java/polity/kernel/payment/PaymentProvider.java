// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import polity.kernel.ledger.Money;

/** A provider that takes payments on a page of its own and tells by webhook what happened there. */
public interface PaymentProvider {

    /** Stable name: part of the webhook's address and of what is kept. */
    String name();

    /**
     * Where the payer pays, found without asking anybody: it is called within a transaction. A provider that has to be
     * asked first gives an address of ours that asks and redirects.
     */
    URI page(Payment payment);

    /**
     * Verifies and reads a webhook.
     *
     * @param headers by name in lower case
     * @param now to refuse what was signed too long ago
     */
    Reading read(Map<String, String> headers, byte[] body, Instant now);

    /**
     * Asks the provider to give money back; may take time and fail by an exception, after which it is called again. The
     * provider must do the refund of an id once.
     */
    Answer refund(RefundOrder order);

    /** What a webhook turned out to be. */
    sealed interface Reading {
        /** It came from the provider. */
        record Told(ProviderEvent event) implements Reading {}

        /** It is not believed. */
        record Refused(Refusal why) implements Reading {}
    }

    /** Why a webhook is not believed. */
    enum Refusal {
        UNSIGNED,
        WRONG_SIGNATURE,
        TOO_OLD,
        UNREADABLE
    }

    /**
     * Money to give back.
     *
     * @param id the idempotency key, also told back by webhook
     * @param amount all of the payment or a part of it
     */
    record RefundOrder(UUID id, Payment payment, Money amount, String reason) {}

    /** What a provider says to a refund. */
    enum Answer {
        /** It will be done, or fail, and a webhook will say which. */
        ACCEPTED,
        REFUSED
    }
}
