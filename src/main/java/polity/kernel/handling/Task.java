// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseId;

/**
 * A step of a process that waits for officials of a unit, or that they have taken.
 *
 * @param step its id in the package
 * @param due the first instant that is too late; absent where no time limit runs
 * @param binding whether it can't be taken when it is too late
 * @param claimed the official who wants to take it
 */
public record Task(
        UUID id,
        CaseId matter,
        String reference,
        String service,
        String applicantName,
        String step,
        String unit,
        Instant opened,
        @Nullable Instant due,
        @Nullable LocalDate lastDay,
        boolean binding,
        @Nullable UUID claimed,
        State state) {

    /** Where it stands. */
    public enum State {
        OPEN,
        /** Its applicant has taken it, and the process goes on in a moment. */
        ANSWERED,
        /** Somebody has taken it. */
        TAKEN,
        /** The process went on without it: its time had run out, or nothing depended on it any more. */
        DROPPED
    }

    /** What became of taking it. */
    public enum Result {
        TAKEN,
        /** Somebody has taken it already. */
        TAKEN_BEFORE,
        /** Its time has run out, or the process has gone on without it. */
        TOO_LATE,
        NO_SUCH_TASK
    }
}
