// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a service.
 *
 * @param at the instant of submission, on which rules, parameters and facts are taken
 * @param answers the form's answers by field
 * @param applicant id of the person who asks, as registers name persons; absent for a visitor who only wants to know
 * @param entry the register entry that the procedure works on, with {@code valid_from} and {@code valid_to}
 */
public record Asked(
        String procedure,
        Instant at,
        Map<String, @Nullable Object> answers,
        @Nullable String applicant,
        String applicantName,
        @Nullable Map<String, @Nullable Object> entry) {}
