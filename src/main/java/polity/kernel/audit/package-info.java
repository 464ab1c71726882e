// SPDX-License-Identifier: Apache-2.0
/** What happened, provably: acts recorded with what they did, and committed to in a public transparency log. */
@NullMarked
@ApplicationModule(
        id = "kernel.audit",
        displayName = "Audit",
        allowedDependencies = {"kernel.node", "kernel.page"})
package polity.kernel.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
