// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives what providers tell. When it returns, all that followed from it is committed. */
final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final Providers providers;
    private final Outcomes outcomes;
    private final InstantSource clock;

    Webhooks(Providers providers, Outcomes outcomes, InstantSource clock) {
        this.providers = providers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Takes in one webhook; headers by name in lower case. */
    Reception receive(String provider, Map<String, String> headers, byte[] body) {
        Optional<PaymentProvider> from = providers.find(provider);
        if (from.isEmpty()) {
            return new Reception.NoSuchProvider();
        }
        Instant now = clock.instant();
        return switch (from.get().read(headers, body, now)) {
            case PaymentProvider.Reading.Refused(var why) -> {
                LOG.warn("A webhook for the provider {} was refused: {}", provider, why);
                yield new Reception.Refused(why);
            }
            case PaymentProvider.Reading.Told(var event) -> {
                String text = new String(body, StandardCharsets.UTF_8);
                Optional<PaymentRules.Effect> effect = outcomes.apply(provider, event, text, now);
                yield effect.<Reception>map(Reception.Kept::new).orElseGet(Reception.Repeated::new);
            }
        };
    }

    /** What became of a webhook. */
    sealed interface Reception {
        /** It was new and is kept with its effect. */
        record Kept(PaymentRules.Effect effect) implements Reception {}

        /** It had been received before; nothing was done. */
        record Repeated() implements Reception {}

        /** It isn't believed and not kept. */
        record Refused(PaymentProvider.Refusal why) implements Reception {}

        record NoSuchProvider() implements Reception {}
    }
}
