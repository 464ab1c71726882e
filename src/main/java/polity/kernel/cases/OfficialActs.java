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
import polity.kernel.catalogue.FactSource;
import polity.kernel.catalogue.Obstacle;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Reference;
import polity.kernel.packages.Packages;
import polity.kernel.page.Language;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/**
 * What officials do: procedures that they open, each a case of the holder that is decided at once, and deciding again what
 * the rules have decided.
 */
final class OfficialActs {

    private static final int REFERENCE_CHARACTERS = 11;

    private final Catalogue catalogue;
    private final Registers registers;
    private final Matters matters;
    private final Deciding deciding;
    private final Packages packages;
    private final Effects effects;
    private final Authority authority;
    private final Audit audit;
    private final Outbox outbox;

    OfficialActs(
            Catalogue catalogue,
            Registers registers,
            Matters matters,
            Deciding deciding,
            Packages packages,
            Effects effects,
            Authority authority,
            Audit audit,
            Outbox outbox) {
        this.catalogue = catalogue;
        this.registers = registers;
        this.matters = matters;
        this.deciding = deciding;
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
        List<Obstacle> obstacles = service.obstacles(procedure, entry.asContext(service.place()), at);
        if (!obstacles.isEmpty()) {
            return new OfficialAct.Result.NotPossible(obstacles);
        }
        Optional<Matter> first = matters.first(act.entry());
        String name = first.map(Matter::applicantName).orElse("");
        var asked = new Asked(
                procedure.code(), at, act.answers(), holder.toString(), name, entry.asContext(service.place()));
        Map<String, @Nullable Object> known = service.known(asked, FactSource.of(registers, service.place()));
        Determination determination = service.determine(asked, known, Map.of());
        if (!(determination instanceof Determination.Determined decided)
                || decided.outcome() != Determination.Outcome.GRANTED) {
            return new OfficialAct.Result.Refused(
                    determination instanceof Determination.Determined refused ? refused.reasons() : List.of());
        }
        var matter = new Matter(
                CaseId.next(at).value(),
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
        outbox.publish(effective.changed());
        return new OfficialAct.Result.Done(new CaseId(matter.id()));
    }

    /** Records whose cases are looked at; without that none is seen. */
    void look(List<UUID> cases) {
        if (!cases.isEmpty()) {
            authority.recordAccess(
                    null, matters.applicants(cases).stream().map(PersonId::new).toList());
        }
    }

    /** Locks a case and returns what decides it again; nothing where nobody knows what it costs to grant it. */
    Optional<Runnable> again(Context official, UUID id, boolean grant, String explanation, Instant at) {
        Matter matter = matters.lock(id).orElseThrow(() -> new Effects.PackageLost("review", "its case"));
        Determination.Determined former = matters.decisions(id).getLast().made();
        return (grant ? granted(matter, former, at) : Optional.of(refused(former)))
                .map(made -> () -> decide(official, matter, made, explanation, at));
    }

    /** Fee, days and derivation are those that the rules name for the case that it is granted. */
    private Optional<Determination.Determined> granted(Matter matter, Determination.Determined former, Instant at) {
        return catalogue
                .byDigest(matter.packageDigest())
                .filter(service -> effects.possible(matter, service, at))
                .flatMap(service -> service.granted(former.evaluation()));
    }

    private static Determination.Determined refused(Determination.Determined former) {
        return new Determination.Determined(
                Determination.Outcome.REFUSED,
                0,
                0,
                former.from(),
                former.to(),
                former.reasons(),
                List.of(),
                former.evaluation());
    }

    private void decide(
            Context official, Matter matter, Determination.Determined made, String explanation, Instant at) {
        boolean grant = made.outcome() == Determination.Outcome.GRANTED;
        matters.decide(matter.id(), at, official.actor(), made, explanation);
        Matter moved = grant ? deciding.grant(matter, made, at) : matter.standing(Moves.REFUSED);
        matters.move(moved, at, official.actor(), grant ? "review-changed" : "review-upheld", null, false);
        audit.record(Act.of(at, "cases.review", Effects.KIND, matter.id())
                .by(official.actor())
                .onBehalfOf(matter.applicant())
                .inUnit(official.unit())
                .with("granted", grant));
        outbox.publish(moved.changed());
    }
}
