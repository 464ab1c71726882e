// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What anybody can check without trusting the log: that an entry is in it, that it only ever grew, and that its
 * operator signed what is being checked (RFC 9162 sections 2.1.3.2 and 2.1.4.2, C2SP signed-note and tlog-checkpoint).
 */
public final class Verification {
    // The prefix and the nonce have fixed lengths: no other pair of nonce and record gives the same bytes. The data
    // base computes the same value in a generated column (V1__audit.sql).
    private static final byte[] COMMITMENT = "polity-audit-entry-v1:".getBytes(StandardCharsets.US_ASCII);

    private Verification() {}

    /** What the public log holds of a record: SHA-256 over a fixed prefix, a secret nonce, and the record. */
    public static Hash commitment(Hash nonce, String content) {
        return Hash.sha256(COMMITMENT, nonce.bytes(), content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the entry stands at this index of the tree with this root.
     *
     * @param commitment the entry as the log publishes it, 32 bytes
     */
    public static boolean inclusion(Hash commitment, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        var hash = MerkleTree.leaf(commitment.bytes());
        for (var sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = MerkleTree.node(sibling, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleTree.node(hash, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the tree of the first size is the beginning of the tree of the second. */
    public static boolean consistency(long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> path) {
        if (first < 0 || first > second) {
            return false;
        }
        if (first == second) {
            return path.isEmpty() && firstRoot.equals(secondRoot);
        }
        if (first == 0) {
            return path.isEmpty() && firstRoot.equals(MerkleTree.EMPTY);
        }
        // A first tree that is itself a subtree of the second isn't repeated in the proof.
        boolean implied = Long.bitCount(first) == 1;
        if (path.isEmpty()) {
            return false;
        }
        long place = first - 1;
        long last = second - 1;
        while ((place & 1) == 1) {
            place >>= 1;
            last >>= 1;
        }
        var before = implied ? firstRoot : path.getFirst();
        var after = before;
        for (var sibling : path.subList(implied ? 0 : 1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                before = MerkleTree.node(sibling, before);
                after = MerkleTree.node(sibling, after);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                after = MerkleTree.node(after, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && before.equals(firstRoot) && after.equals(secondRoot);
    }

    /** The checkpoint in a signed note, absent unless this key signed it under its own name as origin. */
    public static Optional<Checkpoint> checkpoint(String note, VerifierKey key) {
        return SignedNote.parse(note)
                .filter(signed -> signed.signedBy(key))
                .flatMap(signed -> Checkpoint.parse(signed.text()))
                .filter(checkpoint -> checkpoint.origin().equals(key.name()));
    }

    /** Whether the log that this key speaks for contains the entry, according to the proof's own checkpoint. */
    public static boolean proof(Hash commitment, InclusionProof proof, VerifierKey key) {
        return checkpoint(proof.checkpoint(), key)
                .filter(c -> inclusion(commitment, proof.index(), c.size(), proof.path(), c.root()))
                .isPresent();
    }

    /** Whether the disclosed record, with its nonce, is what the log that this key speaks for contains. */
    public static boolean disclosure(Disclosure disclosure, VerifierKey key) {
        return proof(commitment(disclosure.nonce(), disclosure.content()), disclosure.proof(), key);
    }
}
