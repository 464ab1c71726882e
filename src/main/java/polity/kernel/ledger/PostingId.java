// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.UUID;

/** Names a posting in the ledger. */
public record PostingId(UUID value) {}
