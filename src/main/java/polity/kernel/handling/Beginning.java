// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.node.Context;
import polity.kernel.node.Subscriber;

/** Begins processes after the commit that ordered them: the public zone moves none. */
final class Beginning implements Subscriber<ProcessedCases.ProcessDue> {

    private final Supplier<Progress> progress;
    private final InstantSource clock;

    /** @param progress asked for when it is needed: it publishes events itself */
    Beginning(Supplier<Progress> progress, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "handling.beginning";
    }

    @Override
    public Class<ProcessedCases.ProcessDue> event() {
        return ProcessedCases.ProcessDue.class;
    }

    @Override
    public void on(List<ProcessedCases.ProcessDue> events) {
        var move = new Progress.Move(Context.visitor("process"), clock.instant());
        events.forEach(due -> progress.get().begin(move, new CaseId(due.matter())));
    }
}
