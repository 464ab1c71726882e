// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The applicant is to be told that the case stands elsewhere now.
 *
 * @param due what is to be paid, in minor units of the service's currency, when a payment is awaited
 * @param until when it must be paid
 * @param from the first and {@code to} the last day on which what was granted holds, where the decision names them
 */
public record CaseStatusChanged(
        UUID matter,
        String service,
        String procedure,
        String reference,
        String status,
        UUID applicant,
        long due,
        @Nullable Instant until,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {}
