// SPDX-License-Identifier: Apache-2.0
/** Money, double entry: accounts, postings that are never changed, balances and statements. */
@NullMarked
@ApplicationModule(
        id = "kernel.ledger",
        displayName = "Ledger",
        allowedDependencies = {"kernel.node"})
package polity.kernel.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
