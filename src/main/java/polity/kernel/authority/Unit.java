// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A part of the authority that holds posts.
 *
 * @param code stable name in data
 * @param parent the unit that it belongs to
 * @param names what it is called, by BCP 47 tag
 */
public record Unit(UUID id, String code, @Nullable UUID parent, Map<String, String> names) {

    /** What it is called in this language, in English where that lacks, or its code. */
    public String name(String language) {
        return Names.choose(names, language, code);
    }
}
