// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.UUID;

/** An issued document. */
public record DocumentId(UUID id) {}
