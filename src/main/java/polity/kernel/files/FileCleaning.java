// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/** Removes bytes to which nothing refers: a day after they came, or soon after the last that referred to them let go. */
final class FileCleaning implements Job {

    private static final int BATCH = 200;

    private final FileStore files;
    private final ObjectProvider<FileUse> uses;
    private final Transactions transactions;
    private final InstantSource clock;

    FileCleaning(FileStore files, ObjectProvider<FileUse> uses, Transactions transactions, InstantSource clock) {
        this.files = files;
        this.uses = uses;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file-cleaning";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public long run() {
        List<FileUse> all = uses.stream().toList();
        long done = 0;
        int looked;
        do {
            looked = transactions.write(
                    Context.visitor("file-cleaning"), () -> files.clean(all, clock.instant(), BATCH));
            done += looked;
        } while (looked == BATCH);
        return done;
    }
}
