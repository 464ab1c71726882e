// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.Documents;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.files.FileStore;
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
    private final Reviews reviews;
    private final Matters matters;
    private final Attachments attachments;
    private final FileStore files;
    private final Documents documents;
    private final Payments payments;
    private final InstantSource clock;

    Cases(
            Transactions transactions,
            Catalogue catalogue,
            Deciding deciding,
            Reviews reviews,
            Matters matters,
            Attachments attachments,
            FileStore files,
            Documents documents,
            Payments payments,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalogue = catalogue;
        this.deciding = deciding;
        this.reviews = reviews;
        this.matters = matters;
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
        Instant at = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        try {
            return transactions.write(context, () -> deciding.submit(submission, at));
        } catch (DuplicateKeyException e) {
            // The same submission came twice at once: the other one is the case.
            return transactions.write(context, () -> deciding.submit(submission, at));
        }
    }

    /** A case of this applicant, as he sees it. */
    public Optional<CaseView> find(UUID applicant, CaseId id) {
        return transactions.read(
                Context.of(applicant, "case:" + id.value()),
                () -> matters.find(id.value()).map(this::view));
    }

    /** The cases of an applicant, newest first. */
    public List<CaseView.Line> of(UUID applicant, @Nullable CaseId before, int most) {
        return transactions.read(
                Context.of(applicant, "own-cases"),
                () -> matters.of(applicant, before == null ? null : before.value(), Math.min(most, 100)));
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

    /**
     * What officials of a unit have to look at, oldest first.
     *
     * @param permission requires the permission of the official, within the transaction
     */
    public List<ReviewTask> reviews(Context official, Runnable permission) {
        return transactions.read(official, () -> {
            permission.run();
            return reviews.open();
        });
    }

    /** A review with the case it is about. */
    public Optional<ReviewTask> review(Context official, UUID review, Runnable permission) {
        return transactions.read(official, () -> {
            permission.run();
            return reviews.find(review);
        });
    }

    /** A case as an official sees it. */
    public Optional<CaseView> seenBy(Context official, CaseId id) {
        return transactions.read(official, () -> matters.find(id.value()).map(this::view));
    }

    /** Decides a review: the decision stands, or another one takes its place. */
    public ReviewTask.Result decide(
            Context official, UUID review, boolean uphold, String explanation, Runnable permission) {
        return transactions.write(official, () -> {
            permission.run();
            return reviews.decide(official, review, uphold, explanation, clock.instant());
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
                pay(matter),
                matter.entry());
    }

    private @Nullable URI pay(Matter matter) {
        UUID payment = matter.payment();
        if (payment == null || !matter.status().equals(Deciding.AWAITING_PAYMENT)) {
            return null;
        }
        return payments.find(new PaymentId(payment))
                .filter(found -> found.state() == PaymentState.CREATED || found.state() == PaymentState.DECLINED)
                .map(payments::page)
                .orElse(null);
    }
}
