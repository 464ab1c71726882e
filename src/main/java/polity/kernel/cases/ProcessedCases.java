// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.RegisterFacts;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.files.FileId;
import polity.kernel.forms.Upload;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Cases as processes see them, and what processes do about them: all of it in the caller's transaction. */
public final class ProcessedCases {

    private final OfficialActs officials;
    private final Deciding deciding;
    private final Matters matters;
    private final Places places;
    private final Registers registers;
    private final Attachments attachments;
    private final Audit audit;
    private final Outbox outbox;

    ProcessedCases(
            OfficialActs officials,
            Deciding deciding,
            Matters matters,
            Places places,
            Registers registers,
            Attachments attachments,
            Audit audit,
            Outbox outbox) {
        this.officials = officials;
        this.deciding = deciding;
        this.matters = matters;
        this.places = places;
        this.registers = registers;
        this.attachments = attachments;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** The process of a package is to begin about a case. */
    public record ProcessDue(UUID matter) {}

    /** A case has done something with an entry of which the processes about that are told. */
    public record Happened(UUID matter, String message) {}

    /** The rules leave open once more what people have handled: an official of the unit decides it. */
    public record LeftOpen(UUID matter, String unit) {}

    /** An applicant has withdrawn what people were to decide, or what waited for a place. */
    public record Withdrawn(UUID matter) {}

    /**
     * Whether a process is to begin about a case: people are to decide it, or it has what it was granted and nothing has
     * ended that since. Whoever can forge an order could otherwise have what was refused handled. The case stays so until
     * the transaction ends.
     */
    public boolean isDue(CaseId id) {
        return matters.lock(id.value())
                .filter(matter -> officials.isOpen(matter) || officials.does(matter, Effect.Begin.class::isInstance))
                .isPresent();
    }

    /** Whether its applicant has withdrawn a case; it stays so. */
    public boolean isWithdrawn(CaseId id) {
        return matters.lock(id.value())
                .filter(matter -> matter.status().equals(Moves.WITHDRAWN))
                .isPresent();
    }

    /** The entry about which a case sends a message, if it has taken effect and its procedure sends that. */
    public Optional<UUID> sending(CaseId id, String message) {
        return matters.find(id.value())
                .filter(matter -> officials.does(
                        matter,
                        effect -> effect instanceof Effect.Message sent
                                && sent.name().equals(message)))
                .map(Matter::entry);
    }

    /**
     * A case as a process sees it.
     *
     * @param known what expressions see, with the entry as it stands now
     */
    public record Handled(
            ServicePackage service,
            String reference,
            UUID applicant,
            @Nullable UUID entry,
            Map<String, @Nullable Object> known) {}

    /** The case that a process is about. */
    public Handled handled(CaseId id, Instant at) {
        return officials.handled(id.value(), at);
    }

    /** Does what a process has come to: the rules of the procedure decide with what officials have said in its steps. */
    public OfficialAct.Result act(
            Context context, CaseId id, String procedure, Map<String, @Nullable Object> steps, Instant at) {
        return officials.act(context, id.value(), procedure, steps, at);
    }

    /**
     * Decides a case that was left to people: the rules of its procedure do, with what was said in the steps of its process,
     * the law of today and the entry as it stands now. What they then still leave open an official decides.
     */
    public OfficialAct.Result decide(Context context, CaseId id, Map<String, @Nullable Object> steps, Instant at) {
        // First the entry, then the case, as everybody does: in another order two would wait for each other.
        Optional<RegisterEntry> entry = matters.find(id.value()).flatMap(matter -> entry(matter, context, at));
        Optional<Matter> open = matters.lock(id.value()).filter(officials::isOpen);
        if (open.isEmpty()) {
            return new OfficialAct.Result.NotFound();
        }
        Matter matter = open.get();
        ServicePackage service = officials.service(matter);
        var asked = new Asked(
                matter.procedure(),
                at,
                service.form(matter.procedure())
                        .map(form -> form.typed(matter.answers()))
                        .orElse(matter.answers()),
                matter.applicant().toString(),
                matter.applicantName(),
                entry.map(found -> found.asContext(service.place())).orElse(null),
                steps);
        Map<String, @Nullable Object> known = service.known(asked, new RegisterFacts(registers, service.place()));
        List<Counted> limits = service.limits(matter.procedure(), known);
        Optional<Procedure> procedure = service.procedure(matter.procedure());
        Map<String, @Nullable Object> entered = asked.entry();
        List<Obstacle> obstacles = matter.entry() == null
                ? List.of()
                : entered == null || procedure.isEmpty()
                        ? List.of(Obstacle.HAS_ENDED)
                        : service.obstacles(procedure.get(), entered, at);
        Map<String, Long> counts = places.claim(limits, at, null);
        if (service.countsFacts()) {
            known.putAll(service.known(asked, new RegisterFacts(registers, service.place())));
        }
        Determination determination = obstacles.isEmpty()
                ? service.determine(asked, known, counts)
                : Determination.Determined.refused(obstacles);
        if (!(determination instanceof Determination.Determined decided)) {
            return new OfficialAct.Result.Refused(List.of());
        }
        known.put("steps", service.told(matter.procedure(), steps));
        Matter now = matter.asking(
                asked.answers(), known, entry.map(RegisterEntry::version).orElse(matter.version()));
        matters.ask(now);
        String explanation = procedure
                .flatMap(Procedure::explanation)
                .map(formula -> formula.value(Map.of("steps", steps)))
                .map(Object::toString)
                .orElse(null);
        matters.decide(matter.id(), at, context.actor(), decided, explanation, true);
        Matter moved = switch (decided.outcome()) {
            case GRANTED -> deciding.grant(now, decided, at);
            case REFUSED -> now.standing(Moves.REFUSED);
            // No package that has a waiting list has a process that decides.
            case WAITING, REVIEW -> {
                outbox.publish(new LeftOpen(matter.id(), matter.unit()));
                yield now;
            }
        };
        matters.move(moved, at, context.actor(), decided.outcome().word(), null, !Deciding.awaitsPayment(moved));
        audit.record(Deciding.decided(moved, decided, at).by(context.actor()).inUnit(context.unit()));
        outbox.publish(deciding.changed(moved, decided, at));
        return new OfficialAct.Result.Done(id);
    }

    /** The entry that a case works on, which nobody else changes then. */
    private Optional<RegisterEntry> entry(Matter matter, Context context, Instant at) {
        UUID entry = matter.entry();
        return entry == null
                ? Optional.empty()
                : Effects.register(officials.service(matter), matter.procedure())
                        .flatMap(register -> registers.lock(register, entry, at, context.purpose()));
    }

    /** Keeps the files with which an applicant has answered in the process of his case, under names of their own. */
    public void attach(CaseId id, Map<String, FileId> files, Map<FileId, Upload> uploaded) {
        attachments.keep(id.value(), files, uploaded);
    }

    /** Says in a case what has happened with it. */
    public void tell(CaseId id, Instant at, @Nullable UUID actor, String event, @Nullable String note) {
        matters.tell(id.value(), at, actor, event, note);
    }
}
