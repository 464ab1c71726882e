// SPDX-License-Identifier: Apache-2.0
/** XML that others wrote: which elements it may hold, read so that nothing outside of it is ever looked at. */
@NullMarked
@ApplicationModule(
        id = "kernel.markup",
        displayName = "Markup",
        allowedDependencies = {})
package polity.kernel.markup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
