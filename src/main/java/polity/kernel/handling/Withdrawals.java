// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.node.Context;
import polity.kernel.node.Subscriber;

/** Ends the processes about what applicants have withdrawn. */
final class Withdrawals implements Subscriber<ProcessedCases.Withdrawn> {

    private final Supplier<Progress> progress;
    private final InstantSource clock;

    /** @param progress asked for when it is needed: it publishes events itself */
    Withdrawals(Supplier<Progress> progress, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "handling.withdrawals";
    }

    @Override
    public Class<ProcessedCases.Withdrawn> event() {
        return ProcessedCases.Withdrawn.class;
    }

    @Override
    public void on(List<ProcessedCases.Withdrawn> events) {
        var move = new Progress.Move(Context.visitor("process"), clock.instant());
        events.forEach(withdrawn -> progress.get().withdrawn(move, new CaseId(withdrawn.matter())));
    }
}
