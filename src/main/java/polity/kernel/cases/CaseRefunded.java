// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.UUID;

/**
 * Money went back to the applicant, who is to be told.
 *
 * @param amount in minor units of the service's currency
 */
public record CaseRefunded(
        UUID matter, String service, String procedure, String reference, long amount, UUID applicant) {}
