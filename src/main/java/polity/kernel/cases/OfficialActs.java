// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.RegisterFacts;
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
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
                .flatMap(register -> registers.lock(register, act.entry(), at, official.purpose()));
        Optional<UUID> holder = entry.map(found -> found.data().get("holder"))
                .map(Object::toString)
                .map(UUID::fromString);
        if (service.isEmpty() || procedure.isEmpty() || entry.isEmpty() || holder.isEmpty()) {
            return new OfficialAct.Result.NotFound();
        }
        permission.accept(Set.of(new PersonId(holder.get())));
        authority.recordAccess(procedure.get().article().orElse(null), List.of(new PersonId(holder.get())));
        Optional<Matter> before = matters.byKey(holder.get(), act.key());
        if (before.isPresent()) {
            return new OfficialAct.Result.Done(new CaseId(before.get().id()));
        }
        Integer seen = act.seen();
        return seen == null || seen == entry.get().version()
                ? act(official, act, service.get(), procedure.get(), entry.get(), holder.get(), Map.of(), at)
                : new OfficialAct.Result.Overtaken();
    }

    private OfficialAct.Result act(
            Context official,
            OfficialAct act,
            ServicePackage service,
            Procedure procedure,
            RegisterEntry entry,
            UUID holder,
            Map<String, @Nullable Object> steps,
            Instant at) {
        List<Obstacle> obstacles = service.obstacles(procedure, entry.asContext(service.place()), at);
        if (!obstacles.isEmpty()) {
            return new OfficialAct.Result.NotPossible(obstacles);
        }
        Optional<Matter> first = matters.first(act.entry());
        String name = first.map(Matter::applicantName).orElse("");
        var asked = new Asked(
                procedure.code(), at, act.answers(), holder.toString(), name, entry.asContext(service.place()), steps);
        Map<String, @Nullable Object> known = service.known(asked, new RegisterFacts(registers, service.place()));
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
                Submission.sha256(act.key()),
                at,
                procedure.status(),
                act.answers(),
                known,
                act.entry(),
                entry.version(),
                null);
        packages.keep(service);
        matters.begin(matter, act.key());
        matters.decide(matter.id(), at, official.actor(), decided, act.explanation(), official.actor() == null);
        Matter effective = effects.take(matter, service, decided, at);
        matters.move(effective, at, official.actor(), procedure.code(), null, true);
        if (official.actor() == null) {
            audit.record(Deciding.decided(matter, decided, at));
        }
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

    ProcessedCases.Handled handled(UUID id, Instant at) {
        Matter matter = matters.find(id).orElseThrow(() -> new Effects.PackageLost("a process", "its case"));
        ServicePackage service = service(matter);
        Map<String, @Nullable Object> known =
                Effects.context(matter, service, matters.decisions(id).getLast().made());
        var now = service.begin(new Asked(matter.procedure(), at, Map.of(), null, "", null));
        List.of("at", "on", "parameters").forEach(name -> known.put(name, now.get(name)));
        known.put("procedure", matter.procedure());
        UUID entry = matter.entry();
        if (entry != null) {
            Effects.register(service, matter.procedure())
                    .flatMap(register -> registers.entries(register, List.of(entry), at, "process").stream()
                            .findFirst())
                    .ifPresent(found -> known.put("entry", found.asContext(service.place())));
        }
        return new ProcessedCases.Handled(service, matter.reference(), matter.applicant(), entry, known);
    }

    /** What a process does about the entry of its case. */
    OfficialAct.Result act(
            Context context, UUID id, String procedure, Map<String, @Nullable Object> steps, Instant at) {
        Optional<Matter> about = matters.find(id);
        Optional<ServicePackage> service = about.map(this::service);
        Optional<Procedure> does = service.flatMap(found -> found.procedure(procedure));
        Optional<RegisterEntry> entry = about.flatMap(matter -> Optional.ofNullable(matter.entry()))
                .flatMap(held -> does.flatMap(Procedure::register)
                        .flatMap(register -> registers.lock(register, held, at, context.purpose())));
        if (service.isEmpty() || does.isEmpty() || entry.isEmpty()) {
            return new OfficialAct.Result.NotFound();
        }
        UUID holder = about.get().applicant();
        String explanation = does.get()
                .explanation()
                .map(formula -> formula.value(Map.of("steps", steps)))
                .map(Object::toString)
                .orElse(null);
        var act = new OfficialAct(
                service.get().code(),
                procedure,
                entry.get().id(),
                null,
                Map.of(),
                explanation,
                "process:" + UUID.randomUUID());
        OfficialAct.Result result = act(context, act, service.get(), does.get(), entry.get(), holder, steps, at);
        if (result instanceof OfficialAct.Result.Done && explanation != null) {
            matters.tell(id, at, context.actor(), "explained", explanation);
        }
        return result;
    }

    /** Whether people are to decide it in the process of its package, and nobody has yet. */
    boolean isOpen(Matter matter) {
        return matter.status().equals(Moves.UNDER_REVIEW)
                && service(matter)
                        .procedure(matter.procedure())
                        .filter(Procedure::isHandled)
                        .isPresent()
                && isFirstLeftOpen(matters.decisions(matter.id()));
    }

    /** Whether the rules have left it open last and never before: what they leave open once more an official decides. */
    private static boolean isFirstLeftOpen(List<Matters.Decision> decisions) {
        return decisions.stream()
                                .filter(decision -> decision.made().outcome() == Determination.Outcome.REVIEW)
                                .count()
                        == 1
                && decisions.getLast().made().outcome() == Determination.Outcome.REVIEW;
    }

    /** Whether a case stands where its procedure has brought it, and that does so. */
    boolean does(Matter matter, Predicate<Effect> so) {
        return service(matter)
                .procedure(matter.procedure())
                .filter(procedure -> matter.status().equals(procedure.status())
                        && procedure.effects().getOrDefault(Determination.Outcome.GRANTED, List.of()).stream()
                                .anyMatch(so))
                .isPresent();
    }

    ServicePackage service(Matter matter) {
        return catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
    }

    /** Records whose cases are looked at; without that none is seen. */
    void look(List<UUID> cases) {
        if (!cases.isEmpty()) {
            authority.recordAccess(
                    null, matters.applicants(cases).stream().map(PersonId::new).toList());
        }
    }

    /** Records that an official looks at all whom facts are about: the keeper of a vehicle needn't be the applicant. */
    void lookAtAll(Map<String, @Nullable Object> known) {
        authority.recordAccess(
                null, persons(known.get("facts")).map(PersonId::new).toList());
    }

    /** Its applicant and all whom facts are about. */
    static Set<PersonId> concerned(Matter matter) {
        return Stream.concat(
                        Stream.of(matter.applicant()), persons(matter.known().get("facts")))
                .map(PersonId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<UUID> persons(@Nullable Object fact) {
        return switch (fact) {
            case Map<?, ?> entry ->
                // The entry's own id is none of a person.
                entry.entrySet().stream()
                        .filter(field -> !"id".equals(field.getKey()))
                        .flatMap(field -> persons(field.getValue()));
            case List<?> entries -> entries.stream().flatMap(OfficialActs::persons);
            case String text when UUIDS.matcher(text).matches() -> Stream.of(UUID.fromString(text));
            case null, default -> Stream.empty();
        };
    }

    /** What an official says of a case: that it comes out otherwise than before, or that it stays as it is. */
    private record Answer(Context official, boolean otherwise, String explanation, Instant at) {}

    /** Whether an official can decide otherwise: what was granted may be such that it can't be taken back. */
    boolean changeable(Matter matter, ServicePackage service, Determination.Determined made, Instant at) {
        return made.outcome() != Determination.Outcome.GRANTED || effects.revocable(matter, service, at);
    }

    /** Locks a case and returns what decides it again; nothing where it can't come out so. */
    Optional<Runnable> again(Context official, UUID id, boolean otherwise, String explanation, Instant at) {
        // First what a case has given, then the case, as everybody does: in another order two would wait for each
        // other.
        matters.find(id)
                .filter(found -> otherwise && Moves.isEffective(found.status()))
                .ifPresent(found -> catalogue
                        .byDigest(found.packageDigest())
                        .ifPresent(service -> effects.lock(found, service, at)));
        Matter matter = matters.lock(id).orElseThrow(() -> new Effects.PackageLost("review", "its case"));
        Determination.Determined former = matters.decisions(id).getLast().made();
        if (matter.status().equals(Moves.WITHDRAWN)) {
            return Optional.empty();
        }
        var answer = new Answer(official, otherwise, explanation, at);
        Optional<ServicePackage> service = catalogue.byDigest(matter.packageDigest());
        if (former.outcome() != Determination.Outcome.GRANTED) {
            return otherwise
                    ? granted(matter, service, former, at)
                            .map(made -> () -> decide(answer, matter, former, made, deciding::grant))
                    : Optional.of(() -> decide(
                            answer, matter, former, refused(former), (_, _, _) -> matter.standing(Moves.REFUSED)));
        }
        return otherwise
                ? service.filter(found -> effects.revocable(matter, found, at))
                        .map(found -> () -> decide(
                                answer,
                                matter,
                                former,
                                takenBack(former),
                                (_, made, _) -> effects.takeBack(matter, found, made.refund(), at)))
                : Optional.of(() -> decide(answer, matter, former, former, (_, _, _) -> matter));
    }

    /** Fee, days and derivation are those that the rules name for the case that it is granted. */
    private Optional<Determination.Determined> granted(
            Matter matter, Optional<ServicePackage> service, Determination.Determined former, Instant at) {
        return service.filter(found -> effects.possible(matter, found, at))
                .flatMap(found -> found.granted(former.evaluation()));
    }

    private static Determination.Determined refused(Determination.Determined former) {
        return refused(former, former.reasons(), 0);
    }

    /** The reasons to grant it were not enough, and all that was paid for it goes back. */
    private static Determination.Determined takenBack(Determination.Determined former) {
        return refused(former, List.of(), former.fee());
    }

    private static Determination.Determined refused(
            Determination.Determined former, List<Determination.Reason> reasons, long refund) {
        return new Determination.Determined(
                Determination.Outcome.REFUSED,
                0,
                refund,
                former.from(),
                former.to(),
                reasons,
                List.of(),
                former.evaluation());
    }

    /** What a decision does: says where the case stands after it. */
    private interface Consequence {
        Matter take(Matter matter, Determination.Determined made, Instant at);
    }

    private void decide(
            Answer answer,
            Matter matter,
            Determination.Determined former,
            Determination.Determined made,
            Consequence consequence) {
        UUID decider = answer.official().actor();
        Instant at = answer.at();
        boolean granted = made.outcome() == Determination.Outcome.GRANTED;
        matters.decide(matter.id(), at, decider, made, answer.explanation(), decider == null);
        Matter moved = consequence.take(matter, made, at);
        matters.move(moved, at, decider, answer.otherwise() ? "review-changed" : "review-upheld", null, false);
        audit.record(Act.of(at, "cases.review", Effects.KIND, matter.id())
                .by(decider)
                .onBehalfOf(matter.applicant())
                .inUnit(answer.official().unit())
                .with("granted", granted));
        boolean stands = !answer.otherwise() && made.outcome() == former.outcome();
        outbox.publish(stands ? matter.upheld() : deciding.changed(moved, made, at));
    }
}
