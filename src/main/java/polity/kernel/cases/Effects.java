// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.Documents;
import polity.kernel.documents.Issue;
import polity.kernel.node.Outbox;
import polity.kernel.page.Language;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;
import polity.kernel.rules.Formula;

/** What a decision does to registers, documents and money, in the transaction that makes it take effect. */
final class Effects {

    static final String KIND = "case";

    /** How many entries that stand beside that of a case are changed with it. */
    private static final int MOST_FOUND = 100;

    private final Matters matters;
    private final Agenda agenda;
    private final Registers registers;
    private final Documents documents;
    private final Outbox outbox;

    Effects(Matters matters, Agenda agenda, Registers registers, Documents documents, Outbox outbox) {
        this.matters = matters;
        this.agenda = agenda;
        this.registers = registers;
        this.documents = documents;
        this.outbox = outbox;
    }

    /**
     * Whether what was decided can still take effect: the entry that it works on stands as it stood then. Nobody else
     * changes it before the transaction ends.
     */
    boolean possible(Matter matter, ServicePackage service, Instant at) {
        UUID entry = matter.entry();
        Optional<Procedure> procedure = service.procedure(matter.procedure());
        Optional<String> register = procedure.flatMap(Procedure::register);
        return entry == null
                || register.isEmpty()
                || registers
                        .lock(
                                register.get(),
                                entry,
                                at,
                                procedure.flatMap(Procedure::article).orElse("own"))
                        .filter(found -> Objects.equals(found.version(), matter.version()))
                        .isPresent();
    }

    /** Locks what a case has given, so that nobody else changes it before the transaction ends. */
    void lock(Matter matter, ServicePackage service, Instant at) {
        UUID entry = matter.entry();
        if (entry != null) {
            register(service, matter.procedure()).ifPresent(register -> registers.lock(register, entry, at, "amend"));
        }
    }

    /** Does all of them in order and returns the case where it now stands, with the entry that it is about. */
    Matter take(Matter matter, ServicePackage service, Determination.Determined decided, Instant at) {
        Procedure procedure = service.procedure(matter.procedure())
                .orElseThrow(() -> new PackageLost(service.code(), matter.procedure()));
        Map<String, @Nullable Object> context = context(matter, service, decided);
        List<Effect> effects = procedure.effects().getOrDefault(decided.outcome(), List.of());
        Matter now = matter;
        // What the entry holds after the effects so far, of which a document shows the open part.
        var held = new LinkedHashMap<String, @Nullable Object>();
        if (context.get("entry") instanceof Map<?, ?> entry) {
            entry.forEach((field, value) -> held.put(String.valueOf(field), value));
        }
        boolean registered = false;
        for (Effect effect : effects) {
            if (!effect.happens(context)) {
                continue;
            }
            if (effect instanceof Effect.Register entry) {
                if (entry.isNumbered()) {
                    context.put(Effect.SERIAL, matters.serial());
                }
                UUID id = register(entry, registered ? new LinkedHashMap<>() : held, now, service, context, at);
                // The first is what the case has given; further ones stand beside it.
                if (!registered && procedure.register().isEmpty()) {
                    context.put("entry", held);
                }
                now = registered ? now : now.with(id, now.payment());
                registered = true;
            } else {
                take(effect, now, procedure, service, decided, context, held, at);
            }
        }
        if (procedure.register().isPresent() && matter.entry() != null) {
            matters.tellOthers(matter, procedure.status(), at);
        }
        return now.standing(procedure.status());
    }

    /**
     * Whether what was granted can be taken back: an entry of its own that still holds and wasn't brought to an end. Where a
     * decision may make several, the case knows only the first, and the others would stay.
     */
    boolean revocable(Matter matter, ServicePackage service, Instant at) {
        UUID entry = matter.entry();
        return entry != null
                && matter.status().equals(Moves.ISSUED)
                && granted(service, matter)
                                .filter(Effect.Register.class::isInstance)
                                .count()
                        == 1
                && entered(service, matter)
                        // As it holds last: it may have changed since the instant, while this waited for it.
                        .flatMap(register -> registers.lock(register, entry, at, "amend"))
                        .filter(found -> found.ended() == null)
                        .isPresent();
    }

    /** What expressions of effects and certificates see. */
    static Map<String, @Nullable Object> context(
            Matter matter, ServicePackage service, Determination.Determined decided) {
        var context = new LinkedHashMap<String, @Nullable Object>(service.typed(matter.known()));
        service.form(matter.procedure()).ifPresent(form -> context.put("answers", form.typed(matter.answers())));
        context.put("decision", decided.asContext());
        context.put("case", Map.of("id", matter.id().toString(), "reference", matter.reference()));
        return context;
    }

