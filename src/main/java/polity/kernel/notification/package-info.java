// SPDX-License-Identifier: Apache-2.0
/** Telling persons what concerns them: messages that they read here, and letters by e-mail. */
@NullMarked
@ApplicationModule(
        id = "kernel.notification",
        displayName = "Notification",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.audit", "kernel.identity", "kernel.accounts"})
package polity.kernel.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
