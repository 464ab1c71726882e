// SPDX-License-Identifier: Apache-2.0
/** What persons sign in with: accounts, passwords and links by e-mail, with their pages. */
@NullMarked
@ApplicationModule(
        id = "kernel.accounts",
        displayName = "Accounts",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit", "kernel.identity"})
package polity.kernel.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
