// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseId;

/**
 * An official has to look at a case: because somebody asks for it after an automatic decision, or because the rules do.
 *
 * @param grounds what the applicant says; absent where he gives no reasons, or where the rules ask for an official
 * @param byRules whether the rules themselves leave the decision to an official
 * @param decided whether somebody has decided it
 */
public record ReviewTask(
        UUID id,
        CaseId matter,
        String reference,
        String service,
        String applicantName,
        Instant asked,
        @Nullable String grounds,
        boolean byRules,
        boolean decided) {

    /** What says by when it is to be decided. */
    public record Due(String service, Instant asked, boolean byRules) {}

    public Due due() {
        return new Due(service, asked, byRules);
    }

    /** What became of deciding it. */
    public enum Result {
        UPHELD,
        /** It is granted, and takes effect when the applicant has paid what is due; or what was granted is taken back. */
        CHANGED,
        /** Somebody has decided it already. */
        DECIDED_BEFORE,
        /**
         * The rules could not be applied, so that nobody knows what it costs, or what it is about has ended; or what was
         * granted can't be taken back.
         */
        CANNOT_BE_GRANTED,
        NO_SUCH_REVIEW
    }
}
