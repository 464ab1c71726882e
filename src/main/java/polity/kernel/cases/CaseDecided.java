// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.UUID;

/** A case has been decided. */
public record CaseDecided(UUID matter, String service, String procedure, String outcome, UUID applicant) {}
