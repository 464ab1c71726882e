// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What is handled by processes: whoever uses them implements it. All of it happens in the transaction that moves a process. */
public interface ProcessWork {

    /** What the conditions of a process about this see. */
    Map<String, @Nullable Object> known(UUID subject);

    /** Does what the package declares for the act with this id. */
    void act(UUID subject, String act);

    /** The process that the package declares under which this is handled. */
    Optional<ProcessDefinition> definition(UUID subject);
}
