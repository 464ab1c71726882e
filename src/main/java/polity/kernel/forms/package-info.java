// SPDX-License-Identifier: Apache-2.0
/** Forms declared as data: one question a page, branches, validation, and answers that pages and machines give alike. */
@NullMarked
@ApplicationModule(
        id = "kernel.forms",
        displayName = "Forms",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.identity", "kernel.files", "kernel.rules"})
package polity.kernel.forms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
