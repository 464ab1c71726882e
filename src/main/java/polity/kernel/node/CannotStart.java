// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

/** The program cannot start. The message is one line for the operator: what is wrong and what to do. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
