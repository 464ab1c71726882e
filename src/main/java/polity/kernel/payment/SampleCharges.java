// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** The sample provider's own books, and the job that tells our webhook over HTTP what stands there. */
final class SampleCharges implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(SampleCharges.class);
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Signature signature;
    private final Supplier<URI> webhook;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    SampleCharges(
            JdbcClient jdbc,
            Transactions transactions,
            Signature signature,
            Supplier<URI> webhook,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.signature = signature;
        this.webhook = webhook;
        this.clock = clock;
    }

    /**
     * Uses a card for a payment; whether it counts. After a declined card another one may be tried, after any other the
     * payment is over. In the caller's transaction.
     */
    boolean charge(String reference, SampleCard card, Instant now) {
        return jdbc.sql("""
                insert into payment.sample_charge as earlier (reference, card, charged) values (?, ?, ?)
                on conflict (reference) do update set card = excluded.card, charged = excluded.charged
                where earlier.card in ('declined', 'insufficient-funds') and earlier.card <> excluded.card
                """).params(reference, card.word(), PaymentRows.at(now)).update() == 1;
    }

    /** Puts down what is to be told. In the caller's transaction. */
    void tell(List<Waiting> messages) {
        jdbc.sql("""
                insert into payment.sample_webhook (reference, body, due)
                select reference, body, due from unnest(?::text[], ?::text[], ?::timestamptz[]) w(reference, body, due)
                """)
                .params(
                        messages.stream().map(Waiting::reference).toArray(String[]::new),
                        messages.stream().map(Waiting::body).toArray(String[]::new),
                        messages.stream().map(each -> each.due().toString()).toArray(String[]::new))
                .update();
    }

    @Override
    public String name() {
        return "sample-card-webhooks";
    }

    /** Short, so that whoever pays in the demonstration finds the payment received when coming back. */
    @Override
    public Duration every() {
        return Duration.ofMillis(250);
    }

    @Override
    public long run() {
        List<Claimed> due = transactions.write(Context.visitor("job:sample-card-webhooks"), this::claim);
        due.forEach(this::send);
        return due.size();
    }

    private List<Claimed> claim() {
        return jdbc.sql("""
                with claimed as (
                  update payment.sample_webhook
                  set attempts = attempts + 1,
                      due = :now::timestamptz + make_interval(secs => power(2, least(attempts, 8)) + 10)
                  where id in (select id from payment.sample_webhook where sent is null and due <= :now
                               order by due, id limit :most for update skip locked)
                  returning id, body)
                select id, body from claimed order by id
                """)
                .param("now", PaymentRows.at(clock.instant()))
                .param("most", BATCH)
                .query((row, _) -> new Claimed(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    private void send(Claimed message) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(webhook.get())
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header(Signature.HEADER, signature.sign(body, clock.instant()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                transactions.write(Context.visitor("job:sample-card-webhooks"), () -> sent(message.id()));
            } else {
                LOG.warn("A webhook of the sample card provider was answered with {}", status);
            }
        } catch (IOException e) {
            LOG.warn("A webhook of the sample card provider could not be sent and will be tried again", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sent(UUID id) {
        jdbc.sql("update payment.sample_webhook set sent = ? where id = ?")
                .params(PaymentRows.at(clock.instant()), id)
                .update();
    }

    /** Something to tell from a certain time on. */
    record Waiting(String reference, String body, Instant due) {}

    private record Claimed(UUID id, String body) {}
}
