// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.Documents;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.files.FileStore;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.payment.PaymentId;
import polity.kernel.payment.PaymentState;
import polity.kernel.payment.Payments;

/** Cases of all services: submitted, decided, paid, effective. */
public final class Cases {

    private static final String REVIEW_ASKED = "review-asked";

    private final Transactions transactions;
    private final Catalogue catalogue;
    private final Deciding deciding;
    private final OfficialActs officials;
    private final Referral referral;
    private final Matters matters;
    private final Places places;
    private final Audit audit;
    private final Attachments attachments;
    private final FileStore files;
    private final Documents documents;
    private final Payments payments;
    private final Outbox outbox;
    private final InstantSource clock;

    Cases(
            Transactions transactions,
            Catalogue catalogue,
            Deciding deciding,
            OfficialActs officials,
            Referral referral,
            Matters matters,
            Places places,
            Audit audit,
            Attachments attachments,
            FileStore files,
            Documents documents,
            Payments payments,
            Outbox outbox,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.deciding = deciding;
        this.officials = officials;
        this.referral = referral;
        this.matters = matters;
        this.places = places;
        this.audit = audit;
        this.attachments = attachments;
        this.files = files;
        this.documents = documents;
        this.payments = payments;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Puts cases before officials; who keeps what waits for them implements it. */
    public interface Referral {
        /**
         * In the caller's transaction; says whether it is the first time that its latest decision is to be looked at.
         *
         * @param grounds what the applicant says; absent where he gives no reasons, or where the rules ask for an official
         */
        boolean refer(CaseId id, String unit, Instant at, @Nullable String grounds);
    }

    /** An official has looked at an automatic decision and lets stand what it granted. */
    public record Upheld(UUID matter, String service, String procedure, String reference, UUID applicant) {}

    /**
     * Receives what somebody asks, decides it by the rules where they can, and makes it take effect where nothing is to
     * be paid: all of it in one transaction, visible when this returns.
     */
    public Received submit(Submission submission) {
        Context context = Context.of(submission.applicant(), "submit:" + submission.service());
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            return transactions.write(context, () -> deciding.submit(submission, at));
        } catch (DuplicateKeyException e) {
            // The same submission came twice at once: the other one is the case.
            return transactions.write(context, () -> deciding.submit(submission, at));
        }
    }

    /** What the log was told when the rules decided these cases, for commands that look into the data base. */
    public static List<Audit.Kept> logged(JdbcClient jdbc, Collection<CaseId> ids) {
        return Audit.kept(
                jdbc,
                Deciding.DECIDED,
                Effects.KIND,
                ids.stream().map(id -> id.value().toString()).toList());
    }

    /** How the log was told the evaluation of a decision. */
    public static String digest(String evaluation) {
        return Submission.sha256(evaluation);
    }

    /** A case of this applicant, as he sees it; that he asked for one which isn't his is recorded. */
    public Optional<CaseView> find(UUID applicant, CaseId id) {
        Context context = Context.of(applicant, "case:" + id.value());
        Optional<CaseView> found =
                transactions.read(context, () -> matters.find(id.value()).map(this::view));
        if (found.isEmpty()) {
            transactions.write(
                    context,
                    () -> audit.record(Act.of(clock.instant(), "cases.read", Effects.KIND, id.value())
                            .by(applicant)
                            .ending(Act.Outcome.REFUSED)));
        }
        return found;
    }

    /** The cases of an applicant, newest first. */
    public List<CaseView.Line> of(UUID applicant, @Nullable CaseId before, int most) {
        return transactions.read(
                Context.of(applicant, "own-cases"),
                () -> matters.of(applicant, before == null ? null : before.value(), Math.min(most, 100)).stream()
                        .map(this::line)
                        .toList());
    }

