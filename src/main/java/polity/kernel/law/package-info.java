// SPDX-License-Identifier: Apache-2.0
/**
 * What the law says: works, their articles in every version, and citations of them; read from data at start and kept in
 * memory, because a law changes by editing its file and nothing else writes it, so that a table would only be a copy.
 */
@NullMarked
@ApplicationModule(
        id = "kernel.law",
        displayName = "Law",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.search"})
package polity.kernel.law;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
