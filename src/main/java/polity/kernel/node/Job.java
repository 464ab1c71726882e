// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.time.Duration;

/**
 * Background work in the zone JOBS. Every node with that zone runs it; it claims its work by rows or an advisory lock of
 * its transaction, so that each piece is done once.
 */
public interface Job {

    String name();

    /** The longest pause between runs; {@link JobRunner#wake} and work done shorten it. */
    Duration every();

    /** Does what is due and returns how much that was. */
    long run();
}
