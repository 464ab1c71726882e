// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Duration;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Sequences what was recorded, several times a second. */
final class SequencingJob implements Job {
    private static final Context CONTEXT = new Context(null, null, "audit.sequence");

    private final Transactions transactions;
    private final Sequencer sequencer;

    SequencingJob(Transactions transactions, Sequencer sequencer) {
        this.transactions = transactions;
        this.sequencer = sequencer;
    }

    @Override
    public String name() {
        return "audit.sequence";
    }

    @Override
    public Duration every() {
        return Duration.ofMillis(300);
    }

    @Override
    public long run() {
        long all = 0;
        long moved;
        do {
            moved = transactions.write(CONTEXT, sequencer::sequence);
            all += moved;
        } while (moved == sequencer.batch());
        return all;
    }
}
