// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.FactSource;
import polity.kernel.registers.Registers;

/** Facts from the registers, within the caller's transaction. */
record RegisterFacts(Registers registers, ZoneId place) implements FactSource {
    @Override
    public List<Map<String, @Nullable Object>> find(
            String register, Map<String, Object> where, Instant at, int most, String purpose) {
        return registers.find(register, where, at, most, purpose).stream()
                .map(entry -> entry.asContext(place))
                .toList();
    }

    @Override
    public long count(String register, Map<String, Object> where, Instant at) {
        return registers.count(register, where, at);
    }
}
