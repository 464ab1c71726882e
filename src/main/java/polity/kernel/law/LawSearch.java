// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import polity.kernel.page.Language;
import polity.kernel.page.SearchSource;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.search.TextIndex;

/** Finds the law in force today: works by their title, articles by what they say. */
record LawSearch(Law law, Vocabulary vocabulary, TextIndex index, InstantSource clock) implements SearchSource {

    private static final int SHOWN = 160;

    @Override
    public String title(Language language) {
        return vocabulary.words("law", language).say("title");
    }

    @Override
    public List<Hit> search(String query, Language language, int limit) {
        return index.search(new InForce(law, vocabulary, law.day(clock.instant())), query, language, limit);
    }

    private record InForce(Law law, Vocabulary vocabulary, LocalDate today) implements TextIndex.Texts {
        @Override
        public String version() {
            return today.toString();
        }

        @Override
        public Collection<TextIndex.Entry> all() {
            var entries = new ArrayList<TextIndex.Entry>();
            for (Language language : Language.values()) {
                Words words = vocabulary.words("law", language);
                entries.add(new TextIndex.Entry("/law", language, words.say("title"), words.say("lead"), ""));
                law.works().forEach(work -> entries.addAll(of(work, language, words)));
            }
            return entries;
        }

        private List<TextIndex.Entry> of(Work work, Language language, Words words) {
            Optional<Version> version = work.on(today);
            var entries = new ArrayList<TextIndex.Entry>();
            String title = work.title().in(language);
            entries.add(
                    new TextIndex.Entry("/law/" + work.code(), language, title, words.say("kind." + work.kind()), ""));
            version.ifPresent(inForce -> inForce.articles().forEach(article -> {
                String text = String.join(
                        " ",
                        article.paragraphs().values().stream()
                                .map(paragraph -> paragraph.in(language))
                                .toList());
                String heading = words.say(
                        "article.title",
                        "article",
                        words.say("article", "number", article.number()),
                        "heading",
                        article.heading().in(language),
                        "work",
                        title);
                String path = "/law/" + work.code() + "/" + article.number();
                entries.add(new TextIndex.Entry(path, language, heading, cut(text), text));
            }));
            return entries;
        }

        private static String cut(String text) {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN).strip() + "…";
        }
    }
}
