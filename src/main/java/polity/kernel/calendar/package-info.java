// SPDX-License-Identifier: Apache-2.0
/** Working days and time limits of a place, each with the derivation that shows how it came about. */
@NullMarked
@ApplicationModule(
        id = "kernel.calendar",
        displayName = "Calendar",
        allowedDependencies = {})
package polity.kernel.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
