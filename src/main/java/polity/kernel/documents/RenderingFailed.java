// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

/** A document could not be rendered for a reason that is ours, not its author's. */
public final class RenderingFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    RenderingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
