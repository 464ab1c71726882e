// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

/**
 * Why a file of data is refused.
 *
 * @param file name as its author knows it
 * @param line from 1
 * @param reason what is wrong and what to do
 */
public record Problem(String file, int line, String reason) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + reason;
    }
}
