// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;

/**
 * A case as it is kept.
 *
 * @param entry the register entry that it works on, and once it has taken effect the one that it gave
 * @param version the version of the entry that was decided on
 */
record Matter(
        UUID id,
        String reference,
        String service,
        String packageDigest,
        String procedure,
        String unit,
        UUID applicant,
        String applicantName,
        String language,
        String submissionDigest,
        Instant submitted,
        String status,
        Map<String, @Nullable Object> answers,
        Map<String, @Nullable Object> known,
        @Nullable UUID entry,
        @Nullable Integer version,
        @Nullable UUID payment) {

    /** What is published when the applicant is to be told where it stands now. */
    CaseStatusChanged changed() {
        return new CaseStatusChanged(id, service, procedure, reference, status, applicant, 0, null, null, null);
    }

    /**
     * The same of a case about which this was decided.
     *
     * @param until when a fee must be paid that is still awaited
     */
    CaseStatusChanged changed(Determination.Determined decided, @Nullable Instant until) {
        boolean granted = decided.outcome() == Determination.Outcome.GRANTED;
        return new CaseStatusChanged(
                id,
                service,
                procedure,
                reference,
                status,
                applicant,
                until == null ? 0 : decided.fee(),
                until,
                granted ? decided.from() : null,
                granted ? decided.to() : null);
    }

    /** The same of a case of which this is to be paid until then. */
    CaseStatusChanged outstanding(long due, Instant until) {
        return new CaseStatusChanged(id, service, procedure, reference, status, applicant, due, until, null, null);
    }

    /** What is published when an official lets a decision stand. */
    Cases.Upheld upheld() {
        return new Cases.Upheld(id, service, procedure, reference, applicant);
    }

    Matter standing(String newStatus) {
        return changed(Moves.to(status, newStatus), answers, known, entry, version, payment);
    }

    /** @param newVersion of the entry that it works on, if it works on one */
    Matter asking(
            Map<String, @Nullable Object> newAnswers,
            Map<String, @Nullable Object> newKnown,
            @Nullable Integer newVersion) {
        return changed(status, newAnswers, newKnown, entry, newVersion, payment);
    }

    Matter with(@Nullable UUID newEntry, @Nullable UUID newPayment) {
        return changed(status, answers, known, newEntry, version, newPayment);
    }

    private Matter changed(
            String newStatus,
            Map<String, @Nullable Object> newAnswers,
            Map<String, @Nullable Object> newKnown,
            @Nullable UUID newEntry,
            @Nullable Integer newVersion,
            @Nullable UUID newPayment) {
        return new Matter(
                id,
                reference,
                service,
                packageDigest,
                procedure,
                unit,
                applicant,
                applicantName,
                language,
                submissionDigest,
                submitted,
                newStatus,
                newAnswers,
                newKnown,
                newEntry,
                newVersion,
                newPayment);
    }
}
