// SPDX-License-Identifier: Apache-2.0
/** What every page is made of: the layout, its components, the languages and their words, and what the faces plug in. */
@NullMarked
@ApplicationModule(
        id = "kernel.page",
        displayName = "Pages",
        allowedDependencies = {"kernel.node"})
package polity.kernel.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
