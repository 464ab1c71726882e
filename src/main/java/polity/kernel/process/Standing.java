// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.List;
import java.util.UUID;

/**
 * Where a process stands: what it waits for.
 *
 * @param process its id
 * @param waiting steps that people have to take, time limits that run, messages that may come; none when it has ended
 */
public record Standing(UUID process, List<Token> waiting) {

    /**
     * One thing that a process waits for.
     *
     * @param id by which it is told that this has happened; the same one may later stand for another place
     * @param element id of the step or event in the package
     */
    public record Token(UUID id, String element) {}

    public Standing {
        waiting = List.copyOf(waiting);
    }

    public boolean ended() {
        return waiting.isEmpty();
    }
}
