// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.UUID;

/** The applicant is to be told that the case stands elsewhere now. */
public record CaseStatusChanged(
        UUID matter, String service, String procedure, String reference, String status, UUID applicant) {}
