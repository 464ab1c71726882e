// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.registers.Registers;

/** The facts of the registers, within the caller's transaction. */
public record RegisterFacts(Registers registers, ZoneId place) implements FactSource {

    @Override
    public List<List<Map<String, @Nullable Object>>> find(List<LookUp> lookUps, Instant at) {
        List<Registers.Reading> readings = lookUps.stream()
                .map(each -> new Registers.Reading(
                        new Registers.LookUp(each.register(), each.where()), each.most(), each.purpose()))
                .toList();
        return registers.find(readings, at).stream()
                .map(entries ->
                        entries.stream().map(entry -> entry.asContext(place)).toList())
                .toList();
    }
}
