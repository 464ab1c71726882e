// SPDX-License-Identifier: Apache-2.0
/** One running program: its zones, database roles, migrations, transactions with a context, outbox and jobs. */
@NullMarked
@ApplicationModule(
        id = "kernel.node",
        displayName = "Node",
        allowedDependencies = {})
package polity.kernel.node;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
