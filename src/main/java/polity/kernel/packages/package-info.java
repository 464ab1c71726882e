// SPDX-License-Identifier: Apache-2.0
/** Service packages as they were offered: kept for the cases begun under them, with the accounts that their fees go to. */
@NullMarked
@ApplicationModule(
        id = "kernel.packages",
        displayName = "Packages",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.ledger", "kernel.catalogue"})
package polity.kernel.packages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
