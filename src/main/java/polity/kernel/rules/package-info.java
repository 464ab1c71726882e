// SPDX-License-Identifier: Apache-2.0
/** Rules of law that a government writes as data: decision tables and expressions, with parameters that change by date. */
@NullMarked
@ApplicationModule(
        id = "kernel.rules",
        displayName = "Rules",
        allowedDependencies = {"kernel.node", "kernel.markup"})
package polity.kernel.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
