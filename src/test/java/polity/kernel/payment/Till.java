// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.ledger.Money;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

/** One thing that costs 20.00 euros, and what tests do with it. */
final class Till {

    static final Money PRICE = Money.of(2000, "EUR");

    final String subject = "thing-" + UUID.randomUUID();
    final UUID official = UUID.randomUUID();

    static <T> T in(Zone zone, Context context, Supplier<T> work) {
        return zone.call(() -> RunningPolity.part(Transactions.class).write(context, work));
    }

    static TestSubject subjects() {
        return RunningPolity.part(TestSubject.class);
    }

    /** The payments of the running program, through the provider of the tests. */
    static Payments payments() {
        return new Payments(
                RunningPolity.part(PaymentRows.class),
                RunningPolity.part(Refunds.class),
                new Providers(List.of(RunningPolity.part(TestProvider.class))),
                RunningPolity.part(Outcomes.class),
                InstantSource.system());
    }

    PaymentOrder order() {
        return new PaymentOrder(
                Optional.empty(), TestSubject.KIND, subject, PRICE, "A thing", "/things", Duration.ofMinutes(30));
    }

    Payment create() {
        PaymentId id = in(Zone.PUBLIC, Context.visitor("test"), () -> payments().create(order()))
                .id();
        return payment(id);
    }

    /** A payment that was made. */
    Payment paid() {
        Payment payment = create();
        tell(event(payment, ProviderEvent.Kind.SUCCEEDED));
        return payment(payment.id());
    }

    Payment payment(PaymentId id) {
        return working(() -> payments().find(id)).orElseThrow();
    }

    /** As the background works, which refunds. */
    <T> T working(Supplier<T> work) {
        return in(Zone.JOBS, Context.of(official, "test"), work);
    }

    static ProviderEvent event(Payment payment, ProviderEvent.Kind kind) {
        return event(payment, kind, payment.amount(), Optional.empty());
    }

    static ProviderEvent event(Payment payment, ProviderEvent.Kind kind, Money amount, Optional<UUID> refund) {
        return new ProviderEvent(
                "evt-" + UUID.randomUUID(), kind, payment.reference(), amount, refund, "", Instant.EPOCH);
    }

    static byte[] body(ProviderEvent event) {
        return RunningPolity.part(JsonMapper.class).writeValueAsBytes(SampleProvider.Message.of(event));
    }

    static Webhooks.Reception tell(ProviderEvent event) {
        byte[] body = body(event);
        return receive(TestProvider.SIGNATURE.sign(body, Instant.now()), body);
    }

    static Webhooks.Reception receive(String signature, byte[] body) {
        Webhooks webhooks = RunningPolity.part(Webhooks.class);
        return Zone.PUBLIC.call(() -> webhooks.receive(TestProvider.NAME, Map.of(Signature.HEADER, signature), body));
    }

    Payments.RefundRequest refund(Payment payment, long cents, String key) {
        return working(() -> payments().refund(payment.id(), Money.of(cents, "EUR"), key, "Asked for"));
    }

    UUID refundOf(Payment payment, String key) {
        return working(() -> RunningPolity.part(JdbcClient.class)
                .sql("select id from payment.refund where payment = ? and key = ?")
                .params(payment.id().value(), key)
                .query(UUID.class)
                .single());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
