// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.Documents;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.files.FileStore;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.payment.PaymentId;
import polity.kernel.payment.PaymentState;
import polity.kernel.payment.Payments;

/** Cases of all services: submitted, decided, paid, effective. */
public final class Cases {

    private final Transactions transactions;
    private final Catalogue catalogue;
    private final Deciding deciding;
    private final OfficialActs officials;
    private final Reviews reviews;
    private final Matters matters;
    private final Places places;
    private final Audit audit;
    private final Attachments attachments;
    private final FileStore files;
    private final Documents documents;
    private final Payments payments;
    private final InstantSource clock;

    Cases(
            Transactions transactions,
            Catalogue catalogue,
            Deciding deciding,
            OfficialActs officials,
            Reviews reviews,
            Matters matters,
            Places places,
            Audit audit,
            Attachments attachments,
            FileStore files,
            Documents documents,
            Payments payments,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.deciding = deciding;
        this.officials = officials;
        this.reviews = reviews;
        this.matters = matters;
        this.places = places;
        this.audit = audit;
        this.attachments = attachments;
        this.files = files;
        this.documents = documents;
        this.payments = payments;
        this.clock = clock;
    }

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
                () -> matters.of(applicant, before == null ? null : before.value(), Math.min(most, 100)));
    }

    /** Which of these idempotency keys of an applicant have led to a case. */
    public Set<String> sent(UUID applicant, List<String> keys) {
        return transactions.read(Context.of(applicant, "own-cases"), () -> matters.sent(applicant, keys));
    }

    /** The sealed file of a document of a case of this applicant. */
    public Optional<byte[]> document(UUID applicant, CaseId id, UUID document) {
        Optional<IssuedDocument> found = find(applicant, id).stream()
                .flatMap(view -> view.documents().stream())
                .filter(each -> each.id().id().equals(document))
                .findFirst();
        return found.flatMap(documents::content);
    }

    /** What was uploaded as the answer to a field of a case that the caller has found. */
    public Optional<byte[]> file(CaseView seen, String field) {
        return Optional.ofNullable(seen.files().get(field)).flatMap(upload -> files.read(upload.file()));
    }

    /** Asks that an official looks at an automatic decision; says whether that was possible. */
    public boolean askForReview(UUID applicant, CaseId id, String grounds) {
        return transactions.write(
                Context.of(applicant, "review:" + id.value()),
                () -> reviews.ask(applicant, id.value(), grounds, clock.instant()));
    }

    /** Withdraws an application that waits for a place; says whether that was possible. */
    public boolean withdraw(UUID applicant, CaseId id) {
        Instant at = clock.instant();
        return transactions.write(
                Context.of(applicant, "withdraw:" + id.value()),
                () -> matters.lock(id.value())
                        .filter(matter -> matter.status().equals(Moves.WAITING))
                        .map(matter -> {
                            places.leave(matter.id());
                            matters.move(matter.standing(Moves.WITHDRAWN), at, applicant, "withdrawn", null, true);
                            audit.record(Act.of(at, "cases.withdraw", Effects.KIND, matter.id())
                                    .by(applicant));
                            return true;
                        })
                        .orElse(false));
    }

    /**
     * What officials have to look at, oldest first.
     *
     * @param units codes of the units for which he may, asked within the transaction
     */
    public List<ReviewTask> reviews(Context official, Supplier<List<String>> units) {
        return transactions.write(official, () -> reviews.open(units.get()));
    }

    /**
     * A review and the case that it is about; both reads are recorded.
     *
     * @param permission requires the permission for the unit with this code, within the transaction
     */
    public Optional<Reviewed> review(Context official, UUID review, Consumer<String> permission) {
        return transactions.write(official, () -> {
            Optional<String> unit = reviews.unit(review);
            unit.ifPresent(permission);
            return unit.flatMap(_ -> reviews.find(review))
                    .flatMap(task ->
                            matters.find(task.matter().value()).map(matter -> new Reviewed(task, view(matter))));
        });
    }

    /** A review and the case that it is about. */
    public record Reviewed(ReviewTask task, CaseView matter) {}

    /**
     * Decides a review: what was asked is granted after all, or it isn't.
     *
     * @param permission requires the permission for a unit and an act that concerns these persons
     */
    public ReviewTask.Result decide(
            Context official,
            UUID review,
            boolean grant,
            String explanation,
            BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(official, () -> {
            reviews.unit(review).ifPresent(unit -> permission.accept(unit, reviews.about(review)));
            return reviews.decide(official, review, grant, explanation, clock.instant());
        });
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
            reviews.look(List.of(id.value()));
            Optional<Matter> matter = matters.find(id.value());
            matter.map(Matter::unit).ifPresent(permission);
            return matter.map(this::view);
        });
    }

    private CaseView view(Matter matter) {
        ServicePackage service = catalogue
                .byDigest(matter.packageDigest())
                .orElseThrow(() -> new Effects.PackageLost(matter.service(), matter.packageDigest()));
        List<Matters.Decision> decisions = matters.decisions(matter.id());
        Matters.Decision latest = decisions.getLast();
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
                attachments.of(matter.id()),
                latest.made(),
                latest.at(),
                latest.decider() == null,
                reviews.possible(matter, latest),
                latest.explanation(),
                matters.events(matter.id()),
                matter.entry() == null ? List.of() : documents.of(Effects.KIND, matter.entry()),
                payment(matter),
                matter.status().equals(Moves.WAITING) ? places.position(matter.id()) : 0,
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
