// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import polity.kernel.node.Zone;

/**
 * The authority whose pages these are.
 *
 * @param authority its name by language; where one lacks, English stands in
 * @param demonstration whether every page says that nothing here is real
 */
public record Site(Map<Language, String> authority, boolean demonstration, Vocabulary vocabulary, Assets assets) {

    /** The frame of a page for somebody who is not signed in; {@code path} is the path and query of the request. */
    public Frame frame(Language language, Zone zone, String path) {
        return new Frame(this, language, zone, path, null, null, List.of(), List.of());
    }

    /** The name of the authority. */
    public String name(Language language) {
        return Optional.ofNullable(authority.get(language))
                .or(() -> Optional.ofNullable(authority.get(Language.EN)))
                .orElseGet(() -> vocabulary.words("page", language).say("site.authority"));
    }
}
