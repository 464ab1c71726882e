// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import org.jspecify.annotations.Nullable;

/** A document could not be sealed now: it is no PDF, the time-stamp authority is silent, a certificate has ended. */
public final class SealingFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    SealingFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
