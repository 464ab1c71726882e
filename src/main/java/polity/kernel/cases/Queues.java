// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.catalogue.Counted;

/** Who waits for which place, in the order of submission. */
final class Queues {

    private static final int BATCH = 50;

    private final JdbcClient jdbc;

    Queues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is waited for: one place of a limit. */
    record Queue(String limit, String key) {}

    /** Puts a case into the queue for the place; the caller has locked the limit. */
    void join(Matter matter, Counted place) {
        jdbc.sql("""
                with queue as (
                  insert into cases.queue (limit_name, key, due) values (:limit, :key, :at) on conflict do nothing
                )
                insert into cases.waiting (matter, limit_name, key, submitted) values (:matter, :limit, :key, :at)
                """)
                .param("matter", matter.id())
                .param("limit", place.limit())
                .param("key", place.key())
                .param("at", Matters.time(matter.submitted()))
                .update();
    }

    void leave(UUID matter) {
        jdbc.sql("delete from cases.waiting where matter = ?").param(matter).update();
    }

    /** Takes the queues that are due and puts them off, so that one node at a time looks at each. */
    List<Queue> claim(Instant at, Duration pause) {
        return jdbc.sql("""
                update cases.queue set due = :next
                where (limit_name, key) in (select limit_name, key from cases.queue where due <= :at
                                            order by due limit :most for update skip locked)
                returning limit_name, key
                """)
                .param("at", Matters.time(at))
                .param("next", Matters.time(at.plus(pause)))
                .param("most", BATCH)
                .query((row, _) -> new Queue(row.getString(1), row.getString(2)))
                .list();
    }

    /** Who has waited longest. */
    Optional<UUID> first(Queue queue) {
        return jdbc.sql("""
                select matter from cases.waiting where limit_name = ? and key = ? order by submitted, matter limit 1
                """)
                .params(queue.limit(), queue.key())
                .query(UUID.class)
                .optional();
    }

    /** Forgets a queue in which nobody stands; the caller has locked the limit, so that nobody joins it meanwhile. */
    void forget(Queue queue) {
        jdbc.sql("""
                delete from cases.queue q where q.limit_name = ? and q.key = ?
                  and not exists (select from cases.waiting w where w.limit_name = q.limit_name and w.key = q.key)
                """).params(queue.limit(), queue.key()).update();
    }

    /** The place of a case in its queue, from 1; 0 when it stands in none. */
    long position(UUID matter) {
        return jdbc.sql("select cases.place_in_queue(?)")
                .param(matter)
                .query(Long.class)
                .single();
    }
}
