// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A proof before its hashes are known: which tiles it needs, and what it is once they are read. */
record TiledProof(List<MerkleTree.Range> ranges) {
    /** Which tile holds a subtree's hashes, and where in it. */
    private record Place(int level, long index, int from, int count) {}

    /** A tile without its width: the hashes of a smaller tree's tile are the beginning of it. */
    record TileKey(int level, long index) {}

    static TiledProof inclusion(long index, long size) {
        return new TiledProof(MerkleTree.inclusion(index, size));
    }

    static TiledProof consistency(long first, long second) {
        return new TiledProof(MerkleTree.consistency(first, second));
    }

    static TiledProof root(long size) {
        return new TiledProof(size == 0 ? List.of() : List.of(new MerkleTree.Range(0, size)));
    }

    Set<TileKey> tiles() {
        var keys = new LinkedHashSet<TileKey>();
        for (var range : ranges) {
            for (var subtree : MerkleTree.subtrees(range)) {
                var place = place(subtree);
                keys.add(new TileKey(place.level, place.index));
            }
        }
        return keys;
    }

    List<Hash> hashes(Map<TileKey, List<Hash>> tiles) {
        return ranges.stream()
                .map(range -> MerkleTree.join(MerkleTree.subtrees(range).stream()
                        .map(subtree -> hash(subtree, tiles))
                        .toList()))
                .toList();
    }

    private static Hash hash(MerkleTree.Subtree subtree, Map<TileKey, List<Hash>> tiles) {
        var place = place(subtree);
        var tile = tiles.getOrDefault(new TileKey(place.level, place.index), List.of());
        if (tile.size() < place.from + place.count) {
            throw new Edge.LogInconsistent("tile " + place + " has only " + tile.size() + " hashes");
        }
        return MerkleTree.perfect(tile.subList(place.from, place.from + place.count));
    }

    private static Place place(MerkleTree.Subtree subtree) {
        int level = subtree.height() / TileAddress.BITS;
        int above = subtree.height() % TileAddress.BITS;
        long first = subtree.index() << above;
        return new Place(level, first / TileAddress.FULL, (int) (first % TileAddress.FULL), 1 << above);
    }
}
