// SPDX-License-Identifier: Apache-2.0
package polity.kernel.search;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;
import polity.kernel.page.SearchSource.Hit;

/**
 * An index of public texts in the memory of this node, for what is small and known whole. It is opened by the first
 * search, so that starting doesn't wait for it.
 */
public final class TextIndex implements AutoCloseable {

    private static final int LONGEST_QUERY = 200;

    private @Nullable CloseableSearchMapping mapping;
    private Map<String, Entry> entries = Map.of();
    private String version = "";

    /**
     * A text that can be found.
     *
     * @param path where it is read
     * @param text words that lead to it and aren't shown
     */
    public record Entry(String path, Language language, String title, String summary, String text) {
        private String id() {
            return language.tag() + " " + path;
        }
    }

    /** Where the texts come from. */
    public interface Texts {
        /** Changes whenever a text does. */
        String version();

        /** All texts in all languages. */
        Collection<Entry> all();
    }

    /** The best matches, best first. */
    public List<Hit> search(Texts texts, String query, Language language, int most) {
        String asked = query.strip();
        if (asked.isEmpty()) {
            return List.of();
        }
        String cut = asked.length() > LONGEST_QUERY ? asked.substring(0, LONGEST_QUERY) : asked;
        Filled filled = filled(texts);
        try (SearchSession session = filled.mapping().createSession()) {
            return session
                    .search(IndexedText.class)
                    .select(f ->
                            f.composite().from(f.id(String.class), f.score()).asList())
                    .where(f -> {
                        var match = f.match()
                                .field(IndexedText.title(language))
                                .boost(3)
                                .field(IndexedText.text(language))
                                .matching(cut);
                        return language == Language.EN ? match.fuzzy(1, 3) : match;
                    })
                    .fetchHits(most)
                    .stream()
                    .flatMap(hit -> hit(filled.entries(), String.valueOf(hit.getFirst()), hit.getLast()).stream())
                    .toList();
        }
    }

    /** None where the index was filled anew meanwhile, with other entries. */
    private static Optional<Hit> hit(Map<String, Entry> entries, String id, Object score) {
        double value = score instanceof Float number ? number : 0;
        return Optional.ofNullable(entries.get(id))
                .map(entry -> new Hit(entry.title(), entry.summary(), entry.path(), value / (value + 1)));
    }

    private record Filled(CloseableSearchMapping mapping, Map<String, Entry> entries) {}

    private synchronized Filled filled(Texts texts) {
        CloseableSearchMapping open = mapping;
        if (open == null) {
            open = SearchMapping.builder(AnnotatedTypeSource.fromClasses(IndexedText.class))
                    .property("hibernate.search.backend.type", "lucene")
                    .property("hibernate.search.backend.lucene_version", "LATEST")
                    .property("hibernate.search.backend.directory.type", "local-heap")
                    .property("hibernate.search.backend.analysis.configurer", new Analysis())
                    .property("hibernate.search.indexing.plan.synchronization.strategy", "sync")
                    .build();
            mapping = open;
        }
        String wanted = texts.version();
        if (!wanted.equals(version)) {
            var all = new LinkedHashMap<String, Entry>();
            texts.all().forEach(entry -> all.put(entry.id(), entry));
            open.scope(IndexedText.class).workspace().purge();
            try (SearchSession session = open.createSession()) {
                all.forEach((id, entry) -> session.indexingPlan().add(new IndexedText(id, entry)));
            }
            entries = Map.copyOf(all);
            version = wanted;
        }
        return new Filled(open, entries);
    }

    @Override
    public synchronized void close() {
        if (mapping != null) {
            mapping.close();
        }
    }
}
