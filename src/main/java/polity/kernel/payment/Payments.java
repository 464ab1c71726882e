// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.ledger.Money;
import polity.kernel.node.Transactions;

/** Payments by card through a provider's page, and refunds. */
public final class Payments {

    private static final int MOST = 200;

    private final PaymentRows rows;
    private final Refunds refunds;
    private final Providers providers;
    private final Outcomes outcomes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Payments(PaymentRows rows, Refunds refunds, Providers providers, Outcomes outcomes, InstantSource clock) {
        this.rows = rows;
        this.refunds = refunds;
        this.providers = providers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Whether a provider is set up that takes payments. */
    public boolean available() {
        return !providers.all().isEmpty();
    }

    /**
     * Creates a payment in the caller's transaction, by one statement and without asking the provider. Fails when no
     * provider is set up or nobody answers for the kind of subject.
     */
    public Created create(PaymentOrder order) {
        Transactions.required();
        PaymentProvider provider = providers.first();
        outcomes.subject(order.kind());
        // What the database keeps is what the provider's page is told.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var payment = new Payment(
                PaymentId.next(now),
                order.payer(),
                order.kind(),
                order.subject(),
                order.amount(),
                order.amount().minus(order.amount()),
                order.description(),
                provider.name(),
                reference(),
                PaymentState.CREATED,
                order.returnPath(),
                now,
                now.plus(order.validFor()));
        rows.create(payment);
        return new Created(payment.id(), provider.page(payment));
    }

    /** Where the payer of an open payment pays. */
    public URI page(Payment payment) {
        return providers.get(payment.provider()).page(payment);
    }

    /** The payment, if the transaction may see it. */
    public Optional<Payment> find(PaymentId id) {
        Transactions.required();
        return rows.find(id);
    }

    /** The payments for a subject that the transaction may see, newest first, 100 at most. */
    public List<Payment> of(String kind, String subject) {
        Transactions.required();
        return rows.of(kind, subject);
    }

    /**
     * Asks all of the money or a part of it back, in the caller's transaction; the provider is asked after the commit.
     *
     * @param key idempotency key among the refunds of the payment
     * @param reason what the payer reads, 200 characters at most
     */
    public RefundRequest refund(PaymentId id, Money amount, String key, String reason) {
        Transactions.required();
        return refunds.request(id, amount, key, reason, clock.instant());
    }

    /**
     * What providers told that fits no payment or not its amount, newest first. For the zone DESK.
     *
     * @param before the last one of the page before
     */
    public List<Disputed> disputed(Optional<UUID> before, int most) {
        Transactions.required();
        return rows.disputed(before, Math.clamp(most, 1, MOST));
    }

    private String reference() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "p-" + HexFormat.of().formatHex(bytes);
    }

    /**
     * A payment that was created.
     *
     * @param page where the payer pays; relative to our own address when the page is ours
     */
    public record Created(PaymentId id, URI page) {}

    /** What became of a request for a refund. */
    public enum RefundRequest {
        REQUESTED,
        /** It had been requested under the same key. */
        REQUESTED_BEFORE,
        NOT_PAID,
        /** With the refunds before it would be more than was paid, or it is in another currency. */
        NOT_THAT_MUCH,
        NO_SUCH_PAYMENT
    }

    /**
     * An event that an official has to look at; nothing was changed by it.
     *
     * @param payment absent when there is no such payment
     * @param wrongAmount whether its amount or currency is not the payment's; otherwise what it names is unknown
     * @param body as it was received
     */
    public record Disputed(
            UUID event,
            Optional<PaymentId> payment,
            String provider,
            String reference,
            String kind,
            boolean wrongAmount,
            String body,
            Instant received) {}
}
