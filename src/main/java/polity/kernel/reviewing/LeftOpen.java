// SPDX-License-Identifier: Apache-2.0
package polity.kernel.reviewing;

import java.time.InstantSource;
import java.util.List;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.node.Subscriber;

/** Puts before officials what the rules leave open once more after people have handled it: the desk itself refers nothing. */
final class LeftOpen implements Subscriber<ProcessedCases.LeftOpen> {

    private final ReviewList list;
    private final InstantSource clock;

    LeftOpen(ReviewList list, InstantSource clock) {
        this.list = list;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reviewing.left-open";
    }

    @Override
    public Class<ProcessedCases.LeftOpen> event() {
        return ProcessedCases.LeftOpen.class;
    }

    @Override
    public void on(List<ProcessedCases.LeftOpen> events) {
        events.forEach(left -> list.refer(new CaseId(left.matter()), left.unit(), clock.instant(), null));
    }
}
