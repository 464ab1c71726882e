// SPDX-License-Identifier: Apache-2.0
/** What persons hold from decisions: entries of the registers that services write, each with the cases about it. */
@NullMarked
@ApplicationModule(
        id = "kernel.holdings",
        displayName = "Holdings",
        allowedDependencies = {
            "kernel.node",
            "kernel.audit",
            "kernel.identity",
            "kernel.authority",
            "kernel.registers",
            "kernel.catalogue",
            "kernel.cases"
        })
package polity.kernel.holdings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
