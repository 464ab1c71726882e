// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Lets processes go on whose time limits have run out, each once, whichever node it is. */
final class TimeSweep implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(TimeSweep.class);
    private static final Context CONTEXT = Context.visitor("time-limit");
    private static final int BATCH = 50;
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Transactions transactions;
    private final Progress progress;
    private final Tasks tasks;
    private final InstantSource clock;

    TimeSweep(Transactions transactions, Progress progress, Tasks tasks, InstantSource clock) {
        this.transactions = transactions;
        this.progress = progress;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "time-limits";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public long run() {
        long done = 0;
        int taken;
        do {
            taken = batch(BATCH);
            done += taken;
        } while (taken == BATCH);
        return done;
    }

    private int batch(int most) {
        var taken = new ArrayList<Tasks.Waiting>();
        try {
            return transactions.write(CONTEXT, () -> {
                Instant at = clock.instant();
                taken.addAll(tasks.due(at, most));
                var move = new Progress.Move(CONTEXT, at);
                taken.forEach(each -> progress.happened(move, each.matter(), each.event()));
                return taken.size();
            });
        } catch (RuntimeException e) {
            if (taken.isEmpty()) {
                // No process is at fault.
                throw e;
            }
            if (taken.size() > 1) {
                // One process of the batch is at fault: alone it can't hold up the others.
                for (int one = batch(1); one > 0; ) {
                    one = batch(1);
                }
                return 0;
            }
            taken.forEach(each -> postpone(each, e));
            return taken.size();
        }
    }

    private void postpone(Tasks.Waiting waiting, RuntimeException failure) {
        LOG.warn(
                "The process about the case {} could not go on when its time limit had run out and will be tried again",
                waiting.matter().value(),
                failure);
        transactions.write(
                CONTEXT, () -> tasks.postpone(waiting.event(), clock.instant().plus(PAUSE)));
    }
}
