// SPDX-License-Identifier: Apache-2.0
/** A matter handled by a procedure: submitted, decided with reasons and remedies, and taking effect. */
@NullMarked
@ApplicationModule(
        id = "kernel.cases",
        displayName = "Cases",
        allowedDependencies = {
            "kernel.node",
            "kernel.page",
            "kernel.audit",
            "kernel.identity",
            "kernel.authority",
            "kernel.files",
            "kernel.registers",
            "kernel.rules",
            "kernel.ledger",
            "kernel.payment",
            "kernel.forms",
            "kernel.documents",
            "kernel.catalogue",
            "kernel.packages"
        })
package polity.kernel.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
