// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

/** More people sign in at this moment than this node can check. Becomes 503; trying again helps. */
final class TooBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooBusy() {
        super("Too many passwords are being checked", null, false, false);
    }
}
