// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.node.Context;
import polity.kernel.node.Subscriber;

/** Tells the processes about an entry what has happened with it. */
final class Messages implements Subscriber<ProcessedCases.Happened> {

    private final Supplier<Progress> progress;
    private final InstantSource clock;

    /** @param progress asked for when it is needed: it publishes events itself */
    Messages(Supplier<Progress> progress, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "handling.messages";
    }

    @Override
    public Class<ProcessedCases.Happened> event() {
        return ProcessedCases.Happened.class;
    }

    @Override
    public void on(List<ProcessedCases.Happened> events) {
        var move = new Progress.Move(Context.visitor("process"), clock.instant());
        events.forEach(happened -> progress.get().tell(move, new CaseId(happened.matter()), happened.message()));
    }
}
