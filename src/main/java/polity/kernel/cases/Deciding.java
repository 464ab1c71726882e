// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.RegisterFacts;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.catalogue.Waiting;
import polity.kernel.files.FileId;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.node.Outbox;
import polity.kernel.node.Reference;
import polity.kernel.packages.Packages;
import polity.kernel.payment.Payments;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Receives and decides, within the caller's transaction. */
final class Deciding {

    /** What the log is told when the rules have decided. */
    static final String DECIDED = "cases.decide";

    private static final int REFERENCE_CHARACTERS = 11;

    private final Catalogue catalogue;
    private final Registers registers;
    private final Matters matters;
    private final Places places;
    private final Packages packages;
    private final Cases.Referral referral;
    private final Uploads uploads;
    private final Attachments attachments;
    private final Effects effects;
    private final Payments payments;
    private final Audit audit;
    private final Outbox outbox;
    private final JsonMapper json;

    Deciding(
            Catalogue catalogue,
            Registers registers,
            Matters matters,
            Places places,
            Packages packages,
            Cases.Referral referral,
            Uploads uploads,
            Attachments attachments,
            Effects effects,
            Payments payments,
            Audit audit,
            Outbox outbox,
            JsonMapper json) {
        this.catalogue = catalogue;
        this.registers = registers;
        this.matters = matters;
        this.places = places;
        this.packages = packages;
        this.referral = referral;
        this.uploads = uploads;
        this.attachments = attachments;
        this.effects = effects;
        this.payments = payments;
        this.audit = audit;
        this.outbox = outbox;
        this.json = json;
    }

    Received submit(Submission submission, Instant at) {
        String digest = submission.digest(json);
        Optional<Matter> earlier = matters.byKey(submission.applicant(), submission.key());
        if (earlier.isPresent()) {
            return earlier.get().submissionDigest().equals(digest) ? same(earlier.get()) : new Received.OtherContent();
        }
        Optional<ServicePackage> service = catalogue.current(submission.service());
        Optional<Procedure> procedure = service.flatMap(found -> found.procedure(submission.procedure()))
                .filter(found -> found.opens() == Procedure.Opens.ANYONE || found.opens() == Procedure.Opens.HOLDER);
        if (service.isEmpty() || procedure.isEmpty()) {
            return new Received.NotFound();
        }
        if (procedure.get().register().isEmpty()) {
            return decide(submission, digest, service.get(), procedure.get(), Optional.empty(), at);
        }
        Optional<RegisterEntry> entry = entry(procedure.get(), submission, at);
        // The same submission may have been decided while this one waited for the entry.
        Optional<Matter> meanwhile = matters.byKey(submission.applicant(), submission.key());
        if (meanwhile.isPresent()) {
            return meanwhile.get().submissionDigest().equals(digest)
                    ? same(meanwhile.get())
                    : new Received.OtherContent();
        }
        if (entry.isEmpty()) {
            return new Received.NotFound();
        }
        List<Obstacle> obstacles = entry.map(found -> service.get()
                        .obstacles(
                                procedure.get(), found.asContext(service.get().place()), at))
                .orElse(List.of());
        return obstacles.isEmpty()
                ? decide(submission, digest, service.get(), procedure.get(), entry, at)
                : new Received.NotPossible(obstacles);
    }

    private Optional<RegisterEntry> entry(Procedure procedure, Submission submission, Instant at) {
        UUID id = submission.entry();
        if (id == null) {
            return Optional.empty();
        }
        // Only the holder may have something done to an entry, and nobody else learns that there is one.
        Optional<RegisterEntry> held = procedure
                .register()
                .flatMap(register -> registers.lock(register, id, at, "own"))
                .filter(found ->
                        submission.applicant().toString().equals(found.data().get("holder")));
        if (held.isEmpty()) {
            audit.record(Act.of(at, "cases.submit", "entry", id)
                    .by(submission.applicant())
                    .with("procedure", procedure.code())
                    .ending(Act.Outcome.REFUSED));
        }
        return held;
    }

