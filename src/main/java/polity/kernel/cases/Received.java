// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.forms.FieldError;

/** What became of a submission. */
public sealed interface Received {

    /**
     * It is a case, now or since an earlier time with the same key.
     *
     * @param pay where the applicant pays; absent when nothing is due
     */
    record Case(
            CaseId id,
            String reference,
            Determination.Outcome outcome,
            @Nullable URI pay) implements Received {}

    /** The form doesn't accept the answers; nothing was kept. */
    record Invalid(List<FieldError> errors) implements Received {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** The key was used for something else. */
    record OtherContent() implements Received {}

    /** The entry admits it not, or not yet, whatever is answered; nothing was kept. */
    record NotPossible(List<Obstacle> obstacles) implements Received {
        public NotPossible {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** There is no such service, procedure or entry of this applicant. */
    record NotFound() implements Received {}
}
