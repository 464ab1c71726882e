// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Reminder;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Does what time brings, in sets: ends cases whose entry has ended, and reminds holders of what is about to end. */
final class AgendaJob implements Job {

    private static final int BATCH = 500;

    private final Transactions transactions;
    private final Agenda agenda;
    private final Catalogue catalogue;
    private final Registers registers;
    private final Outbox outbox;
    private final InstantSource clock;

    AgendaJob(
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
        List<Agenda.Due> due = agenda.take(at, BATCH);
        List<UUID> ended = due.stream()
                .filter(each -> each.kind().equals("end"))
                .map(Agenda.Due::entry)
                .toList();
        if (!ended.isEmpty()) {
            outbox.publish(agenda.end(ended, at));
        }
        List<Agenda.Due> reminded =
                due.stream().filter(each -> each.kind().equals("remind")).toList();
        if (!reminded.isEmpty()) {
            outbox.publish(reminders(reminded, at));
        }
        return due.size();
    }

    /** Those whose entry still stands as the package wants it: one look-up a register, however many they are. */
    private List<EntryEnds> reminders(List<Agenda.Due> due, Instant at) {
        Map<String, List<Agenda.Given>> byPackage =
                agenda.given(due).stream().collect(Collectors.groupingBy(Agenda.Given::packageDigest));
        var events = new ArrayList<EntryEnds>();
        byPackage.forEach((digest, given) -> catalogue
                .byDigest(digest)
                .ifPresent(service -> service.reminder()
                        .ifPresent(reminder -> events.addAll(reminders(service, reminder, given, at)))));
        return events;
    }

    private List<EntryEnds> reminders(ServicePackage service, Reminder reminder, List<Agenda.Given> given, Instant at) {
        Map<UUID, RegisterEntry> entries =
                registers
                        .entries(
                                reminder.register(),
                                given.stream().map(Agenda.Given::entry).toList(),
                                at,
                                "reminder")
                        .stream()
                        .collect(Collectors.toMap(RegisterEntry::id, Function.identity()));
        var events = new ArrayList<EntryEnds>();
        for (Agenda.Given each : given) {
            Optional.ofNullable(entries.get(each.entry()))
                    .map(entry -> entry.asContext(service.place()))
                    .filter(reminder::fits)
                    .flatMap(AgendaJob::last)
                    .ifPresent(last -> events.add(
                            new EntryEnds(each.matter(), each.service(), each.reference(), last, each.applicant())));
        }
        return events;
    }

    private static Optional<LocalDate> last(Map<String, @Nullable Object> entry) {
        return entry.get("valid_to") instanceof LocalDate last ? Optional.of(last) : Optional.empty();
    }
}
