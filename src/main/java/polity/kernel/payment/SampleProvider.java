// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.ledger.Money;
import polity.kernel.ledger.UnknownCurrency;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** The card provider of the demonstration: no money moves. Everything that its page shows is in the signed address. */
final class SampleProvider implements PaymentProvider {

    static final String NAME = "sample";
    static final String PAGE = "/demonstration/card/";

    private static final String PURPOSE = "card page";
    private static final int LONGEST_TOKEN = 4_000;
    /** Later than anything happens, and a time that a data base can keep. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonMapper json;
    private final Signature signature;
    private final SampleCharges charges;
    private final Transactions transactions;
    private final InstantSource clock;

    SampleProvider(
            JsonMapper json,
            Signature signature,
            SampleCharges charges,
            Transactions transactions,
            InstantSource clock) {
        this.json = json;
        this.signature = signature;
        this.charges = charges;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public URI page(Payment payment) {
        var shown = new Shown(
                payment.reference(),
                payment.amount().minor(),
                payment.amount().currency().getCurrencyCode(),
                payment.description(),
                payment.returnPath(),
                payment.expires().toEpochMilli());
        String content = base64(json.writeValueAsBytes(shown));
        return URI.create(PAGE + content + "." + base64(signature.code(PURPOSE, content)));
    }

    /** What the address of the page says, if we signed it. */
    Optional<Shown> shown(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        String content = token.substring(0, dot);
        byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        byte[] expected = base64(signature.code(PURPOSE, content)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, given)
                ? Optional.of(json.readValue(Base64.getUrlDecoder().decode(content), Shown.class))
                : Optional.empty();
    }

    @Override
    public Reading read(Map<String, String> headers, byte[] body, Instant now) {
        return signature
                .refuse(headers.get(Signature.HEADER), body, now)
                .<Reading>map(Reading.Refused::new)
                .orElseGet(() -> read(body));
    }

    private Reading read(byte[] body) {
        try {
            return json.readValue(body, Message.class)
                    .event()
                    .<Reading>map(Reading.Told::new)
                    .orElseGet(() -> new Reading.Refused(Refusal.UNREADABLE));
        } catch (JacksonException | UnknownCurrency _) {
            return new Reading.Refused(Refusal.UNREADABLE);
        }
    }

    /** The text of an event, as the webhook's body carries it. */
    String body(ProviderEvent event) {
        return json.writeValueAsString(Message.of(event));
    }

    @Override
    public Answer refund(RefundOrder order) {
        Instant now = clock.instant();
        var event = new ProviderEvent(
                "evt_" + order.id(),
                ProviderEvent.Kind.REFUNDED,
                order.payment().reference(),
                order.amount(),
                Optional.of(order.id()),
                "",
                now);
        // The event's id is made of the refund's: asked twice, the provider tells the same event twice.
        transactions.write(
                Context.visitor("job:sample-refund"),
                () -> charges.tell(
                        List.of(new SampleCharges.Waiting(order.payment().reference(), body(event), now))));
        return Answer.ACCEPTED;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the card page shows. */
    record Shown(String reference, long amount, String currency, String description, String returnPath, long expires) {
        Money money() {
            return Money.of(amount, currency);
        }
    }

    /** The body of a webhook; what lacks makes it unreadable. */
    record Message(
            @Nullable String id,
            ProviderEvent.@Nullable Kind kind,
            @Nullable String reference,
            long amount,
            @Nullable String currency,
            @Nullable UUID refund,
            @Nullable String reason,
            long occurred) {

        static Message of(ProviderEvent event) {
            return new Message(
                    event.id(),
                    event.kind(),
                    event.reference(),
                    event.amount().minor(),
                    event.amount().currency().getCurrencyCode(),
                    event.refund().orElse(null),
                    event.reason(),
                    event.occurred().toEpochMilli());
        }

        Optional<ProviderEvent> event() {
            if (id == null || kind == null || reference == null || currency == null) {
                return Optional.empty();
            }
            boolean fits = id.matches("[A-Za-z0-9_-]{1,100}")
                    && occurred >= 0
                    && occurred <= LATEST.toEpochMilli()
                    && reference.matches("[A-Za-z0-9_-]{1,100}")
                    && kind.isAboutRefund() == (refund != null);
            return fits
                    ? Optional.of(new ProviderEvent(
                            id,
                            kind,
                            reference,
                            Money.of(amount, currency),
                            Optional.ofNullable(refund),
                            reason == null ? "" : reason,
                            Instant.ofEpochMilli(occurred)))
                    : Optional.empty();
        }
    }
}
