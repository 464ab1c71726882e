// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Reference;
import polity.kernel.page.Language;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Procedures that officials open: each is a case of the holder, decided by the official who opened it. */
final class OfficialActs {

    private static final int REFERENCE_CHARACTERS = 11;

    private final Catalogue catalogue;
    private final Registers registers;
    private final Matters matters;
    private final Packages packages;
    private final Effects effects;
    private final Authority authority;
    private final Audit audit;
    private final Outbox outbox;

    OfficialActs(
            Catalogue catalogue,
            Registers registers,
            Matters matters,
            Packages packages,
            Effects effects,
            Authority authority,
            Audit audit,
            Outbox outbox) {
        this.catalogue = catalogue;
        this.registers = registers;
        this.matters = matters;
        this.packages = packages;
        this.effects = effects;
        this.authority = authority;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** @param permission is asked before anything is read, and again when it is known whom the act concerns */
    OfficialAct.Result act(Context official, OfficialAct act, Consumer<Set<PersonId>> permission, Instant at) {
        permission.accept(Set.of());
        Optional<ServicePackage> service = catalogue.known(act.service());
        Optional<Procedure> procedure = service.flatMap(found -> found.procedure(act.procedure()))
                .filter(found -> found.opens() == Procedure.Opens.OFFICIAL);
        // Reading the entry records the access, without which none of its holder's cases is seen or made.
        Optional<RegisterEntry> entry = procedure
                .flatMap(Procedure::register)
                .flatMap(register -> registers.entry(register, act.entry(), at, official.purpose()));
        Optional<UUID> holder = entry.map(found -> found.data().get("holder"))
                .map(Object::toString)
                .map(UUID::fromString);
        if (service.isEmpty() || procedure.isEmpty() || entry.isEmpty() || holder.isEmpty()) {
            return new OfficialAct.Result.NotFound();
        }
        permission.accept(Set.of(new PersonId(holder.get())));
        authority.recordAccess(procedure.get().article().orElse(null), List.of(new PersonId(holder.get())));
        Optional<Matter> before = matters.byKey(holder.get(), act.key());
        return before.isPresent()
                ? new OfficialAct.Result.Done(new CaseId(before.get().id()))
                : act(official, act, service.get(), procedure.get(), entry.get(), holder.get(), at);
    }

    private OfficialAct.Result act(
            Context official,
            OfficialAct act,
            ServicePackage service,
            Procedure procedure,
            RegisterEntry entry,
            UUID holder,
            Instant at) {
        Optional<Matter> first = matters.first(act.entry());
        String name = first.map(Matter::applicantName).orElse("");
        var asked = new Asked(
                procedure.code(), at, act.answers(), holder.toString(), name, entry.asContext(service.place()));
        Map<String, @Nullable Object> known = service.known(asked, new RegisterFacts(registers, service.place()));
        Determination determination = service.determine(asked, known, Map.of());
        if (!(determination instanceof Determination.Determined decided)
                || decided.outcome() != Determination.Outcome.GRANTED) {
            return new OfficialAct.Result.Refused(
                    determination instanceof Determination.Determined refused ? refused.reasons() : List.of());
        }
        var matter = new Matter(
                UuidV7.next(at),
                Reference.random(REFERENCE_CHARACTERS).text(),
                service.code(),
                service.digest(),
                procedure.code(),
                service.unit(),
                holder,
                name,
                first.map(Matter::language).orElse(Language.EN.tag()),
                Deciding.sha256(act.key()),
                at,
                procedure.status(),
                act.answers(),
                known,
                act.entry(),
                null);
        packages.keep(service);
        matters.begin(matter, act.key());
        matters.decide(matter.id(), at, official.actor(), decided, act.explanation());
        Matter effective = effects.take(matter, service, decided, at);
        matters.move(effective, at, official.actor(), procedure.code(), null, true);
        audit.record(Act.of(at, "cases.act", Effects.KIND, matter.id())
                .by(official.actor())
                .onBehalfOf(holder)
                .inUnit(official.unit())
                .under(procedure.article().orElse(null))
                .with("procedure", procedure.code())
                .with("entry", act.entry()));
        outbox.publish(effective.changed(decided, null));
        return new OfficialAct.Result.Done(new CaseId(matter.id()));
    }
}
