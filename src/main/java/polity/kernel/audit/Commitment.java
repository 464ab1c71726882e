// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;

/** What the public log holds of a record: SHA-256 over a fixed prefix, a secret nonce, and the record. */
final class Commitment {
    // The prefix and the nonce have fixed lengths: no other pair of nonce and content gives the same bytes. The data
    // base computes the same value in a generated column (V1__audit.sql).
    private static final byte[] PREFIX = "polity-audit-entry-v1:".getBytes(StandardCharsets.US_ASCII);

    private Commitment() {}

    static Hash of(Hash nonce, String content) {
        return Hash.sha256(PREFIX, nonce.bytes(), content.getBytes(StandardCharsets.UTF_8));
    }
}
