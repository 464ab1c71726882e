// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class MerkleTreeProperties {
    @Property(tries = 60)
    void tiles_grown_in_any_batches_give_the_root_of_the_recursive_definition(
            @ForAll @IntRange(min = 0, max = 1500) int size, @ForAll Random random) {
        var tree = new TreeInMemory();
        for (int have = 0; have < size; ) {
            int batch = 1 + random.nextInt(size - have);
            tree.append(leaves(have, have + batch));
            have += batch;
        }
        int earlier = random.nextInt(size + 1);

        assertThat(tree.root()).isEqualTo(tree.naiveRoot(size));
        assertThat(tree.root(earlier)).isEqualTo(tree.naiveRoot(earlier));
    }

    @Property(tries = 100)
    void an_inclusion_proof_verifies_and_with_any_bit_changed_it_does_not(
            @ForAll @IntRange(min = 1, max = 1000) int size, @ForAll Random random) {
        var tree = tree(size);
        long index = random.nextInt(size);
        var path = tree.inclusion(index, size);
        var root = tree.root();
        var entry = entry(index);

        assertThat(Verification.inclusion(entry, index, size, path, root)).isTrue();
        assertThat(Verification.inclusion(flip(entry, random), index, size, path, root))
                .isFalse();
        assertThat(Verification.inclusion(entry, index, size, path, flip(root, random)))
                .isFalse();
        assertThat(Verification.inclusion(entry, index + 1, size, path, root)).isFalse();
        assertThat(Verification.inclusion(entry, index - 1, size, path, root)).isFalse();
        assertThat(Verification.inclusion(entry, index, size, longer(path), root))
                .isFalse();
        for (int i = 0; i < path.size(); i++) {
            assertThat(Verification.inclusion(entry, index, size, flip(path, i, random), root))
                    .isFalse();
            assertThat(Verification.inclusion(entry, index, size, path.subList(0, i), root))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void a_consistency_proof_verifies_and_with_any_bit_changed_it_does_not(
            @ForAll @IntRange(min = 1, max = 1000) int second, @ForAll Random random) {
        var tree = tree(second);
        int first = random.nextInt(second + 1);
        var path = tree.consistency(first, second);
        var before = tree.root(first);
        var after = tree.root();

        assertThat(Verification.consistency(first, before, second, after, path)).isTrue();
        assertThat(Verification.consistency(first, flip(before, random), second, after, path))
                .isFalse();
        assertThat(Verification.consistency(first, before, second, after, longer(path)))
                .isFalse();
        if (first > 0) {
            assertThat(Verification.consistency(first, before, second, flip(after, random), path))
                    .isFalse();
        }
        for (int i = 0; i < path.size(); i++) {
            assertThat(Verification.consistency(first, before, second, after, flip(path, i, random)))
                    .isFalse();
            assertThat(Verification.consistency(first, before, second, after, path.subList(0, i)))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void the_path_of_a_tile_leads_back_to_it(
            @ForAll @IntRange(max = Integer.MAX_VALUE) int index, @ForAll @IntRange(min = 1, max = 256) int width) {
        var tile = new TileAddress(3, index * 1000L, width);

        assertThat(TileAddress.parse("3", tile.path())).contains(tile);
    }

    private static TreeInMemory tree(int size) {
        var tree = new TreeInMemory();
        tree.append(leaves(0, size));
        return tree;
    }

    private static List<Hash> leaves(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(index -> MerkleTree.leaf(entry(index).bytes()))
                .toList();
    }

    private static Hash entry(long index) {
        return Hash.sha256(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    }

    private static Hash flip(Hash hash, Random random) {
        var bytes = hash.bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Hash.of(bytes);
    }

    private static List<Hash> flip(List<Hash> path, int at, Random random) {
        var changed = new ArrayList<>(path);
        changed.set(at, flip(path.get(at), random));
        return changed;
    }

    private static List<Hash> longer(List<Hash> path) {
        var longer = new ArrayList<>(path);
        longer.add(MerkleTree.EMPTY);
        return longer;
    }
}
