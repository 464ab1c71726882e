// SPDX-License-Identifier: Apache-2.0
/** Payments through providers with a page of their own, what they tell by webhook, and refunds. */
@NullMarked
@ApplicationModule(
        id = "kernel.payment",
        displayName = "Payment",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.ledger"})
package polity.kernel.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
