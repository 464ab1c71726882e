// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/** An account that may not be negative would be. */
final class Overdrawn extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overdrawn(String account) {
        super("The account \"" + account + "\" may not be overdrawn");
    }
}
