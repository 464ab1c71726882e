// SPDX-License-Identifier: Apache-2.0
/** Public services as data: packages read, checked against their examples, and applied to what somebody asks for. */
@NullMarked
@ApplicationModule(
        id = "kernel.catalogue",
        displayName = "Catalogue",
        allowedDependencies = {
            "kernel.node",
            "kernel.page",
            "kernel.calendar",
            "kernel.registers",
            "kernel.law",
            "kernel.rules",
            "kernel.process",
            "kernel.forms"
        })
package polity.kernel.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
