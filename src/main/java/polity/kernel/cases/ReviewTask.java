// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.UUID;

/** Somebody asks that an official looks at an automatic decision. */
public record ReviewTask(
        UUID id, CaseId matter, String reference, String service, String applicantName, Instant asked, String grounds) {

    /** What became of deciding it. */
    public enum Result {
        UPHELD,
        /** The former refusal is replaced by a grant that the applicant may pay for. */
        CHANGED,
        /** Somebody has decided it already. */
        DECIDED_BEFORE,
        NO_SUCH_REVIEW
    }
}
