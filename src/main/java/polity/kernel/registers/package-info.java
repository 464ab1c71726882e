// SPDX-License-Identifier: Apache-2.0
/** Registers: authoritative data, declared as data, with the time for which it holds and the time at which it was recorded. */
@NullMarked
@ApplicationModule(
        id = "kernel.registers",
        displayName = "Registers",
        allowedDependencies = {
            "kernel.node",
            "kernel.page",
            "kernel.audit",
            "kernel.identity",
            "kernel.accounts",
            "kernel.authority"
        })
package polity.kernel.registers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
