// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/**
 * What must hold of an entry before a procedure can be begun with it: a test, or a first day.
 *
 * @param formula a truth, or the day
 * @param day whether it is a day, from which on the procedure can be begun
 */
record Condition(Formula formula, boolean day, String reason, String article) {

    /** What conditions may ask. */
    static final Set<String> ROOTS = Set.of("entry", "on", "parameters");

    /** What stands in the way; what can't be computed does. */
    Optional<Obstacle> obstacle(Map<String, ? extends @Nullable Object> context, LocalDate on) {
        if (!day) {
            return formula.holds(context) ? Optional.empty() : Optional.of(obstacle(null));
        }
        LocalDate from = formula.value(context) instanceof LocalDate first ? first : null;
        return from != null && !on.isBefore(from) ? Optional.empty() : Optional.of(obstacle(from));
    }

    private Obstacle obstacle(@Nullable LocalDate from) {
        return new Obstacle(reason, Optional.of(article), Optional.ofNullable(from));
    }
}
