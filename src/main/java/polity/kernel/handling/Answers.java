// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import polity.kernel.cases.CaseId;
import polity.kernel.node.Context;
import polity.kernel.node.Subscriber;

/** Lets processes go on with what applicants have said in their steps: the public zone moves none. */
final class Answers implements Subscriber<Requests.Answered> {

    private final Supplier<Progress> progress;
    private final InstantSource clock;

    /** @param progress asked for when it is needed: it publishes events itself */
    Answers(Supplier<Progress> progress, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "handling.answers";
    }

    @Override
    public Class<Requests.Answered> event() {
        return Requests.Answered.class;
    }

    @Override
    public void on(List<Requests.Answered> events) {
        var move = new Progress.Move(Context.visitor("process"), clock.instant());
        events.forEach(answered -> progress.get().answered(move, new CaseId(answered.matter()), answered.task()));
    }
}
