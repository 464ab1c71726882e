// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.registers.Registers;

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

    /** The registers, within the caller's transaction. */
    static FactSource of(Registers registers, ZoneId place) {
        return (lookUps, at) -> {
            List<Registers.Reading> readings = lookUps.stream()
                    .map(each -> new Registers.Reading(
                            new Registers.LookUp(each.register(), each.where()), each.most(), each.purpose()))
                    .toList();
            return registers.find(readings, at).stream()
                    .map(entries -> entries.stream()
                            .map(entry -> entry.asContext(place))
                            .toList())
                    .toList();
        };
    }
}
