// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import polity.kernel.ledger.Money;

/** The cards that the sample provider knows, each with what it makes the provider tell. */
enum SampleCard {
    PAYS("4242 4242 4242 4242"),
    DECLINED("4000 0000 0000 0002"),
    INSUFFICIENT_FUNDS("4000 0000 0000 9995"),
    /** The page's time runs out, and then the money is taken all the same. */
    PAYS_LATE("4000 0000 0000 3220"),
    /** The provider tells its success twice. */
    PAYS_TWICE("4000 0000 0000 0077"),
    /** A first attempt is declined and a second one pays; the news of the decline comes last. */
    OUT_OF_ORDER("4000 0000 0000 0259");

    private static final Duration SHORTLY = Duration.ofSeconds(2);

    private final String number;

    SampleCard(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<SampleCard> of(String word) {
        return Stream.of(values()).filter(card -> card.word().equals(word)).findFirst();
    }

    /** What the provider tells, and when. */
    List<Told> tells(String reference, Money amount, Instant now) {
        Told paid = told(reference, amount, ProviderEvent.Kind.SUCCEEDED, "", now, now);
        return switch (this) {
            case PAYS -> List.of(paid);
            case PAYS_TWICE -> List.of(paid, paid);
            case DECLINED -> List.of(told(reference, amount, ProviderEvent.Kind.DECLINED, "card_declined", now, now));
            case INSUFFICIENT_FUNDS ->
                List.of(told(reference, amount, ProviderEvent.Kind.DECLINED, "insufficient_funds", now, now));
            case PAYS_LATE ->
                List.of(
                        told(reference, amount, ProviderEvent.Kind.ABANDONED, "expired", now, now),
                        told(
                                reference,
                                amount,
                                ProviderEvent.Kind.SUCCEEDED,
                                "",
                                now.plus(SHORTLY),
                                now.plus(SHORTLY)));
            case OUT_OF_ORDER ->
                List.of(
                        paid,
                        told(
                                reference,
                                amount,
                                ProviderEvent.Kind.DECLINED,
                                "card_declined",
                                now.minus(SHORTLY),
                                now.plus(SHORTLY)));
        };
    }

    private static Told told(
            String reference, Money amount, ProviderEvent.Kind kind, String reason, Instant occurred, Instant due) {
        var event = new ProviderEvent(
                "evt_" + UUID.randomUUID(), kind, reference, amount, Optional.empty(), reason, occurred);
        return new Told(event, due);
    }

    /** An event, and when it is told. */
    record Told(ProviderEvent event, Instant due) {}
}
