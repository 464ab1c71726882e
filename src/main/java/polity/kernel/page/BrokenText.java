// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

/** A text is missing, or not filled as it wants to be. */
final class BrokenText extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenText(String message) {
        super(message);
    }
}
