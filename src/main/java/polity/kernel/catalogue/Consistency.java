// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.util.List;

import polity.kernel.node.Problem;

/** Whether the files of a package agree with each other. */
record Consistency(ServicePackage service, Path home) {
    List<Problem> problems() {
        return List.of();
    }
}
