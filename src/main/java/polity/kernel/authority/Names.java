// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.util.Map;

/** What something is called, by language. */
final class Names {

    private Names() {}

    static String choose(Map<String, String> names, String language, String otherwise) {
        return names.getOrDefault(language, names.getOrDefault("en", otherwise));
    }
}
