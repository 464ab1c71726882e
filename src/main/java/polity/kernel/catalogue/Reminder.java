// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/**
 * Whoever holds an entry of the register is reminded some time before it ends.
 *
 * @param when what must be true of the entry by then
 * @param procedure what the holder can do about it
 */
public record Reminder(String register, Duration before, Formula when, String procedure) {

    /** When the holder of an entry of this register is reminded that it ends then; nothing where that is past. */
    public Optional<Instant> due(String of, Instant ends, Instant now) {
        return Optional.of(ends.minus(before)).filter(due -> register.equals(of) && now.isBefore(due));
    }

    /** Whether the holder of the entry is to be reminded. */
    public boolean fits(Map<String, @Nullable Object> entry) {
        return when.holds(Map.of("entry", entry));
    }
}
