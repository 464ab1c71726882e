// SPDX-License-Identifier: Apache-2.0
/** Service packages on their way to be offered: tried on their examples, and taken over when they change. */
@NullMarked
@ApplicationModule(
        id = "kernel.offering",
        displayName = "Offering",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.rules", "kernel.forms", "kernel.catalogue"})
package polity.kernel.offering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
