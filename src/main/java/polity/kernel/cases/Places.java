// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.catalogue.Counted;
import polity.kernel.registers.Registers;

/** The places of limits: counted, held for those who haven't paid yet, awaited in the order of submission, never given to two. */
final class Places {

    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final Registers registers;

    Places(JdbcClient jdbc, Registers registers) {
        this.jdbc = jdbc;
        this.registers = registers;
    }

    /** How many places of each limit are taken now; tomorrow's answer may be another. */
    Map<String, Long> count(List<Counted> limits, Instant at) {
        List<Long> held = jdbc.sql("select held from cases.held(?, ?, ?) held")
                .params(column(limits, Counted::places), column(limits, Counted::key), Matters.time(at))
                .query((row, _) -> row.getLong(1))
                .list();
        return sums(limits, held, at);
    }

    /**
     * Locks the places, in one order for everybody and until the transaction ends, and counts those that are taken.
     *
     * @param before the case that waits for one: those who came after it don't count
     */
    Map<String, Long> claim(List<Counted> limits, Instant at, @Nullable UUID before) {
        if (limits.isEmpty()) {
            return Map.of();
        }
        List<Long> held = jdbc.sql("select held from cases.claim(?, ?, ?, ?::uuid) held")
                .param(column(limits, Counted::places))
                .param(column(limits, Counted::key))
                .param(Matters.time(at))
                .param(before)
                .query((row, _) -> row.getLong(1))
                .list();
        return sums(limits, held, at);
    }

    /** Locks a place for which somebody may wait. */
    void lock(Place place, Instant at) {
        jdbc.sql("select held from cases.claim(?, ?, ?, null) held")
                .params(new String[] {place.limit()}, new String[] {place.key()}, Matters.time(at))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private Map<String, Long> sums(List<Counted> limits, List<Long> held, Instant at) {
        List<Long> registered = registers.count(
                limits.stream()
                        .map(limit -> new Registers.LookUp(limit.register(), limit.where()))
                        .toList(),
                limits.stream().<@Nullable String>map(Counted::sum).toList(),
                at);
        var sums = new LinkedHashMap<String, Long>();
        for (int i = 0; i < limits.size(); i++) {
            sums.put(limits.get(i).limit(), registered.get(i) + held.get(i));
        }
        return sums;
    }

    /**
     * The applicant's own case that is granted, waits for his payment and holds what he is refused for want of; of several
     * the one that holds most of it.
     *
     * @param refused whether he would be refused even if so few places were taken
     */
    Optional<UUID> inTheWay(
            UUID applicant,
            List<Counted> limits,
            Map<String, Long> counts,
            Instant at,
            Predicate<Map<String, Long>> refused) {
        List<Own> own = own(applicant, limits, at);
        var without = new LinkedHashMap<>(counts);
        own.forEach(each -> without.merge(each.limit(), -each.amount(), Long::sum));
        return own.isEmpty() || refused.test(without)
                ? Optional.empty()
                : own.stream()
                        .collect(Collectors.groupingBy(Own::matter, Collectors.summingLong(Own::amount)))
                        .entrySet()
                        .stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey);
    }

    private List<Own> own(UUID applicant, List<Counted> limits, Instant at) {
        // Two limits may give out the same places: what is held of these is in the way of both.
        return jdbc.sql("""
                select h.matter, t.name, h.amount from unnest(:names::text[], :limits::text[], :keys::text[]) as t (name, l, k)
                join cases.hold h on h.limit_name = t.l and h.key = t.k and h.until > :at
                join cases.matter m on m.id = h.matter and m.applicant = :applicant
                """)
                .param("names", column(limits, Counted::limit))
                .param("limits", column(limits, Counted::places))
                .param("keys", column(limits, Counted::key))
                .param("at", Matters.time(at))
                .param("applicant", applicant)
                .query((row, _) ->
                        new Own(row.getObject("matter", UUID.class), row.getString("name"), row.getLong("amount")))
                .list();
    }

    /** So many places of a limit that a case of the applicant's own holds. */
    private record Own(UUID matter, String limit, long amount) {}

    /** Keeps places for a case that is to be paid for; those that two of its limits give out are kept once, for both. */
    void hold(UUID matter, List<Counted> limits, Instant until) {
        jdbc.sql("""
                insert into cases.hold (matter, limit_name, key, until, amount)
                select :matter, l, k, :until, max(a) from unnest(:limits::text[], :keys::text[], :takes::bigint[]) as t (l, k, a)
                group by l, k
                on conflict do nothing
                """)
                .param("matter", matter)
                .param("until", Matters.time(until))
                .param("limits", column(limits, Counted::places))
                .param("keys", column(limits, Counted::key))
                .param("takes", takes(limits))
                .update();
    }

    /** What may be waited for: a place of a limit, which is called as in {@link Counted#places}. */
    record Place(String limit, String key) {}

    /** Puts a case into the queue for the place; the caller has locked the limit. */
    void join(Matter matter, Counted place) {
        jdbc.sql("""
                with queue as (
                  insert into cases.queue (limit_name, key, due) values (:limit, :key, :at) on conflict do nothing
                )
                insert into cases.waiting (matter, limit_name, key, submitted, amount) values (:matter, :limit, :key, :at, :takes)
                """)
                .param("matter", matter.id())
                .param("limit", place.places())
                .param("key", place.key())
                .param("at", Matters.time(matter.submitted()))
                .param("takes", place.takes())
                .update();
    }

    void leave(UUID matter) {
        jdbc.sql("delete from cases.waiting where matter = ?").param(matter).update();
    }

    /** Takes the queues that are due and puts them off, so that one node at a time looks at each. */
    List<Place> due(Instant at, Duration pause) {
        return jdbc.sql("""
                update cases.queue set due = :next
                where (limit_name, key) in (select limit_name, key from cases.queue where due <= :at
                                            order by due limit :most for update skip locked)
                returning limit_name, key
                """)
                .param("at", Matters.time(at))
                .param("next", Matters.time(at.plus(pause)))
                .param("most", BATCH)
                .query((row, _) -> new Place(row.getString(1), row.getString(2)))
                .list();
    }

    /** Who has waited longest. */
    Optional<UUID> first(Place place) {
        return jdbc.sql("""
                select matter from cases.waiting where limit_name = ? and key = ? order by submitted, matter limit 1
                """)
                .params(place.limit(), place.key())
                .query(UUID.class)
                .optional();
    }

    /** Forgets a queue in which nobody stands; the caller has locked the limit, so that nobody joins it meanwhile. */
    void forget(Place place) {
        jdbc.sql("""
                delete from cases.queue q where q.limit_name = ? and q.key = ?
                  and not exists (select from cases.waiting w where w.limit_name = q.limit_name and w.key = q.key)
                """).params(place.limit(), place.key()).update();
    }

    /** The place of a case in its queue, from 1; 0 when it stands in none. */
    long position(UUID matter) {
        return jdbc.sql("select cases.place_in_queue(?)")
                .param(matter)
                .query(Long.class)
                .single();
    }

    static Long[] takes(List<Counted> limits) {
        return limits.stream().map(Counted::takes).toArray(Long[]::new);
    }

    static @Nullable String[] column(List<Counted> limits, Function<Counted, @Nullable String> part) {
        return limits.stream().map(part).toArray(String[]::new);
    }
}