    private Received decide(
            Submission submission,
            String digest,
            ServicePackage service,
            Procedure procedure,
            Optional<RegisterEntry> entry,
            Instant at) {
        var source = new RegisterFacts(registers, service.place());
        // Filled once, by the form's check: the rules see what the form saw.
        var known = new LinkedHashMap<String, @Nullable Object>();
        Function<Map<String, @Nullable Object>, Asked> asking = answers -> new Asked(
                submission.procedure(),
                at,
                answers,
                submission.applicant().toString(),
                submission.applicantName(),
                entry.map(found -> found.asContext(service.place())).orElse(null));
        FormDefinition form = service.form(submission.procedure()).orElse(FormDefinition.NONE);
        Accepted accepted = form.accept(submission.answers(), answers -> {
            known.putAll(service.known(asking.apply(answers), source));
            return known;
        });
        if (!accepted.right()) {
            return new Received.Invalid(accepted.errors());
        }
        Map<String, FileId> files = form.files(accepted.answers());
        Map<FileId, Upload> uploaded = uploads.find(files.values());
        List<FieldError> misfits = form.misfits(files, uploaded);
        if (!misfits.isEmpty()) {
            return new Received.Invalid(misfits);
        }
        known.put("answers", accepted.answers());
        Asked asked = asking.apply(accepted.answers());
        List<Counted> limits = service.limits(submission.procedure(), known);
        Map<String, Long> counts = places.claim(limits, at, null);
        if (service.countsFacts()) {
            known.putAll(service.known(asked, source));
        }
        Determination.Determined decided = determined(service, asked, known, counts);
        if (decided.isRefused()) {
            // Who is granted it already and hasn't paid yet is led there instead of being refused for his own sake.
            Optional<Matter> unpaid = places.inTheWay(
                            submission.applicant(),
                            limits,
                            counts,
                            at,
                            without ->
                                    determined(service, asked, known, without).isRefused())
                    .flatMap(matters::find);
            if (unpaid.isPresent()) {
                return same(unpaid.get());
            }
        }
        boolean pays = decided.outcome() == Determination.Outcome.GRANTED && decided.fee() > 0;
        var matter = new Matter(
                CaseId.next(at).value(),
                Reference.random(REFERENCE_CHARACTERS).text(),
                service.code(),
                service.digest(),
                submission.procedure(),
                service.unit(),
                submission.applicant(),
                submission.applicantName(),
                submission.language().tag(),
                digest,
                at,
                Moves.of(decided.outcome(), pays ? Moves.AWAITING_PAYMENT : procedure.status()),
                accepted.answers(),
                known,
                entry.map(RegisterEntry::id).orElse(null),
                entry.map(RegisterEntry::version).orElse(null),
                null);
        URI page = null;
        if (pays) {
            Payments.Created created =
                    payments.create(Paying.order(matter, service, decided, service.paymentExpires()));
            matter = matter.with(matter.entry(), created.id().value());
            page = created.page();
        }
        packages.keep(service);
        List<Counted> held = pays ? limits : List.of();
        matters.insert(matter, submission.key(), decided, held, at.plus(service.paymentExpires()));
        attachments.keep(matter.id(), files, uploaded);
        follow(matter, service, decided, limits, pays, at);
        record(matter, decided, at);
        return new Received.Case(new CaseId(matter.id()), matter.reference(), decided.outcome(), page);
    }

    /** What comes next: it takes effect, waits for a place or goes to an official. */
    private void follow(
            Matter matter,
            ServicePackage service,
            Determination.Determined decided,
            List<Counted> limits,
            boolean pays,
            Instant at) {
        Matter now = matter;
        switch (decided.outcome()) {
            case GRANTED -> {
                if (!pays) {
                    now = effects.take(matter, service, decided, at);
                    matters.move(now, at, null, "effective", null, true);
                }
            }
            case WAITING ->
                service.waiting()
                        .flatMap(rule -> limits.stream()
                                .filter(limit -> limit.limit().equals(rule.limit()))
                                .findFirst())
                        .ifPresent(place -> places.join(matter, place));
            case REVIEW -> review(matter, service, at);
            case REFUSED -> {
                // Nothing follows unless the applicant asks for it.
            }
        }
        // Who has to pay is led there at once, and needn't be told.
        if (!pays) {
            outbox.publish(now.changed(decided, null));
        }
    }

    /** People decide it: in the process of the package, or an official. */
    private void review(Matter matter, ServicePackage service, Instant at) {
        if (service.procedure(matter.procedure()).filter(Procedure::isHandled).isPresent()) {
            outbox.publish(new ProcessedCases.ProcessDue(matter.id()));
        } else {
            referral.refer(new CaseId(matter.id()), matter.unit(), at, null);
        }
    }

