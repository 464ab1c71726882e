// SPDX-License-Identifier: Apache-2.0
package polity.bench;

/** Nothing could be measured. */
final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchFailed(String message) {
        super(message);
    }
}
