// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

/**
 * Why a file of rules is refused: what is wrong, where, and what to do.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Problem(String file, int line, int column, String reason) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + reason;
    }
}