    /**
     * Decides a waiting case as if it had been received now.
     *
     * @return whether it waits no longer
     */
    boolean again(Matter matter, Instant at) {
        ServicePackage service = service(matter);
        var asked = service.whenFree(new Asked(
                matter.procedure(),
                at,
                service.form(matter.procedure())
                        .map(form -> form.typed(matter.answers()))
                        .orElse(matter.answers()),
                matter.applicant().toString(),
                matter.applicantName(),
                null));
        Map<String, @Nullable Object> known = service.known(asked, new RegisterFacts(registers, service.place()));
        List<Counted> limits = service.limits(matter.procedure(), known);
        Determination.Determined decided = determined(service, asked, known, places.claim(limits, at, matter.id()));
        if (decided.outcome() == Determination.Outcome.WAITING) {
            return false;
        }
        places.leave(matter.id());
        Matter now = matter.asking(asked.answers(), known, matter.version());
        matters.ask(now);
        matters.decide(now.id(), at, null, decided, null, true);
        boolean pays = decided.outcome() == Determination.Outcome.GRANTED && decided.fee() > 0;
        Duration time = service.waiting().map(Waiting::offer).orElse(service.paymentExpires());
        if (pays) {
            now = now.with(now.entry(), paying(now, service, decided, limits, time, at));
        }
        now = now.standing(Moves.of(decided.outcome(), pays ? Moves.OFFERED : Moves.WAITING));
        matters.move(now, at, null, pays ? "offered" : decided.outcome().word(), null, false);
        follow(now, service, decided, limits, pays, at);
        if (pays) {
            outbox.publish(now.changed(decided, at.plus(time)));
        }
        audit.record(decided(now, decided, at));
        return true;
    }

    /** Grants what had been decided otherwise: to be paid where a fee is due, else effective now. */
    Matter grant(Matter matter, Determination.Determined decided, Instant at) {
        ServicePackage service = service(matter);
        if (decided.fee() == 0) {
            return effects.take(matter, service, decided, at);
        }
        List<Counted> limits = service.limits(matter.procedure(), service.typed(matter.known()));
        places.claim(limits, at, null);
        UUID payment = paying(matter, service, decided, limits, service.paymentLater(), at);
        return matter.with(matter.entry(), payment).standing(Moves.AWAITING_PAYMENT);
    }

    /** That an official's grant has moved it: until when it is to be paid, or from when it holds. */
    CaseStatusChanged changed(Matter granted, Determination.Determined decided, Instant at) {
        return granted.changed(
                decided, awaitsPayment(granted) ? at.plus(service(granted).paymentLater()) : null);
    }

    private UUID paying(
            Matter matter,
            ServicePackage service,
            Determination.Determined decided,
            List<Counted> limits,
            Duration time,
            Instant at) {
        places.hold(matter.id(), limits, at.plus(time));
        return payments.create(Paying.order(matter, service, decided, time))
                .id()
                .value();
    }

    private ServicePackage service(Matter matter) {
        return catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
    }

    /** A failure of the rules is no decision against anybody: an official looks at it. */
    private static Determination.Determined determined(
            ServicePackage service, Asked asked, Map<String, @Nullable Object> known, Map<String, Long> counts) {
        return switch (service.determine(asked, known, counts)) {
            case Determination.Determined determined -> determined;
            case Determination.Failed _ ->
                new Determination.Determined(
                        Determination.Outcome.REVIEW, 0, 0, null, null, List.of(), List.of(), "{}");
        };
    }

    private void record(Matter matter, Determination.Determined decided, Instant at) {
        audit.record(List.of(
                Act.of(at, "cases.submit", Effects.KIND, matter.id()).by(matter.applicant()),
                decided(matter, decided, at)));
    }

    static Act decided(Matter matter, Determination.Determined decided, Instant at) {
        return Act.of(at, DECIDED, Effects.KIND, matter.id())
                .onBehalfOf(matter.applicant())
                .with("outcome", decided.outcome().word())
                .with("fee", decided.fee())
                .with("evaluation", Submission.sha256(decided.evaluation()));
    }

    private Received same(Matter matter) {
        Determination.Determined made =
                matters.decisions(matter.id()).getFirst().made();
        URI page = null;
        UUID payment = matter.payment();
        if (payment != null && awaitsPayment(matter)) {
            page = payments.find(new polity.kernel.payment.PaymentId(payment))
                    .map(payments::page)
                    .orElse(null);
        }
        return new Received.Case(new CaseId(matter.id()), matter.reference(), made.outcome(), page);
    }

    static boolean awaitsPayment(Matter matter) {
        return matter.status().equals(Moves.AWAITING_PAYMENT) || matter.status().equals(Moves.OFFERED);
    }
}
