// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it holds over some time.
 *
 * @param data values by field: text, whole numbers, truth values, dates; persons as their ids in text
 * @param validTo the first instant at which it no longer holds; absent when no end is known
 * @param ended how it was brought to an end before its time, such as {@code revoked}; absent where it runs its time
 */
public record RegisterEntry(
        UUID id,
        String register,
        int version,
        Map<String, @Nullable Object> data,
        Instant validFrom,
        @Nullable Instant validTo,
        @Nullable String ended) {

    /**
     * The data with {@code id}, {@code valid_from}, {@code valid_to} and, where it was brought to an end before its time,
     * {@code ended}, as expressions see an entry.
     */
    public Map<String, @Nullable Object> asContext(java.time.ZoneId place) {
        var context = new LinkedHashMap<String, @Nullable Object>(data);
        context.put("id", id.toString());
        context.put("valid_from", java.time.LocalDate.ofInstant(validFrom, place));
        // The last day on which it holds: the day of the last instant before the end.
        context.put("valid_to", validTo == null ? null : java.time.LocalDate.ofInstant(validTo.minusNanos(1), place));
        if (ended != null) {
            context.put("ended", ended);
        }
        return context;
    }
}
