// SPDX-License-Identifier: Apache-2.0
/** Public services: found, understood, asked for and followed by citizens. */
@NullMarked
@ApplicationModule(
        id = "systems.services",
        displayName = "Services",
        allowedDependencies = {
            "kernel.node",
            "kernel.page",
            "kernel.calendar",
            "kernel.identity",
            "kernel.authority",
            "kernel.search",
            "kernel.notification",
            "kernel.files",
            "kernel.forms",
            "kernel.registers",
            "kernel.law",
            "kernel.documents",
            "kernel.catalogue",
            "kernel.cases",
            "kernel.holdings",
            "kernel.reviewing",
            "kernel.process",
            "kernel.handling"
        })
package polity.systems.services;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
