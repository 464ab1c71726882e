// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;

/**
 * Gives recorded acts their place in the log after their commit, and signs the log as it then is. One transaction a
 * batch holds the log's lock: a batch is in the log with its tiles and checkpoint, or nothing of it is.
 */
final class Sequencer {
    private static final int PARTITION_BITS = 24;

    private final JdbcClient jdbc;
    private final LogReader log;
    private final Supplier<CheckpointSigner> signer;
    private final int batch;

    Sequencer(JdbcClient jdbc, LogReader log, Supplier<CheckpointSigner> signer, int batch) {
        this.jdbc = jdbc;
        this.log = log;
        this.signer = signer;
        this.batch = batch;
    }

    /** Sequences one batch in the caller's transaction and returns how many entries it had. */
    long sequence() {
        Transactions.required();
        if (!lock()) {
            return 0;
        }
        // Each of these statements sees what was committed before it began, so also what the last holder of the lock
        // has committed.
        var latest = log.latest();
        long size = latest.map(LogReader.Signed::size).orElse(0L);
        var commitments = move(size);
        var key = signer.get().key();
        boolean current =
                latest.filter(signed -> signed.signer().equals(key.toString())).isPresent();
        if (commitments.isEmpty() && current) {
            return 0;
        }
        var edge = edge(latest, size);
        commitments.forEach(commitment -> edge.append(MerkleTree.leaf(commitment)));
        keep(edge);
        sign(edge, key);
        return commitments.size();
    }

    /** The most entries of one transaction. */
    int batch() {
        return batch;
    }

    private boolean lock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('polity.audit.log', 0))")
                .query(Boolean.class)
                .single();
    }

    private List<byte[]> move(long size) {
        if (size >> PARTITION_BITS != (size + batch) >> PARTITION_BITS) {
            jdbc.sql("select audit.make_room(?, ?)")
                    .params(size, size + batch)
                    .query((_, _) -> true)
                    .single();
        }
        return jdbc.sql("""
                with taken as (
                  delete from audit.pending where id in (select id from audit.pending order by id limit :batch)
                  returning id, at, act, actor, subject_kind, subject, nonce, content, recorder,
                            commitment
                ), placed as (
                  select row_number() over (order by id) - 1 + :size as log_index, * from taken
                ), kept as (
                  insert into audit.entry
                    (log_index, id, at, act, actor, subject_kind, subject, nonce, content, recorder)
                  select log_index, id, at, act, actor, subject_kind, subject, nonce, content, recorder from placed
                ), published as (
                  insert into audit.leaf (log_index, entry, commitment)
                  select log_index, id, commitment from placed order by log_index
                )
                select commitment from placed order by log_index
                """)
                .param("batch", batch)
                .param("size", size)
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    /** The right edge of the tree, after a check that it is what was signed. */
    private Edge edge(Optional<LogReader.Signed> latest, long size) {
        var addresses = Edge.of(size);
        var stored = log.tiles(addresses.stream().map(Sequencer::key).toList());
        var tiles = new HashMap<TileAddress, List<Hash>>();
        addresses.forEach(address -> tiles.put(address, stored.getOrDefault(key(address), List.of())));
        var edge = Edge.at(size, tiles);
        if (!edge.root().equals(latest.map(LogReader.Signed::root).orElse(MerkleTree.EMPTY))) {
            throw new Edge.LogInconsistent("the stored tiles of size " + size + " don't have the root that was signed");
        }
        return edge;
    }

    private static TiledProof.TileKey key(TileAddress address) {
        return new TiledProof.TileKey(address.level(), address.index());
    }

    private void keep(Edge edge) {
        var changed = edge.changed();
        if (changed.isEmpty()) {
            return;
        }
        var addresses = List.copyOf(changed.keySet());
        jdbc.sql("""
                insert into audit.tile (level, n, width, hashes)
                select * from unnest(?::smallint[], ?::bigint[], ?::smallint[], ?::bytea[])
                on conflict (level, n) do update set width = excluded.width, hashes = excluded.hashes
                """)
                .params(
                        addresses.stream().map(tile -> (short) tile.level()).toArray(Short[]::new),
                        addresses.stream().mapToLong(TileAddress::index).toArray(),
                        addresses.stream().map(tile -> (short) tile.width()).toArray(Short[]::new),
                        changed.values().toArray(byte[][]::new))
                .update();
    }

    private void sign(Edge edge, VerifierKey key) {
        var checkpoint = new Checkpoint(key.name(), edge.size(), edge.root());
        var note = SignedNote.sign(checkpoint.text(), signer.get());
        if (Verification.checkpoint(note, key).isEmpty()) {
            throw new Edge.LogInconsistent("the signer's signature doesn't match its public key");
        }
        jdbc.sql("insert into audit.checkpoint (size, root, signer, note) values (?, ?, ?, ?)")
                .params(edge.size(), checkpoint.root().bytes(), key.toString(), note)
                .update();
    }
}
