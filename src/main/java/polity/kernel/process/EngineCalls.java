// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.UUID;

import org.flowable.engine.delegate.DelegateExecution;

import polity.kernel.rules.Feel;

/** What the engine asks on its way: the only object that its expressions reach. */
public final class EngineCalls {

    private final Definitions definitions;
    private final ProcessWork work;

    EngineCalls(Definitions definitions, ProcessWork work) {
        this.definitions = definitions;
        this.work = work;
    }

    /** Does what the program does by itself at this place. */
    public void act(DelegateExecution at) {
        work.act(subject(at), at.getCurrentActivityId());
    }

    /** Whether the condition of a flow holds, by what is known now. */
    public boolean holds(DelegateExecution at, String flow) {
        Flow found =
                definitions.of(at.getProcessDefinitionId(), subject(at)).flows().get(flow);
        Feel.Expression condition = found == null ? null : found.condition();
        return condition != null && condition.test(work.known(subject(at)));
    }

    private static UUID subject(DelegateExecution at) {
        return UUID.fromString(at.getProcessInstanceBusinessKey());
    }
}
