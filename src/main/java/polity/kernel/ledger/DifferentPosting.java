// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/** The key was used for a posting of another content: keys must not be used again. */
final class DifferentPosting extends RuntimeException {
    private static final long serialVersionUID = 1;

    DifferentPosting(String key) {
        super("The key \"" + key + "\" belongs to a posting of another content");
    }
}
