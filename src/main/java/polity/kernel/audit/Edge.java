// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The right edge of the log's tree: one unfinished tile a level, which is all that is needed to grow it. It keeps the
 * tiles that growing has changed.
 */
final class Edge {
    private final List<List<Hash>> levels = new ArrayList<>();
    private final Map<TileAddress, byte[]> finished = new LinkedHashMap<>();
    private final long before;
    private long size;

    private Edge(long size) {
        this.before = size;
        this.size = size;
    }

    /** The unfinished tiles of a tree of this size, lowest level first; levels without any are left out. */
    static List<TileAddress> of(long size) {
        var tiles = new ArrayList<TileAddress>();
        int level = 0;
        for (long hashes = size; hashes > 0; hashes >>= TileAddress.BITS) {
            int width = (int) (hashes % TileAddress.FULL);
            if (width > 0) {
                tiles.add(new TileAddress(level, hashes / TileAddress.FULL, width));
            }
            level++;
        }
        return tiles;
    }

    /**
     * The edge of a tree of this size.
     *
     * @param tiles the hashes of each tile that {@link #of} names
     */
    static Edge at(long size, Map<TileAddress, List<Hash>> tiles) {
        var edge = new Edge(size);
        for (var address : of(size)) {
            var hashes = tiles.getOrDefault(address, List.of());
            if (hashes.size() != address.width()) {
                throw new LogInconsistent("tile " + address + " has " + hashes.size() + " hashes");
            }
            edge.level(address.level()).addAll(hashes);
        }
        return edge;
    }

    long size() {
        return size;
    }

    void append(Hash leaf) {
        size++;
        append(0, leaf);
    }

    /** RFC 6962 section 2.1: the root of the tree. */
    Hash root() {
        var subtrees = new ArrayList<Hash>();
        for (var hashes : levels.reversed()) {
            for (var subtree : MerkleTree.subtrees(new MerkleTree.Range(0, hashes.size()))) {
                int from = (int) (subtree.index() << subtree.height());
                subtrees.add(MerkleTree.perfect(hashes.subList(from, from + (1 << subtree.height()))));
            }
        }
        return MerkleTree.join(subtrees);
    }

    /** Each tile that is new or longer than when this edge was read, with its bytes. */
    Map<TileAddress, byte[]> changed() {
        var changed = new LinkedHashMap<>(finished);
        var unchanged = of(before);
        for (var address : of(size)) {
            if (!unchanged.contains(address)) {
                changed.put(address, bytes(level(address.level())));
            }
        }
        return changed;
    }

    private void append(int level, Hash hash) {
        var tile = level(level);
        tile.add(hash);
        if (tile.size() == TileAddress.FULL) {
            long index = (size >> (TileAddress.BITS * (level + 1))) - 1;
            finished.put(new TileAddress(level, index, TileAddress.FULL), bytes(tile));
            var above = MerkleTree.perfect(tile);
            tile.clear();
            append(level + 1, above);
        }
    }

    private List<Hash> level(int level) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>(TileAddress.FULL));
        }
        return levels.get(level);
    }

    static byte[] bytes(List<Hash> hashes) {
        var bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    static List<Hash> hashes(byte[] bytes) {
        var hashes = new ArrayList<Hash>(bytes.length / Hash.LENGTH);
        for (int from = 0; from < bytes.length; from += Hash.LENGTH) {
            hashes.add(Hash.slice(bytes, from));
        }
        return hashes;
    }

    /** What is stored contradicts the checkpoint that was signed over it: the log stops growing rather than fork. */
    static final class LogInconsistent extends RuntimeException {
        private static final long serialVersionUID = 1;

        LogInconsistent(String message) {
            super(message);
        }
    }
}
