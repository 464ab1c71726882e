// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log's tree kept in memory as tiles, beside its leaves, from which the same can be computed the slow way. */
final class TreeInMemory {
    private final Map<TileAddress, byte[]> tiles = new HashMap<>();
    private final List<Hash> leaves = new ArrayList<>();
    private long size;

    /** Grows the tree in one batch, as the job does. */
    void append(List<Hash> batch) {
        var edge = edge();
        batch.forEach(edge::append);
        tiles.putAll(edge.changed());
        leaves.addAll(batch);
        size = edge.size();
    }

    void append(Hash leaf) {
        append(List.of(leaf));
    }

    Hash root() {
        return edge().root();
    }

    Set<TileAddress> tiles() {
        return tiles.keySet();
    }

    List<Hash> inclusion(long index, long of) {
        return read(TiledProof.inclusion(index, of));
    }

    List<Hash> consistency(long first, long second) {
        return read(TiledProof.consistency(first, second));
    }

    Hash root(long of) {
        return MerkleTree.join(read(TiledProof.root(of)));
    }

    /** RFC 6962 section 2.1, literally. */
    Hash naiveRoot(int of) {
        return naive(leaves.subList(0, of));
    }

    private static Hash naive(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.sha256();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = 1;
        while (left * 2 < leaves.size()) {
            left *= 2;
        }
        return Hash.sha256(
                new byte[] {1},
                naive(leaves.subList(0, left)).bytes(),
                naive(leaves.subList(left, leaves.size())).bytes());
    }

    private Edge edge() {
        var hashes = new HashMap<TileAddress, List<Hash>>();
        Edge.of(size).forEach(tile -> hashes.put(tile, Edge.hashes(tiles.getOrDefault(tile, new byte[0]))));
        return Edge.at(size, hashes);
    }

    private List<Hash> read(TiledProof proof) {
        var longest = new HashMap<TiledProof.TileKey, List<Hash>>();
        tiles.forEach((tile, bytes) -> longest.merge(
                new TiledProof.TileKey(tile.level(), tile.index()),
                Edge.hashes(bytes),
                (one, other) -> one.size() > other.size() ? one : other));
        return proof.hashes(longest);
    }
}