    /** Registers a new entry, whose values are then those that are held. */
    private UUID register(
            Effect.Register effect,
            Map<String, @Nullable Object> held,
            Matter matter,
            ServicePackage service,
            Map<String, @Nullable Object> context,
            Instant at) {
        Formula to = effect.to();
        Instant ends = to == null ? null : ends(day(to, context), service);
        held.clear();
        held.putAll(values(effect.entry(), context));
        UUID id = registers.insert(effect.register(), held, starts(day(effect.from(), context), service, at), ends);
        if (ends != null) {
            Optional<Instant> reminded =
                    service.reminder().flatMap(reminder -> reminder.due(effect.register(), ends, at));
            agenda.plan(id, matter, reminded.orElse(null), ends);
        }
        return id;
    }

    private void take(
            Effect effect,
            Matter matter,
            Procedure procedure,
            ServicePackage service,
            Determination.Determined decided,
            Map<String, @Nullable Object> context,
            Map<String, @Nullable Object> held,
            Instant at) {
        switch (effect) {
            case Effect.Register _ -> {
                // Done before.
            }
            case Effect.Amend(var entry, var _) -> {
                Map<String, @Nullable Object> changes = values(entry, context);
                held.putAll(changes);
                registers.amend(register(procedure), entry(matter), changes, at);
            }
            case Effect.AmendFound(var register, var where, var entry, var _) -> {
                Map<String, @Nullable Object> by = values(where, context);
                Map<String, @Nullable Object> changes = values(entry, context);
                if (by.values().stream().allMatch(Objects::nonNull)) {
                    registers
                            .findFrom(register, by, at, MOST_FOUND, "amend")
                            .forEach(found -> registers.amend(register, found.id(), changes, at));
                }
            }
            case Effect.End(var last, var status, var _) -> {
                Instant ends = ends(day(last, context), service);
                registers.end(register(procedure), entry(matter), ends, status == null ? Obstacle.ENDED : status);
                if (status == null) {
                    agenda.plan(entry(matter), matter, null, ends);
                } else {
                    agenda.settle(entry(matter), status, at);
                }
                agenda.drop(matter, at);
            }
            case Effect.Document document -> {
                Issue issue = issue(matter, procedure, service, decided, context, document, held, at);
                if (document.replaces()) {
                    documents.replace(issue);
                } else {
                    documents.issue(issue);
                }
            }
            case Effect.RevokeDocument(var last, var reason, var _) ->
                documents.revoke(KIND, entry(matter), last == null ? at : ends(day(last, context), service), reason);
            case Effect.Begin(var _) -> outbox.publish(new ProcessedCases.ProcessDue(matter.id()));
            case Effect.Message(var name, var _) -> outbox.publish(new ProcessedCases.Happened(matter.id(), name));
            case Effect.Refund(var amount, var _) -> refund(matter, service, minor(amount.value(context)), at);
        }
    }

    /** Undoes what a decision has entered: the entry and its documents end now, and so much is paid back. */
    Matter takeBack(Matter matter, ServicePackage service, long refund, Instant at) {
        entered(service, matter).ifPresent(register -> registers.end(register, entry(matter), at, Obstacle.ENDED));
        documents.revoke(KIND, entry(matter), at, "revoked");
        agenda.settle(entry(matter), Moves.ENDED, at);
        agenda.drop(matter, at);
        refund(matter, service, refund, at);
        return matter.standing(Moves.ENDED);
    }

    /** Documents belong to the entry that they certify, so that whatever ends the entry finds them. */
    private Issue issue(
            Matter matter,
            Procedure procedure,
            ServicePackage service,
            Determination.Determined decided,
            Map<String, @Nullable Object> context,
            Effect.Document document,
            Map<String, @Nullable Object> held,
            Instant at) {
        LocalDate to = decided.to();
        LocalDate last = last(matter, procedure, service, decided, context, at);
        return new Issue(
                KIND,
                entry(matter),
                matter.id() + " " + document.template(),
                matter.language(),
                matter.applicant(),
                text(document.number(), context),
                at,
                decided.from() == null ? LocalDate.ofInstant(at, service.place()) : decided.from(),
                to == null || (last != null && last.isBefore(to)) ? last : to,
                shown(procedure, document.shows(), held));
    }

