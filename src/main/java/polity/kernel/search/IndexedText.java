// SPDX-License-Identifier: Apache-2.0
package polity.kernel.search;

import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;

/** A text as the index takes it: in the fields of its language, each of which is read in its own way. */
@SearchEntity
@Indexed
// The index reads the fields.
@SuppressWarnings("UnusedVariable")
final class IndexedText {

    @DocumentId
    private final String id;

    @FullTextField(analyzer = Analysis.ENGLISH)
    private final @Nullable String titleEn;

    @FullTextField(analyzer = Analysis.ENGLISH)
    private final @Nullable String textEn;

    @FullTextField(analyzer = Analysis.CHINESE)
    private final @Nullable String titleZh;

    @FullTextField(analyzer = Analysis.CHINESE)
    private final @Nullable String textZh;

    IndexedText(String id, TextIndex.Entry entry) {
        boolean english = entry.language() == Language.EN;
        String text = entry.summary() + "\n" + entry.text();
        this.id = id;
        this.titleEn = english ? entry.title() : null;
        this.textEn = english ? text : null;
        this.titleZh = english ? null : entry.title();
        this.textZh = english ? null : text;
    }

    static String title(Language language) {
        return language == Language.EN ? "titleEn" : "titleZh";
    }

    static String text(Language language) {
        return language == Language.EN ? "textEn" : "textZh";
    }
}
