// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A place in a unit that carries roles.
 *
 * @param code stable name in data
 * @param unit where it is
 * @param names what it is called, by BCP 47 tag
 * @param roles codes of its roles
 */
record Post(UUID id, String code, UUID unit, Map<String, String> names, Set<String> roles) {

    String name(String language) {
        return Names.choose(names, language, code);
    }
}