    private static List<Issue.Disclosed> shown(
            Procedure procedure, List<String> fields, Map<String, @Nullable Object> held) {
        String register = registerOf(procedure).orElse("");
        var shown = new ArrayList<Issue.Disclosed>();
        for (String field : fields) {
            Object value = held.get(field);
            if (value != null) {
                shown.add(new Issue.Disclosed(register, field, value.toString()));
            }
        }
        return shown;
    }

    /** The last day of the entry that a document is issued for: no document holds longer. */
    private @Nullable LocalDate last(
            Matter matter,
            Procedure procedure,
            ServicePackage service,
            Determination.Determined decided,
            Map<String, @Nullable Object> context,
            Instant at) {
        Optional<Effect.Register> made = procedure.effects().getOrDefault(decided.outcome(), List.of()).stream()
                .filter(Effect.Register.class::isInstance)
                .map(Effect.Register.class::cast)
                .filter(register -> register.happens(context))
                .findFirst();
        if (made.isPresent()) {
            Formula to = made.get().to();
            return to == null ? null : day(to, context);
        }
        return registers
                .lock(
                        register(procedure),
                        entry(matter),
                        at,
                        procedure.article().orElse("own"))
                .map(RegisterEntry::validTo)
                .map(end -> LocalDate.ofInstant(end.minusNanos(1), service.place()))
                .orElse(null);
    }

    /** Money goes back by background work: where citizens and officials act, nobody can order a refund. */
    private void refund(Matter matter, ServicePackage service, long minor, Instant at) {
        if (minor > 0) {
            outbox.publish(new Refunding.RefundDue(
                    matter.id(), entry(matter), minor, service.currency().getCurrencyCode(), matter.reference()));
            Language language = Language.ofTag(matter.language()).orElse(Language.EN);
            matters.tell(
                    matter.id(), at, null, "refund-due", service.words(language).money(minor, service.currency()));
        }
    }

    private static Map<String, @Nullable Object> values(
            Map<String, Formula> entry, Map<String, @Nullable Object> context) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        entry.forEach((field, formula) -> values.put(field, formula.value(context)));
        return values;
    }

    /** The register that a procedure works on, or makes an entry of. */
    static Optional<String> register(ServicePackage service, String procedure) {
        return service.procedure(procedure).flatMap(Effects::registerOf);
    }

    private static Optional<String> registerOf(Procedure procedure) {
        return procedure
                .register()
                .or(() -> entered(procedure.effects().values().stream().flatMap(List::stream)));
    }

    /** The register in which what was granted has an entry of its own. */
    private static Optional<String> entered(ServicePackage service, Matter matter) {
        return entered(granted(service, matter));
    }

    /** What is done when it is granted. */
    private static Stream<Effect> granted(ServicePackage service, Matter matter) {
        return service.procedure(matter.procedure()).stream()
                .flatMap(procedure ->
                        procedure.effects().getOrDefault(Determination.Outcome.GRANTED, List.of()).stream());
    }

    private static Optional<String> entered(Stream<Effect> effects) {
        return effects.filter(Effect.Register.class::isInstance)
                .map(effect -> ((Effect.Register) effect).register())
                .findFirst();
    }

    private static String register(Procedure procedure) {
        return procedure.register().orElseThrow(() -> new PackageLost(procedure.code(), "register"));
    }

    private static UUID entry(Matter matter) {
        UUID entry = matter.entry();
        if (entry == null) {
            throw new PackageLost(matter.service(), "an entry for " + matter.procedure());
        }
        return entry;
    }

    private static LocalDate day(Formula formula, Map<String, @Nullable Object> context) {
        if (formula.value(context) instanceof LocalDate day) {
            return day;
        }
        throw new PackageLost(formula.toString(), "a date");
    }

    private static String text(Formula formula, Map<String, @Nullable Object> context) {
        return Optional.ofNullable(formula.value(context))
                .orElseThrow(() -> new PackageLost(formula.toString(), "a value"))
                .toString();
    }

    private static long minor(@Nullable Object amount) {
        return amount instanceof Number number ? new java.math.BigDecimal(number.toString()).longValueExact() : 0;
    }

    /** An entry that begins today begins now, so that it holds as soon as it is granted. */
    private static Instant starts(LocalDate day, ServicePackage service, Instant at) {
        Instant start = day.atStartOfDay(service.place()).toInstant();
        return start.isBefore(at) ? at : start;
    }

    private static Instant ends(LocalDate last, ServicePackage service) {
        return last.plusDays(1).atStartOfDay(service.place()).toInstant();
    }

    /** A package that passed its checks does not hold what its effects need. */
    static final class PackageLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        PackageLost(String what, String lacks) {
            super(what + " lacks " + lacks);
        }
    }
}
