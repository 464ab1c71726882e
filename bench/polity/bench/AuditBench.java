// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import polity.Polity;
import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.audit.EntryId;
import polity.kernel.node.Context;
import polity.kernel.node.Node;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/**
 * Entries of the log: recorded by many at once, sequenced, and in a signed checkpoint. The log has no address that takes
 * entries, so that this asks a node that does nothing else, within its own process.
 */
final class AuditBench implements Measurement {

    private static final int CLIENTS = 16;
    /** What an act of the program records at once: that it was asked, and what came of it. */
    private static final int TOGETHER = 2;

    private static final double SECONDS = 15;
    private static final int ENOUGH = 60;

    @Override
    public String what() {
        return "entries of the log, and how soon a signed checkpoint covers them";
    }

    @Override
    public void measure(Place place, Figures figures) throws IOException, InterruptedException {
        try (var node = Node.start(Polity.class, place.settings(place.folder("audit")))) {
            var audit = node.part(Audit.class);
            var transactions = node.part(Transactions.class);
            record(audit, transactions, 5);
            Queue<Double> waits = new ConcurrentLinkedQueue<>();
            var watching = new boolean[] {true};
            Thread watcher = Thread.ofPlatform().start(() -> {
                while (watching[0]) {
                    waits.add(untilSigned(audit, transactions));
                }
            });
            long before = size(audit);
            long began = System.nanoTime();
            record(audit, transactions, SECONDS);
            long last = size(audit);
            double perSecond = (last - before) * 1e9 / (System.nanoTime() - began);
            watching[0] = false;
            watcher.join();
            double[] sorted =
                    waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            figures.add("per_second", perSecond, "entries/s in the signed log, %d clients".formatted(CLIENTS));
            figures.add(
                    "checkpoint_ms",
                    sorted[(int) (0.95 * (sorted.length - 1))],
                    "ms from the commit to a checkpoint that covers it, 95 of 100 of " + sorted.length);
            figures.compare("per_second", perSecond, ">=", 3_000);
            figures.compare("checkpoint_ms", figures.get("checkpoint_ms"), "<", 1_000);
            figures.note("the latest took %.0f ms"
                    .formatted(Arrays.stream(sorted).max().orElse(Double.NaN)));
        }
    }

    private static void record(Audit audit, Transactions transactions, double seconds) throws InterruptedException {
        ClosedLoop.perSecond(CLIENTS, seconds, _ -> () -> record(audit, transactions));
    }

    private static EntryId record(Audit audit, Transactions transactions) {
        UUID person = UUID.randomUUID();
        Act act = Act.of(Instant.now(), "bench.record", "case", UUID.randomUUID())
                .by(person)
                .with("outcome", "granted");
        return Zone.PUBLIC.call(() -> transactions.write(
                Context.of(person, "bench"),
                () -> audit.record(java.util.Collections.nCopies(TOGETHER, act)).getLast()));
    }

    /** Milliseconds from the commit of an entry until its inclusion in a signed log can be proved. */
    private static double untilSigned(Audit audit, Transactions transactions) {
        EntryId entry = record(audit, transactions);
        long committed = System.nanoTime();
        for (int i = 0; i < ENOUGH * 1_000; i++) {
            if (Zone.PUBLIC.call(() -> audit.proof(entry)).isPresent()) {
                return (System.nanoTime() - committed) / 1e6;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        throw new BenchFailed("an entry is not in the log after a minute");
    }

    /** How many entries the signed log has: the second line of its checkpoint (C2SP tlog-checkpoint). */
    private static long size(Audit audit) {
        return Zone.PUBLIC
                .call(audit::checkpoint)
                .map(note -> Long.parseLong(note.lines().skip(1).findFirst().orElse("0")))
                .orElse(0L);
    }
}
