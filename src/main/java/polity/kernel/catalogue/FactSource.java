// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Where the facts come from that a service needs: the registers, or the entries that an example gives. */
public interface FactSource {

    /**
     * A look-up that a fact needs.
     *
     * @param where values by field
     * @param most how many entries at most
     * @param purpose the article that allows it
     */
    record LookUp(String register, Map<String, Object> where, int most, String purpose) {}

    /**
     * Where a fact comes from.
     *
     * @param article that allows to read it
     */
    record Origin(String register, String article) {}

    /** Data of the entries that have these values and hold at the instant; one list for each look-up, in their order. */
    List<List<Map<String, @Nullable Object>>> find(List<LookUp> lookUps, Instant at);
}
