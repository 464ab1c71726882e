// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

/** Something handed to the log, or read as a part of one, is not of the form that it must have. */
final class MalformedLogData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedLogData(String message) {
        super(message);
    }
}
