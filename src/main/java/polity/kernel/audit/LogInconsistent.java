// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

/** What is stored contradicts the checkpoint that was signed over it: the log stops growing rather than fork. */
final class LogInconsistent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogInconsistent(String message) {
        super(message);
    }
}
