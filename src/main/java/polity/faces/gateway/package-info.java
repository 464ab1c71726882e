// SPDX-License-Identifier: Apache-2.0
/** The face for machines: what the interface under {@code /api} offers, said in OpenAPI. */
@NullMarked
@ApplicationModule(
        id = "faces.gateway",
        displayName = "Gateway",
        allowedDependencies = {"kernel.node", "kernel.page"})
package polity.faces.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
