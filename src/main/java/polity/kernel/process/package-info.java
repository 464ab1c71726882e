// SPDX-License-Identifier: Apache-2.0
/** In which order people and rules handle a case: processes in BPMN 2.0, and where each one stands. */
@NullMarked
@ApplicationModule(
        id = "kernel.process",
        displayName = "Process",
        allowedDependencies = {"kernel.node", "kernel.markup", "kernel.rules"})
package polity.kernel.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
