// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.Optional;

/**
 * A record with all that is needed to prove that the log contains it: what is given to the person whom it is about.
 *
 * @param content the record, canonical JSON (RFC 8785)
 * @param nonce 32 random bytes without which the commitment in the log reveals nothing
 */
public record Disclosure(EntryId entry, String content, Hash nonce, InclusionProof proof) {
    /** The proof as C2SP tlog-proof writes it, with the nonce as its extra data: together with the content, all. */
    public String proofText() {
        return proof.text(nonce.bytes());
    }

    /** The disclosure from its two texts, absent when the proof isn't one. What it says is not yet verified. */
    public static Optional<Disclosure> parse(EntryId entry, String content, String proofText) {
        return InclusionProof.parse(proofText)
                .flatMap(proof -> InclusionProof.extra(proofText)
                        .filter(nonce -> nonce.length == Hash.LENGTH)
                        .map(nonce -> new Disclosure(entry, content, Hash.of(nonce), proof)));
    }
}
