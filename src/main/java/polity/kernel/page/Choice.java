// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One answer among several.
 *
 * @param value what is sent
 * @param more what is asked or said when this answer is chosen
 * @param exclusive whether it excludes every other answer, like "none of these"; stands apart after "or"
 */
public record Choice(String value, String label, @Nullable String hint, List<Component> more, boolean exclusive) {

    public static Choice of(String value, String label) {
        return new Choice(value, label, null, List.of(), false);
    }

    public Choice hint(@Nullable String text) {
        return new Choice(value, label, text, more, exclusive);
    }

    /** Asks or says this when the answer is chosen. */
    public Choice with(Component... follow) {
        return new Choice(value, label, hint, List.of(follow), exclusive);
    }

    public Choice asExclusive() {
        return new Choice(value, label, hint, more, true);
    }
}
