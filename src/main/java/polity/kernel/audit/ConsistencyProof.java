// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.List;

/** That the log of the first size is the beginning of the log of the second; the path is empty when they are equal. */
public record ConsistencyProof(long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> path) {
    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether the path proves what it says. */
    public boolean holds() {
        return Verification.consistency(first, firstRoot, second, secondRoot, path);
    }
}
