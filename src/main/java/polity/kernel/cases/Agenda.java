// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Reminder;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** What time brings for what a case has given, kept so that nothing has to be searched for when it comes. */
final class Agenda {

    private final JdbcClient jdbc;

    Agenda(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that is due for an entry. */
    record Due(UUID entry, String kind, UUID matter, Instant due) {}

    /** From when on the entry no longer holds, and when its holder is reminded of that, in place of what was planned. */
    void plan(UUID entry, Matter matter, @Nullable Instant reminded, Instant ends) {
        jdbc.sql("""
                with former as (
                  delete from cases.agenda where entry = :entry and kind = 'remind' and :reminded::timestamptz is null
                ), reminded as (
                  insert into cases.agenda (entry, kind, matter, due)
                  select :entry, 'remind', :matter, :reminded::timestamptz where :reminded::timestamptz is not null
                )
                insert into cases.agenda (entry, kind, matter, due) values (:entry, 'end', :matter, :ends)
                on conflict (entry, kind) do update set due = excluded.due
                """)
                .param("entry", entry)
                .param("matter", matter.id())
                .param("reminded", reminded == null ? null : Matters.time(reminded))
                .param("ends", Matters.time(ends))
                .update();
    }

    /** All cases about the entry stand so from now on, and nothing more is planned. */
    void settle(UUID entry, String status, Instant at) {
        jdbc.sql("""
                with moved as (
                  update cases.matter set status = :status, changed = :at
                  where entry = :entry and status in ('issued', 'ending') returning id
                ), told as (
                  insert into cases.event (matter, at, actor, kind) select id, :at, null, :status from moved
                )
                delete from cases.agenda where entry = :entry
                """)
                .param("entry", entry)
                .param("status", status)
                .param("at", Matters.time(at))
                .update();
    }

    /**
     * Whatever else was asked about the entry and hasn't taken effect comes to nothing: who has still to pay needn't, and
     * gives up the places that were kept for it. What an official has to decide stays his to refuse.
     */
    void drop(Matter by, Instant at) {
        jdbc.sql("""
                with dropped as (
                  update cases.matter set status = 'abandoned', changed = :at
                  where id in (select id from cases.matter
                               where entry = :entry and id <> :by and status in ('awaiting_payment', 'offered')
                               for update skip locked)
                  returning id
                ), told as (
                  insert into cases.event (matter, at, actor, kind) select id, :at, null, 'dropped' from dropped
                ), released as (
                  delete from cases.hold where matter in (select id from dropped) returning limit_name, key
                )
                update cases.queue q set due = :at from released r where q.limit_name = r.limit_name and q.key = r.key
                """)
                .param("entry", by.entry())
                .param("by", by.id())
                .param("at", Matters.time(at))
                .update();
    }

    /** Takes what is due; whoever takes it does it, in the same transaction. */
    List<Due> take(Instant at, int most) {
        return jdbc.sql("""
                delete from cases.agenda
                where (entry, kind) in (select entry, kind from cases.agenda where due <= ? order by due limit ?
                                        for update skip locked)
                returning entry, kind, matter, due
                """)
                .params(Matters.time(at), most)
                .query((row, _) -> new Due(
                        row.getObject("entry", UUID.class),
                        row.getString("kind"),
                        row.getObject("matter", UUID.class),
                        row.getObject("due", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The cases about these entries have ended; returns the first case of each, whose applicant is to be told. */
    List<CaseStatusChanged> end(List<UUID> entries, Instant at) {
        return jdbc.sql("""
                with moved as (
                  update cases.matter set status = 'ended', changed = :at
                  where entry = any (:entries) and status in ('issued', 'ending')
                  returning id, entry, service, procedure, reference, status, applicant
                ), told as (
                  insert into cases.event (matter, at, actor, kind) select id, :at, null, 'ended' from moved
                )
                select distinct on (entry) id, service, procedure, reference, status, applicant from moved order by entry, id
                """)
                .param("entries", entries.toArray(UUID[]::new))
                .param("at", Matters.time(at))
                .query((row, _) -> new CaseStatusChanged(
                        row.getObject("id", UUID.class),
                        row.getString("service"),
                        row.getString("procedure"),
                        row.getString("reference"),
                        row.getString("status"),
                        row.getObject("applicant", UUID.class),
                        0,
                        null,
                        null,
                        null))
                .list();
    }

    /** The cases that these entries came from, each with what its package must know. */
    List<Given> given(List<Due> due) {
        return jdbc.sql("""
                select m.id, m.service, m.package, m.reference, m.applicant, t.entry
                from unnest(:matters::uuid[], :entries::uuid[]) as t (matter, entry)
                join cases.matter m on m.id = t.matter
                """)
                .param("matters", due.stream().map(Due::matter).toArray(UUID[]::new))
                .param("entries", due.stream().map(Due::entry).toArray(UUID[]::new))
                .query((row, _) -> new Given(
                        row.getObject("id", UUID.class),
                        row.getString("service"),
                        row.getString("package"),
                        row.getString("reference"),
                        row.getObject("applicant", UUID.class),
                        row.getObject("entry", UUID.class)))
                .list();
    }

    /** An entry and the case that gave it. */
    record Given(UUID matter, String service, String packageDigest, String reference, UUID applicant, UUID entry) {}

    /** Does what time brings, in sets: ends cases whose entry has ended, and reminds holders of what is about to end. */
    static final class Sweep implements Job {

        private static final int BATCH = 500;

        private final Transactions transactions;
        private final Agenda agenda;
        private final Catalogue catalogue;
        private final Registers registers;
        private final Outbox outbox;
        private final InstantSource clock;

        Sweep(
                Transactions transactions,
                Agenda agenda,
                Catalogue catalogue,
                Registers registers,
                Outbox outbox,
                InstantSource clock) {
            this.transactions = transactions;
            this.agenda = agenda;
            this.catalogue = catalogue;
            this.registers = registers;
            this.outbox = outbox;
            this.clock = clock;
        }

        @Override
        public String name() {
            return "case-agenda";
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(10);
        }

        @Override
        public long run() {
            long done = 0;
            int taken;
            do {
                taken = transactions.write(Context.visitor("reminder"), this::batch);
                done += taken;
            } while (taken == BATCH);
            return done;
        }

        private int batch() {
            Instant at = clock.instant();
            List<Due> due = agenda.take(at, BATCH);
            List<UUID> ended = due.stream()
                    .filter(each -> each.kind().equals("end"))
                    .map(Due::entry)
                    .toList();
            if (!ended.isEmpty()) {
                outbox.publish(agenda.end(ended, at));
            }
            List<Due> reminded =
                    due.stream().filter(each -> each.kind().equals("remind")).toList();
            if (!reminded.isEmpty()) {
                outbox.publish(reminders(reminded, at));
            }
            return due.size();
        }

        /** Those whose entry still stands as the package wants it: one look-up a register, however many they are. */
        private List<EntryEnds> reminders(List<Due> due, Instant at) {
            Map<String, List<Given>> byPackage =
                    agenda.given(due).stream().collect(Collectors.groupingBy(Given::packageDigest));
            var events = new ArrayList<EntryEnds>();
            byPackage.forEach((digest, given) -> catalogue
                    .byDigest(digest)
                    .ifPresent(service -> service.reminder()
                            .ifPresent(reminder -> events.addAll(reminders(service, reminder, given, at)))));
            return events;
        }

        private List<EntryEnds> reminders(ServicePackage service, Reminder reminder, List<Given> given, Instant at) {
            Map<UUID, RegisterEntry> entries =
                    registers
                            .entries(
                                    reminder.register(),
                                    given.stream().map(Given::entry).toList(),
                                    at,
                                    "reminder")
                            .stream()
                            .collect(Collectors.toMap(RegisterEntry::id, Function.identity()));
            var events = new ArrayList<EntryEnds>();
            for (Given each : given) {
                Optional.ofNullable(entries.get(each.entry()))
                        .map(entry -> entry.asContext(service.place()))
                        .filter(reminder::fits)
                        .flatMap(Sweep::last)
                        .ifPresent(last -> events.add(new EntryEnds(
                                each.matter(), each.service(), each.reference(), last, each.applicant())));
            }
            return events;
        }

        private static Optional<LocalDate> last(Map<String, @Nullable Object> entry) {
            return entry.get("valid_to") instanceof LocalDate last ? Optional.of(last) : Optional.empty();
        }
    }
}