    private CaseView.Line line(Matters.Listed listed) {
        CaseView.Line line = listed.line();
        Optional<ServicePackage> known = catalogue.known(line.service());
        // What was brought to an end doesn't hold for as long as it was given.
        boolean until = line.status().equals(Moves.ISSUED)
                || (Moves.isEffective(line.status())
                        && known.flatMap(service -> service.procedure(line.procedure()))
                                .filter(Procedure::ends)
                                .isPresent());
        return new CaseView.Line(
                line.id(),
                line.reference(),
                line.service(),
                line.procedure(),
                line.status(),
                line.submitted(),
                known.flatMap(service -> service.about(listed.answers(), listed.entry()))
                        .orElse(null),
                until ? listed.to() : null);
    }

    /** The sealed file of a document of a case of this applicant. */
    public Optional<byte[]> document(UUID applicant, CaseId id, UUID document) {
        return find(applicant, id).stream()
                .flatMap(view -> view.documents().stream())
                .filter(each -> each.id().id().equals(document))
                .findFirst()
                .flatMap(this::content);
    }

    /** The sealed file of a document of a case that the caller has found. */
    public Optional<byte[]> content(IssuedDocument seen) {
        return documents.content(seen);
    }

    /** What was uploaded as the answer to a field of a case that the caller has found. */
    public Optional<byte[]> file(CaseView seen, String field) {
        return Optional.ofNullable(seen.files().get(field)).flatMap(upload -> files.read(upload.file()));
    }

    /**
     * Asks that an official looks at an automatic decision; says whether that was possible.
     *
     * @param grounds why, where he says so
     */
    public boolean askForReview(UUID applicant, CaseId id, @Nullable String grounds) {
        return transactions.write(Context.of(applicant, "review:" + id.value()), () -> {
            Instant at = clock.instant();
            Optional<Matter> decided = matters.lock(id.value())
                    .filter(matter -> reviewable(
                            matter,
                            matters.decisions(matter.id()).getLast(),
                            catalogue.byDigest(matter.packageDigest()).orElse(null)))
                    .filter(matter -> referral.refer(id, matter.unit(), at, grounds));
            decided.ifPresent(matter -> {
                // What was granted holds in the meantime.
                Matter waiting = matter.status().equals(Moves.REFUSED) ? matter.standing(Moves.UNDER_REVIEW) : matter;
                matters.move(waiting, at, applicant, REVIEW_ASKED, grounds, false);
                audit.record(
                        Act.of(at, "cases.ask-review", Effects.KIND, id.value()).by(applicant));
            });
            return decided.isPresent();
        });
    }

    /** Whether the latest decision is automatic and one that an official looks at if its recipient asks. */
    private static boolean reviewable(Matter matter, Matters.Decision latest, @Nullable ServicePackage service) {
        return latest.decider() == null
                && service != null
                && switch (latest.made().outcome()) {
                    case REFUSED -> matter.status().equals(Moves.REFUSED);
                    case GRANTED ->
                        service.term("review_period").isPresent()
                                && (matter.status().equals(Moves.ISSUED)
                                        || matter.status().equals(Moves.ENDING));
                    case WAITING, REVIEW -> false;
                };
    }

    /** Withdraws an application that waits for a place or for people to decide it; says whether that was possible. */
    public boolean withdraw(UUID applicant, CaseId id) {
        Instant at = clock.instant();
        return transactions.write(
                Context.of(applicant, "withdraw:" + id.value()),
                () -> matters.lock(id.value())
                        .filter(matter -> matter.status().equals(Moves.WAITING) || officials.isOpen(matter))
                        .map(matter -> {
                            places.leave(matter.id());
                            outbox.publish(new ProcessedCases.Withdrawn(matter.id()));
                            matters.move(matter.standing(Moves.WITHDRAWN), at, applicant, "withdrawn", null, true);
                            audit.record(Act.of(at, "cases.withdraw", Effects.KIND, matter.id())
                                    .by(applicant));
                            return true;
                        })
                        .orElse(false));
    }

