// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

/** The HTML of a document is not what a document may be made of; the message is one sentence that says why. */
public final class RefusedMarkup extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedMarkup(String message) {
        super(message);
    }
}
