// SPDX-License-Identifier: Apache-2.0
/** Finds texts by what people type: words in any form, with a typing mistake, in each language. */
@NullMarked
@ApplicationModule(
        id = "kernel.search",
        displayName = "Search",
        allowedDependencies = {"kernel.node", "kernel.page"})
package polity.kernel.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
