// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import org.jspecify.annotations.Nullable;

/** The keys cannot be used; the message is one sentence for the operator that says which and what to do. */
public final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeysUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
