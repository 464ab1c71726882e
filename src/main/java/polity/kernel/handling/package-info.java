// SPDX-License-Identifier: Apache-2.0
/** Cases between people: the steps of their processes that wait for officials, and the time limits that run. */
@NullMarked
@ApplicationModule(
        id = "kernel.handling",
        displayName = "Handling",
        allowedDependencies = {
            "kernel.node",
            "kernel.calendar",
            "kernel.audit",
            "kernel.identity",
            "kernel.rules",
            "kernel.files",
            "kernel.forms",
            "kernel.process",
            "kernel.catalogue",
            "kernel.cases"
        })
package polity.kernel.handling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
