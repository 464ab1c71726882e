// SPDX-License-Identifier: Apache-2.0
/** Keys, electronic seals, time stamps and their validation. */
@NullMarked
@ApplicationModule(
        id = "kernel.signing",
        displayName = "Signing",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit"})
package polity.kernel.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
