// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A provider whose webhooks tests write themselves. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TestProvider implements PaymentProvider {

    static final String NAME = "test";
    static final Signature SIGNATURE = new Signature("a secret of the tests");

    final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private final JsonMapper json;

    TestProvider(JsonMapper json) {
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public URI page(Payment payment) {
        return URI.create("https://provider.example/" + payment.reference());
    }

    @Override
    public Reading read(Map<String, String> headers, byte[] body, Instant now) {
        return SIGNATURE
                .refuse(headers.get(Signature.HEADER), body, now)
                .<Reading>map(Reading.Refused::new)
                .orElseGet(() -> new Reading.Told(json.readValue(body, SampleProvider.Message.class)
                        .event()
                        .orElseThrow()));
    }

    @Override
    public Answer refund(RefundOrder order) {
        return refusing.contains(order.payment().subject()) ? Answer.REFUSED : Answer.ACCEPTED;
    }
}
