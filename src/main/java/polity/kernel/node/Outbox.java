// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Events that are written with the act that caused them and delivered after its commit, at least once. */
public final class Outbox {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final List<Subscriber<?>> subscribers;
    private final JobRunner runner;

    Outbox(JdbcClient jdbc, JsonMapper json, List<Subscriber<?>> subscribers, JobRunner runner) {
        this.jdbc = jdbc;
        this.json = json;
        this.subscribers = subscribers;
        this.runner = runner;
    }

    /** Publishes events of the same type in the caller's transaction; one statement however many there are. */
    public void publish(List<? extends Record> events) {
        Transactions.required();
        if (events.isEmpty()) {
            return;
        }
        Class<?> type = events.getFirst().getClass();
        String[] names = subscribers.stream()
                .filter(subscriber -> subscriber.event() == type)
                .map(Subscriber::name)
                .toArray(String[]::new);
        if (names.length == 0) {
            return;
        }
        String[] bodies = events.stream().map(json::writeValueAsString).toArray(String[]::new);
        jdbc.sql("""
                insert into node.delivery (subscriber, event)
                select subscriber, event::jsonb from unnest(?::text[]) event, unnest(?::text[]) subscriber
                """).params(bodies, names).update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                runner.wake(Deliveries.NAME);
            }
        });
    }

    /** Publishes one event in the caller's transaction. */
    public void publish(Record event) {
        publish(List.of(event));
    }

    /** Hands waiting events to their subscribers, each batch in one transaction with what the subscriber does. */
    static final class Deliveries implements Job {

        static final String NAME = "deliveries";

        private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
        private static final int BATCH = 200;
        private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

        private final JdbcClient jdbc;
        private final Transactions transactions;
        private final JsonMapper json;
        private final List<Subscriber<?>> subscribers;
        private final InstantSource clock;

        Deliveries(
                JdbcClient jdbc,
                Transactions transactions,
                JsonMapper json,
                List<Subscriber<?>> subscribers,
                InstantSource clock) {
            this.jdbc = jdbc;
            this.transactions = transactions;
            this.json = json;
            this.subscribers = subscribers;
            this.clock = clock;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(1);
        }

        @Override
        public long run() {
            long done = 0;
            for (Subscriber<?> subscriber : subscribers) {
                done += deliver(subscriber);
            }
            return done;
        }

        private <E> long deliver(Subscriber<E> subscriber) {
            long done = 0;
            int taken;
            do {
                taken = batch(subscriber, BATCH);
                done += taken;
            } while (taken == BATCH);
            return done;
        }

        private <E> int batch(Subscriber<E> subscriber, int most) {
            try {
                return transactions.write(Context.visitor("delivery:" + subscriber.name()), () -> {
                    List<Waiting> waiting = claim(subscriber, most);
                    if (!waiting.isEmpty()) {
                        subscriber.on(waiting.stream()
                                .map(each -> json.readValue(each.event(), subscriber.event()))
                                .toList());
                        remove(waiting);
                    }
                    return waiting.size();
                });
            } catch (RuntimeException e) {
                if (most > 1) {
                    // One event of the batch is at fault: alone it can't hold up the others.
                    for (int one = batch(subscriber, 1); one > 0; ) {
                        one = batch(subscriber, 1);
                    }
                    return 0;
                }
                postpone(subscriber, e);
                return 1;
            }
        }

        private List<Waiting> claim(Subscriber<?> subscriber, int most) {
            return jdbc.sql("""
                    select id, event from node.delivery where subscriber = ? and due <= ?
                    order by due, id limit ? for update skip locked
                    """)
                    .params(subscriber.name(), now().atOffset(ZoneOffset.UTC), most)
                    .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getString(2)))
                    .list();
        }

        private void remove(List<Waiting> delivered) {
            jdbc.sql("delete from node.delivery where id = any(?)")
                    .param(delivered.stream().map(Waiting::id).toArray(UUID[]::new))
                    .update();
        }

        /** The first due delivery is the one that failed: it waits twice as long as before. */
        private void postpone(Subscriber<?> subscriber, RuntimeException failure) {
            LOG.warn("An event for {} could not be delivered and will be tried again", subscriber.name(), failure);
            transactions.write(
                    Context.visitor("delivery:" + subscriber.name()),
                    () -> claim(subscriber, 1).stream()
                            .findFirst()
                            .map(each -> jdbc.sql("""
                            update node.delivery
                            set attempts = attempts + 1, error = left(?, 2000),
                                due = ?::timestamptz + least(interval '1 second' * power(2, least(attempts, 12)),
                                                              make_interval(secs => ?))
                            where id = ?
                            """)
                                    .params(
                                            String.valueOf(failure.getMessage()), now().atOffset(ZoneOffset.UTC),
                                            LONGEST_PAUSE.toSeconds(), each.id())
                                    .update())
                            .orElse(0));
        }

        private Instant now() {
            return clock.instant();
        }

        private record Waiting(UUID id, String event) {}
    }
}
