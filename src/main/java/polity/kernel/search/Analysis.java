// SPDX-License-Identifier: Apache-2.0
package polity.kernel.search;

import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;

/** How texts are taken apart: English by the stems of its words, Chinese, which has no spaces, by pairs of signs. */
final class Analysis implements LuceneAnalysisConfigurer {

    static final String ENGLISH = "english";
    static final String CHINESE = "chinese";

    @Override
    public void configure(LuceneAnalysisConfigurationContext context) {
        context.analyzer(ENGLISH)
                .custom()
                .tokenizer("standard")
                .tokenFilter("lowercase")
                .tokenFilter("englishPossessive")
                .tokenFilter("stop")
                .tokenFilter("asciiFolding")
                .tokenFilter("englishMinimalStem");
        context.analyzer(CHINESE)
                .custom()
                .tokenizer("standard")
                .tokenFilter("cjkWidth")
                .tokenFilter("lowercase")
                .tokenFilter("cjkBigram");
    }
}
