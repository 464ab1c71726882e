// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.util.UUID;

/** A case. */
public record CaseId(UUID value) {}
