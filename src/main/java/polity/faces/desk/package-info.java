// SPDX-License-Identifier: Apache-2.0
/** The officials' face: what waits, and where the work is done. */
@NullMarked
@ApplicationModule(
        id = "faces.desk",
        displayName = "Desk",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.identity", "kernel.authority"})
package polity.faces.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
