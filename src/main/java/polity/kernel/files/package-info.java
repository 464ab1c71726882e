// SPDX-License-Identifier: Apache-2.0
/** Bytes by the hash of their content: received once, typed by what they are, never changed. */
@NullMarked
@ApplicationModule(
        id = "kernel.files",
        displayName = "Files",
        allowedDependencies = {"kernel.node"})
package polity.kernel.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
