// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import org.jspecify.annotations.Nullable;

/** The program was built without a font that documents need. */
final class FontsMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    FontsMissing(String resource, @Nullable Throwable cause) {
        super(
                "The font " + resource + " is missing from the program or damaged; build it again with its fonts.",
                cause);
    }
}
