// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.List;

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
}
