// SPDX-License-Identifier: Apache-2.0
/** Who may do what: units, posts, roles and appointments, and the record of who looked at whose data. */
@NullMarked
@ApplicationModule(
        id = "kernel.authority",
        displayName = "Authority",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit", "kernel.identity", "kernel.accounts"})
package polity.kernel.authority;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
