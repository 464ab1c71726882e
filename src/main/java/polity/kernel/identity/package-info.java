// SPDX-License-Identifier: Apache-2.0
/** Persons and their sessions: who comes with a request, and what a browser may send and show. */
@NullMarked
@ApplicationModule(
        id = "kernel.identity",
        displayName = "Identity",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit"})
package polity.kernel.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
