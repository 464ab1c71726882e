// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.ArrayList;
import java.util.List;

/** The hashes of a Merkle tree (RFC 6962 section 2.1) and the nodes that its proofs are made of. */
final class MerkleTree {
    /** The root of the tree without entries: SHA-256 of nothing. */
    static final Hash EMPTY = Hash.sha256();

    // RFC 6962 section 2.1: different first bytes, so that no leaf can be taken for a node.
    private static final byte[] LEAF = {0};
    private static final byte NODE = 1;

    private MerkleTree() {}

    static Hash leaf(byte[] entry) {
        return Hash.sha256(LEAF, entry);
    }

    static Hash node(Hash left, Hash right) {
        return Hash.sha256(NODE, left, right);
    }

    /** A run of entries {@code [from, to)} whose tree hash a proof contains. */
    record Range(long from, long to) {
        long size() {
            return to - from;
        }
    }

    /** A complete subtree of 2^height entries, the {@code index}-th of its height. */
    record Subtree(int height, long index) {}

    /** RFC 6962 section 2.1.1: the ranges whose hashes lead from the entry to the root, the entry's neighbour first. */
    static List<Range> inclusion(long index, long size) {
        var path = new ArrayList<Range>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(new Range(middle, to));
                to = middle;
            } else {
                path.add(new Range(from, middle));
                from = middle;
            }
        }
        return path.reversed();
    }

    /** RFC 6962 section 2.1.2: the ranges that show the first tree to be a beginning of the second. */
    static List<Range> consistency(long first, long second) {
        var path = new ArrayList<Range>();
        if (first == 0 || first == second) {
            return path;
        }
        long from = 0;
        long to = second;
        boolean whole = true;
        while (to != first) {
            long middle = from + split(to - from);
            if (first <= middle) {
                path.add(new Range(middle, to));
                to = middle;
            } else {
                path.add(new Range(from, middle));
                from = middle;
                whole = false;
            }
        }
        // The verifier knows the first root itself: it is left out when it is a subtree of the second tree.
        if (!whole) {
            path.add(new Range(from, to));
        }
        return path.reversed();
    }

    /** The complete subtrees that make up a range, from left to right. */
    static List<Subtree> subtrees(Range range) {
        var subtrees = new ArrayList<Subtree>();
        long from = range.from();
        while (from < range.to()) {
            int height = 63 - Long.numberOfLeadingZeros(range.to() - from);
            subtrees.add(new Subtree(height, from >> height));
            from += 1L << height;
        }
        return subtrees;
    }

    /** The tree hash over complete subtrees, given from left to right in strictly falling height. */
    static Hash join(List<Hash> subtrees) {
        if (subtrees.isEmpty()) {
            return EMPTY;
        }
        var hash = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            hash = node(subtrees.get(i), hash);
        }
        return hash;
    }

    /** The root over hashes whose number is a power of two. */
    static Hash perfect(List<Hash> hashes) {
        var row = hashes;
        while (row.size() > 1) {
            var above = new ArrayList<Hash>(row.size() / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(node(row.get(i), row.get(i + 1)));
            }
            row = above;
        }
        return row.getFirst();
    }

    // RFC 6962 section 2.1: the left half is the largest power of two below n.
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }
}
