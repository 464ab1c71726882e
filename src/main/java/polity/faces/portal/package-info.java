// SPDX-License-Identifier: Apache-2.0
/** The public's face: the first page, and the list of all services. */
@NullMarked
@ApplicationModule(
        id = "faces.portal",
        displayName = "Portal",
        allowedDependencies = {"kernel.node", "kernel.page"})
package polity.faces.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