    /**
     * Does something to what somebody holds, as an official who may.
     *
     * @param permission requires the permission for an act that concerns these persons, within the transaction
     */
    public OfficialAct.Result act(Context official, OfficialAct act, Consumer<Set<PersonId>> permission) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.write(official, () -> officials.act(official, act, permission, at));
    }

    /** A case as an official sees it; that he looks is recorded. */
    public Optional<CaseView> seenBy(Context official, CaseId id, Consumer<String> permission) {
        return transactions.write(official, () -> {
            officials.look(List.of(id.value()));
            Optional<Matter> matter = matters.find(id.value());
            matter.map(Matter::unit).ifPresent(permission);
            return matter.map(this::view);
        });
    }

    /**
     * A case as the official sees it who decides it again.
     *
     * @param changeable whether he may decide otherwise: what has no entry of its own can't be taken back
     */
    public record Seen(CaseView matter, boolean changeable) {}

    /** The same in his transaction; that he looks at it, and at all whom the facts are about, is recorded. */
    public Optional<Seen> seen(CaseId id) {
        officials.look(List.of(id.value()));
        return matters.find(id.value()).map(matter -> {
            CaseView view = view(matter);
            officials.lookAtAll(view.known());
            return new Seen(view, officials.changeable(matter, view.service(), view.decision(), clock.instant()));
        });
    }

    /** Records that the official whose transaction this is looks at these cases; without that he sees none. */
    public void look(List<CaseId> ids) {
        officials.look(ids.stream().map(CaseId::value).toList());
    }

    /** Whom a case concerns at which the caller looks: its applicant, and whoever its facts name, like a vehicle's keeper. */
    public Set<PersonId> named(CaseId id) {
        return matters.find(id.value()).map(OfficialActs::concerned).orElse(Set.of());
    }

    /** Whose case it is; may be asked before it is recorded that somebody looks at it. */
    public Set<PersonId> applicant(CaseId id) {
        return matters.applicants(List.of(id.value())).stream()
                .map(PersonId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Locks a case and returns what decides it again as an official says, within his transaction: it stays as it is, or what
     * was asked is granted after all, or what was granted is taken back. There is nothing where that can't be: nobody knows
     * what it costs, since the rules could not be applied, or there is nothing to be taken back.
     *
     * @param otherwise whether it comes out otherwise than before
     */
    public Optional<Runnable> again(Context official, CaseId id, boolean otherwise, String explanation, Instant at) {
        return officials.again(official, id.value(), otherwise, explanation, at);
    }

    /** The cases about an entry, newest first, that may be seen in the caller's transaction. */
    public List<CaseView.Line> about(UUID entry, int most) {
        return matters.about(entry, most);
    }

    private CaseView view(Matter matter) {
        ServicePackage service = catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
        List<Matters.Decision> decisions = matters.decisions(matter.id());
        Matters.Decision latest = decisions.getLast();
        List<CaseView.Event> events = matters.events(matter.id());
        boolean asked = events.stream().anyMatch(event -> event.kind().equals(REVIEW_ASKED));
        Map<String, @Nullable Object> answers = service.form(matter.procedure())
                .map(form -> form.typed(matter.answers()))
                .orElse(matter.answers());
        return new CaseView(
                new CaseId(matter.id()),
                matter.reference(),
                service,
                matter.procedure(),
                matter.status(),
                matter.submitted(),
                answers,
                service.typed(matter.known()),
                attachments.of(matter.id()),
                latest.made(),
                decisions.reversed().stream()
                        .filter(decision -> decision.decider() == null)
                        .findFirst()
                        .orElse(latest)
                        .made(),
                latest.at(),
                latest.decider() == null,
                !asked && reviewable(matter, latest, service),
                latest.explanation(),
                events,
                matter.entry() == null || !Moves.isEffective(matter.status())
                        ? List.of()
                        : documents.of(Effects.KIND, matter.entry()),
                payment(matter),
                matter.status().equals(Moves.WAITING) ? places.position(matter.id()) : 0,
                matter.status().equals(Moves.WAITING) || officials.isOpen(matter),
                matter.entry());
    }

    private CaseView.@Nullable ToPay payment(Matter matter) {
        UUID payment = matter.payment();
        if (payment == null || !Deciding.awaitsPayment(matter)) {
            return null;
        }
        return payments.find(new PaymentId(payment))
                .filter(found -> found.state().isOpen() || found.state() == PaymentState.DECLINED)
                .map(found ->
                        new CaseView.ToPay(payments.page(found), found.amount().minor(), found.expires()))
                .orElse(null);
    }
}
