// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.util.List;

import polity.kernel.law.Wording.Said;
import polity.kernel.page.Words;

/**
 * An article as a reader gets it.
 *
 * @param label its number, like "Article 12"
 */
record ArticleText(String number, String label, Said heading, List<Paragraph> paragraphs) {

    /**
     * A paragraph.
     *
     * @param label its number, like "(1)"; empty if it has none
     */
    record Paragraph(String number, String label, Said text) {}

    static ArticleText of(Article article, Words words) {
        return new ArticleText(
                article.number(),
                words.say("article", "number", article.number()),
                article.heading().said(words.language()),
                article.paragraphs().entrySet().stream()
                        .map(each -> new Paragraph(
                                each.getKey(),
                                label(each.getKey(), words),
                                each.getValue().said(words.language())))
                        .toList());
    }

    static String label(String paragraph, Words words) {
        return paragraph.isEmpty() ? "" : words.say("paragraph", "number", paragraph);
    }
}
