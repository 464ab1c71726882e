// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SequencerTest {
    private static final Instant NOON = LogDatabase.NOON;

    private final LogDatabase base = new LogDatabase();

    @AfterEach
    void close() {
        base.close();
    }

    @Test
    void an_empty_log_is_signed_once() {
        base.sequence();
        base.sequence();

        assertThat(base.checkpoint()).isEqualTo(new Checkpoint("polity.example/log", 0, MerkleTree.EMPTY));
        assertThat(base.count("audit.checkpoint")).isOne();
    }

    @Test
    void what_is_recorded_stands_in_the_log_and_can_be_proved_to_others() {
        var subject = UUID.randomUUID();
        var act = Act.of(NOON, "identity.sign-in", "account", subject)
                .by(UUID.randomUUID())
                .forPurpose("sign-in")
                .with("method", "passkey")
                .with("attempt", 2);
        var id = base.asPublic(() -> base.recorder.record(act));
        base.record(600);
        assertThat(base.asJob(() -> base.audit.proof(id))).isEmpty();
        base.sequence();

        var disclosure = base.asJob(() -> base.audit.disclosure(id)).orElseThrow();
        assertThat(disclosure.content()).isEqualTo(act.content());
        assertThat(Verification.disclosure(disclosure, base.signer.key())).isTrue();

        // What a person holds are two texts, and what a third party has is the log's key.
        var key = VerifierKey.parse(base.signer.key().toString()).orElseThrow();
        var held = Disclosure.parse(id, disclosure.content(), disclosure.proofText())
                .orElseThrow();
        assertThat(held).isEqualTo(disclosure);
        assertThat(Verification.disclosure(held, key)).isTrue();
        var changed = disclosure.content().replace("passkey", "passkez");
        assertThat(Verification.disclosure(
                        Disclosure.parse(id, changed, disclosure.proofText()).orElseThrow(), key))
                .isFalse();
        var proof = base.asPublic(() -> base.recorder.proof(id)).orElseThrow();
        assertThat(proof.text()).startsWith("c2sp.org/tlog-proof@v1\nindex " + proof.index() + "\n");
        assertThat(InclusionProof.parse(proof.text())).contains(proof);

        assertThat(base.asJob(() -> base.audit.about("account", subject.toString(), Long.MAX_VALUE, 10)))
                .singleElement()
                .isEqualTo(new Recorded(id, proof.index(), NOON, "identity.sign-in", act.content(), "polity_public"));
    }

    @Test
    void the_log_only_ever_grows() {
        var checkpoints = new ArrayList<Checkpoint>();
        for (int batch : List.of(1, 254, 1, 1, 255, 300)) {
            base.record(batch);
            base.sequence(1000);
            checkpoints.add(base.checkpoint());
        }

        assertSound();
        for (var earlier : checkpoints) {
            for (var later : checkpoints) {
                var proof = base.asJob(() -> base.audit.consistency(earlier.size(), later.size()));
                assertThat(proof.isPresent()).isEqualTo(earlier.size() <= later.size());
                assertThat(proof.stream())
                        .allMatch(p -> p.holds()
                                && p.firstRoot().equals(earlier.root())
                                && p.secondRoot().equals(later.root()));
            }
        }
        assertThat(base.asJob(() -> base.audit.consistency(0, 813))).isEmpty();
    }

    @Test
    void a_transaction_that_fails_records_nothing() {
        assertThatThrownBy(() -> base.asPublic(() -> {
                    base.recorder.record(LogDatabase.acts(3));
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);

        assertThat(base.sequence()).isZero();
        assertThat(base.checkpoint().size()).isZero();
    }

    @Test
    void concurrent_writers_and_sequencers_lose_nothing_and_duplicate_nothing() throws Exception {
        int writers = 6;
        int rounds = 20;
        var left = new CountDownLatch(writers);
        var recorded = new ArrayList<Future<List<EntryId>>>();
        var sequenced = new ArrayList<Future<Long>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                recorded.add(threads.submit(() -> {
                    var ids = new ArrayList<EntryId>();
                    for (int round = 0; round < rounds; round++) {
                        ids.addAll(base.record(1 + round % 7));
                    }
                    left.countDown();
                    return ids;
                }));
            }
            for (int i = 0; i < 3; i++) {
                sequenced.add(threads.submit(() -> {
                    long all = 0;
                    while (left.getCount() > 0) {
                        all += base.sequence(13);
                    }
                    return all;
                }));
            }
        }
        var ids = new HashSet<EntryId>();
        for (var some : recorded) {
            ids.addAll(some.get());
        }
        long moved = base.sequence();
        for (var some : sequenced) {
            moved += some.get();
        }

        assertThat(moved).isEqualTo(ids.size());
        assertThat(entries()).hasSize(ids.size()).containsExactlyInAnyOrderElementsOf(ids);
        assertSound();
    }

    @Test
    void while_one_sequences_another_leaves_the_log_alone() {
        base.record(5);

        long other = base.asJob(() -> {
            assertThat(new Sequencer(base.jobs, base.log, () -> base.signer, 10).sequence())
                    .isEqualTo(5);
            return elsewhere(() -> base.sequence(10));
        });

        assertThat(other).isZero();
        assertSound();
    }

    @Test
    void a_sequencer_killed_before_its_commit_leaves_the_log_as_it_was() {
        base.record(300);
        base.sequence();
        var before = base.checkpoint();
        base.record(300);
        var dying = new Sequencer(base.jobs, base.log, () -> base.signer, 1000);
        assertThatThrownBy(() -> base.asJob(() -> {
                    dying.sequence();
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        // The signer is asked for its key after the entries moved, and to sign after the tiles were written.
        for (int calls : List.of(0, 1)) {
            var left = new ArrayList<>(LongStream.range(0, calls).boxed().toList());
            var killed = new Sequencer(
                    base.jobs,
                    base.log,
                    () -> {
                        if (left.isEmpty()) {
                            throw new Killed();
                        }
                        left.removeLast();
                        return base.signer;
                    },
                    1000);
            assertThatThrownBy(() -> base.asJob(killed::sequence)).isInstanceOf(Killed.class);
        }

        assertThat(base.checkpoint()).isEqualTo(before);
        assertThat(base.count("audit.pending")).isEqualTo(300);
        assertSound();
        assertThat(base.sequence()).isEqualTo(300);
        assertSound();
    }

    @Test
    void a_server_process_that_dies_while_sequencing_leaves_the_log_as_it_was() {
        base.record(10);
        assertThatThrownBy(() -> base.asJob(() -> {
                    new Sequencer(base.jobs, base.log, () -> base.signer, 10).sequence();
                    int own = base.jobs
                            .sql("select pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    elsewhere(() -> base.admin
                            .sql("select pg_terminate_backend(?, 10000)")
                            .param(own)
                            .query(Boolean.class)
                            .single());
                    return base.jobs.sql("select 1").query(Integer.class).single();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(base.count("audit.leaf")).isZero();
        assertThat(base.sequence()).isEqualTo(10);
        assertSound();
    }

    @Test
    void a_new_key_signs_the_log_as_it_is() {
        base.record(3);
        base.sequence();
        var next = new LocalSigner("polity.example/log");
        base.asJob(new Sequencer(base.jobs, base.log, () -> next, 10)::sequence);

        var note = base.log.latest().orElseThrow().note();
        assertThat(Verification.checkpoint(note, base.signer.key())).isEmpty();
        assertThat(Verification.checkpoint(note, next.key()).orElseThrow().size())
                .isEqualTo(3);
    }

    @Test
    void a_tile_that_was_tampered_with_stops_the_log_instead_of_forking_it() {
        base.record(5);
        base.sequence();
        base.admin.sql("alter table audit.tile disable trigger all").update();
        base.admin
                .sql("update audit.tile set hashes = overlay(hashes placing '\\x00'::bytea from 40)")
                .update();
        base.record(1);

        assertThatThrownBy(base::sequence).isInstanceOf(Edge.LogInconsistent.class);
        assertThat(base.checkpoint().size()).isEqualTo(5);
    }

    /** That indexes have no gaps, and that entries, leaves, tiles and checkpoint say the same. */
    private void assertSound() {
        var checkpoint = base.checkpoint();
        var commitments = base.jobs
                .sql("select commitment from audit.leaf order by log_index")
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .list();
        var expected = new TreeInMemory();
        expected.append(
                commitments.stream().map(c -> MerkleTree.leaf(c.bytes())).toList());
        var kept = base.asJob(() -> base.jobs
                .sql("select nonce, content from audit.entry order by log_index")
                .query((row, _) -> Verification.commitment(
                        Hash.of(row.getBytes(1)), new String(row.getBytes(2), StandardCharsets.UTF_8)))
                .list());

        assertThat(kept).isEqualTo(commitments);
        assertThat(checkpoint.size()).isEqualTo(commitments.size());
        assertThat(checkpoint.root()).isEqualTo(expected.naiveRoot(commitments.size()));
        assertThat(base.log.root(checkpoint.size())).isEqualTo(checkpoint.root());
        assertThat(base.jobs
                        .sql("select max(log_index) + 1 from audit.leaf")
                        .query(Long.class)
                        .single())
                .isEqualTo(checkpoint.size());
    }

    private List<EntryId> entries() {
        return base.jobs
                .sql("select entry from audit.leaf")
                .query((row, _) -> new EntryId(row.getObject(1, UUID.class)))
                .list();
    }

    private static <T> T elsewhere(Callable<T> work) {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            return thread.submit(work).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
