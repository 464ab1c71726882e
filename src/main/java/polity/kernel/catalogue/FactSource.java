// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Where the facts come from that a service needs: the registers, or the entries that an example gives. */
public interface FactSource {

    /** Data of the entries of a register that have these values and hold at the instant. */
    List<Map<String, @Nullable Object>> find(
            String register, Map<String, Object> where, Instant at, int most, String purpose);

    /** How many entries of a register have these values and hold at the instant or later. */
    long count(String register, Map<String, Object> where, Instant at);
}
