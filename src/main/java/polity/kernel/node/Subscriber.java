// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.util.List;

/**
 * Acts on events after the commit that published them, at least once each, in no promised order. What it does must
 * therefore be harmless when done twice, and never goes back into the writer.
 *
 * @param <E> the event, a record that JSON can hold
 */
public interface Subscriber<E> {

    /** Stable name; deliveries wait under it across restarts and versions. */
    String name();

    Class<E> event();

    /** Acts on a batch within one transaction; a batch that fails is delivered again one by one. */
    void on(List<E> events);
}
