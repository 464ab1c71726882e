// SPDX-License-Identifier: Apache-2.0
/** Decisions looked at again: by officials, where somebody asks for it or the rules do, and by the rules from the record. */
@NullMarked
@ApplicationModule(
        id = "kernel.reviewing",
        displayName = "Reviewing",
        allowedDependencies = {
            "kernel.node",
            "kernel.audit",
            "kernel.identity",
            "kernel.rules",
            "kernel.catalogue",
            "kernel.offering",
            "kernel.packages",
            "kernel.cases"
        })
package polity.kernel.reviewing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
