// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;

/**
 * What the law says at one place, in each language in which it says it.
 *
 * @param texts by language; English is always among them
 */
public record Wording(Map<Language, String> texts) {

    /** The text in this language; where it lacks, in English. */
    public String in(Language language) {
        return texts.getOrDefault(language, texts.getOrDefault(Language.EN, ""));
    }

    /** Whether it is said in this language. */
    public boolean speaks(Language language) {
        return texts.containsKey(language);
    }

    Said said(Language reader) {
        return new Said(in(reader), speaks(reader) ? null : Language.EN.tag());
    }

    /**
     * A text as a reader gets it.
     *
     * @param lang BCP 47 tag where the language is not that of the page
     */
    record Said(String text, @Nullable String lang) {}
}
