// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.util.SequencedMap;
import java.util.stream.Stream;

import polity.kernel.page.Language;

/**
 * An article as it reads in one version of its work.
 *
 * @param number like {@code 12} or {@code 12A}
 * @param paragraphs by number in their order; an article of one unnumbered paragraph has it under ""
 */
public record Article(String number, Wording heading, SequencedMap<String, Wording> paragraphs) {

    boolean speaks(Language language) {
        return Stream.concat(Stream.of(heading), paragraphs.values().stream())
                .allMatch(wording -> wording.speaks(language));
    }
}
