// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.files.FileId;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;

/** What applicants are asked in the processes of their cases, and what they answer. */
public final class Requests {

    private final Transactions transactions;
    private final Enquiries enquiries;
    private final ProcessedCases cases;
    private final Uploads uploads;
    private final Outbox outbox;
    private final Audit audit;
    private final InstantSource clock;

    Requests(
            Transactions transactions,
            Enquiries enquiries,
            ProcessedCases cases,
            Uploads uploads,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        this.transactions = transactions;
        this.enquiries = enquiries;
        this.cases = cases;
        this.uploads = uploads;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A step of a case that its applicant takes.
     *
     * @param lastDay by when; absent where no time limit runs
     * @param steps what officials have said that its questions depend on, by step and question
     */
    public record Request(
            UUID task,
            String step,
            @Nullable LocalDate lastDay,
            Map<String, @Nullable Object> steps,
            Task.State state) {}

    /** An applicant has taken a step of his case. */
    public record Answered(UUID matter, UUID task) {}

    /** What became of an answer. */
    public sealed interface Result {

        /** It is kept, and the process goes on with it. */
        record Taken() implements Result {}

        /** It was answered before, its time has run out, or the process has gone on without it. */
        record TooLate() implements Result {}

        /** Files of it are gone, or are not what the question wants. */
        record Misfit(List<FieldError> errors) implements Result {}
    }

    /** What the applicant of a case is asked in a step of it. */
    public Optional<Request> find(UUID applicant, CaseView matter, UUID task) {
        return transactions.read(
                Context.of(applicant, "case:" + matter.id().value()),
                () -> enquiries.asked(matter.id().value(), task));
    }

    /** What conditions of its form may ask: what the case knew, what officials have said of it, and the answers so far. */
    public Map<String, @Nullable Object> known(
            CaseView matter, Request request, Map<String, @Nullable Object> answers) {
        ServicePackage service = matter.service();
        var now =
                service.begin(new Asked(matter.procedure(), clock.instant(), answers, null, "", null, request.steps()));
        now.put("facts", matter.known().get("facts"));
        return now;
    }

    /**
     * Keeps what the applicant answers; the process goes on with it in a moment.
     *
     * @param answers of the form of the step, after it has checked them
     */
    public Result answer(
            UUID applicant,
            CaseView matter,
            Request request,
            FormDefinition form,
            Map<String, @Nullable Object> answers) {
        return transactions.write(Context.of(applicant, "case:" + matter.id().value()), () -> {
            Map<String, FileId> files = form.files(answers);
            Map<FileId, Upload> uploaded = uploads.find(files.values());
            List<FieldError> misfits = form.misfits(files, uploaded);
            if (!misfits.isEmpty()) {
                return new Result.Misfit(misfits);
            }
            Instant at = clock.instant();
            if (!enquiries.answer(request.task(), applicant, FormDefinition.json(answers), at)) {
                return new Result.TooLate();
            }
            var named = new LinkedHashMap<String, FileId>();
            files.forEach((field, file) -> named.put(attachment(request.task(), field), file));
            cases.attach(matter.id(), named, uploaded);
            audit.record(Act.of(at, "handling.answer", "task", request.task())
                    .by(applicant)
                    .with("case", matter.id().value()));
            outbox.publish(new Answered(matter.id().value(), request.task()));
            return new Result.Taken();
        });
    }

    /** How a file is called among those of its case that came with a step. */
    public static String attachment(UUID task, String field) {
        return task + "." + field;
    }
}
