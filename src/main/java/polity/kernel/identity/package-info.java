// SPDX-License-Identifier: Apache-2.0
/** Persons and organisations, the accounts they sign in with, their sessions, and who comes with a request. */
@NullMarked
@ApplicationModule(
        id = "kernel.identity",
        displayName = "Identity",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit"})
package polity.kernel.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
