// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Map;
import java.util.Optional;

/**
 * A rule of a decision table that applied.
 *
 * @param decision the decision that was being made
 * @param table the decision, or the business knowledge model, that the table belongs to
 * @param rule counted from 1, as the table is written
 * @param annotations what its annotation columns say, by their names; empty ones are left out
 */
public record Fired(String decision, String table, int rule, Map<String, String> annotations) {
    public Fired {
        annotations = Map.copyOf(annotations);
    }

    /** The provision of law that the rule rests on, like {@code parking-order:7(2)}. */
    public Optional<String> article() {
        return Optional.ofNullable(annotations.get("article"));
    }

    /** The key of the words that tell a person why. */
    public Optional<String> text() {
        return Optional.ofNullable(annotations.get("text"));
    }
}
