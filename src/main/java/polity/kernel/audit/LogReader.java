// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The public log as it is stored. A checkpoint is read after the entry it must contain, and tiles after the checkpoint:
 * as everything only grows, no common snapshot is needed.
 */
final class LogReader {
    private final JdbcClient jdbc;

    LogReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where an entry stands. */
    record Place(long index, Hash commitment) {}

    /** A checkpoint as it was published. */
    record Signed(long size, Hash root, String signer, String note, Instant made) {}

    Optional<Place> place(EntryId entry) {
        return jdbc.sql("""
                select log_index, commitment from audit.leaf where entry = ? order by log_index limit 1
                """)
                .param(entry.value())
                .query((row, _) -> new Place(row.getLong("log_index"), Hash.of(row.getBytes("commitment"))))
                .optional();
    }

    Optional<Signed> latest() {
        return jdbc.sql("select size, root, signer, note, made from audit.checkpoint order by number desc limit 1")
                .query((row, _) -> new Signed(
                        row.getLong("size"),
                        Hash.of(row.getBytes("root")),
                        row.getString("signer"),
                        row.getString("note"),
                        row.getObject("made", OffsetDateTime.class).toInstant()))
                .optional();
    }

    Optional<InclusionProof> inclusion(Place place) {
        return latest().map(signed -> {
            var proof = TiledProof.inclusion(place.index(), signed.size());
            return new InclusionProof(place.index(), proof.hashes(tiles(proof.tiles())), signed.note());
        });
    }

    Optional<ConsistencyProof> consistency(long first, long second) {
        boolean there = 0 <= first
                && first <= second
                && latest().filter(signed -> second <= signed.size()).isPresent();
        return there
                ? Optional.of(new ConsistencyProof(
                        first, root(first), second, root(second), hashes(TiledProof.consistency(first, second))))
                : Optional.empty();
    }

    /** The root of the log when it had this size, which must not be larger than the log is. */
    Hash root(long size) {
        return MerkleTree.join(hashes(TiledProof.root(size)));
    }

    /** The tile's bytes, absent when the log isn't that long. */
    Optional<byte[]> tile(TileAddress tile) {
        return jdbc.sql(
                        "select substring(hashes from 1 for ?) from audit.tile where level = ? and n = ? and width >= ?")
                .params(tile.width() * Hash.LENGTH, tile.level(), tile.index(), tile.width())
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    /** The commitments whose hashes are in this tile of level 0, absent when the log isn't that long. */
    Optional<List<Hash>> bundle(TileAddress tile) {
        long first = tile.index() * TileAddress.FULL;
        var commitments = jdbc.sql(
                        "select commitment from audit.leaf where log_index >= ? and log_index < ? order by log_index")
                .params(first, first + tile.width())
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .list();
        return Optional.of(commitments).filter(all -> all.size() == tile.width());
    }

    Map<TiledProof.TileKey, List<Hash>> tiles(Collection<TiledProof.TileKey> keys) {
        var tiles = new HashMap<TiledProof.TileKey, List<Hash>>();
        if (!keys.isEmpty()) {
            jdbc.sql("""
                    select level, n, hashes from audit.tile
                    where (level, n) in (select * from unnest(?::smallint[], ?::bigint[]))
                    """)
                    .params(
                            keys.stream().map(key -> (short) key.level()).toArray(Short[]::new),
                            keys.stream().mapToLong(TiledProof.TileKey::index).toArray())
                    .query(row -> {
                        tiles.put(
                                new TiledProof.TileKey(row.getInt("level"), row.getLong("n")),
                                Edge.hashes(row.getBytes("hashes")));
                    });
        }
        return tiles;
    }

    private List<Hash> hashes(TiledProof proof) {
        return proof.hashes(tiles(proof.tiles()));
    }
}
