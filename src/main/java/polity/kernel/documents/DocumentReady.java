// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.UUID;

/** The sealed file of a document has been made. */
public record DocumentReady(UUID document, String kind, UUID subject) {}
