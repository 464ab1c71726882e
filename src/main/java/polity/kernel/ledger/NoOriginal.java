// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/** A correction names a posting that doesn't exist. */
final class NoOriginal extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoOriginal(String key) {
        super("There is no posting \"" + key + "\" to correct");
    }
}
