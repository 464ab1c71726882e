// SPDX-License-Identifier: Apache-2.0
/** What programs of others may ask and send: services with their forms, cases, files and documents, as on the pages. */
@NullMarked
@ApplicationModule(
        id = "systems.api",
        displayName = "Interfaces for programs",
        allowedDependencies = {
            "kernel.node",
            "kernel.page",
            "kernel.identity",
            "kernel.files",
            "kernel.forms",
            "kernel.documents",
            "kernel.catalogue",
            "kernel.cases"
        })
package polity.systems.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
