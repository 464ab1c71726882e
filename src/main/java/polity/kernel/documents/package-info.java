// SPDX-License-Identifier: Apache-2.0
/** Issued documents: rendered from HTML to PDF/A-3u and PDF/UA-1, sealed and verifiable. */
@NullMarked
@ApplicationModule(
        id = "kernel.documents",
        displayName = "Documents",
        allowedDependencies = {"kernel.node", "kernel.page", "kernel.files", "kernel.signing"})
package polity.kernel.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
