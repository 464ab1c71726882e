// SPDX-License-Identifier: Apache-2.0
package polity.kernel.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.page.Language;
import polity.kernel.page.SearchSource.Hit;
import polity.kernel.search.TextIndex.Entry;

import static org.assertj.core.api.Assertions.assertThat;

class TextIndexTest {

    private final TextIndex index = new TextIndex();
    private final Texts texts = new Texts();

    TextIndexTest() {
        texts.add(Language.EN, "/parking", "Parking permits", "Park near your home", "car vehicle resident’s");
        texts.add(Language.EN, "/dog", "Dog licence", "Keep a dog", "animal; no parking");
        texts.add(Language.ZH_HANS, "/parking", "居民停车许可", "在住处附近停车", "车位");
    }

    @AfterEach
    void close() {
        index.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"permit", "PERMITS", "permitt", "resident's car", "vehicles"})
    void words_are_found_in_any_form_and_with_a_typing_mistake(String query) {
        assertThat(paths(query, Language.EN)).first().isEqualTo("/parking");
    }

    @Test
    void what_stands_in_the_title_comes_first() {
        assertThat(paths("parking", Language.EN)).containsExactly("/parking", "/dog");
    }

    @Test
    void chinese_is_found_without_spaces_and_each_language_by_itself() {
        assertThat(paths("我想停车", Language.ZH_HANS)).containsExactly("/parking");
        assertThat(paths("permit", Language.ZH_HANS)).isEmpty();
    }

    @Test
    void a_text_that_changed_is_found_anew() {
        assertThat(paths("cat", Language.EN)).isEmpty();

        texts.add(Language.EN, "/cat", "Cat register", "Register a cat", "");

        assertThat(paths("cat", Language.EN)).containsExactly("/cat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "the", "\"", "a OR *:*", "\\", "💥", "+-!(){}[]^~?:/"})
    void whatever_is_typed_is_no_error(String query) {
        assertThat(index.search(texts, query, Language.EN, 5)).hasSizeLessThanOrEqualTo(5);
        assertThat(index.search(texts, query.repeat(300), Language.EN, 5)).hasSizeLessThanOrEqualTo(5);
    }

    private List<String> paths(String query, Language language) {
        return index.search(texts, query, language, 10).stream().map(Hit::path).toList();
    }

    private static final class Texts implements TextIndex.Texts {
        private final List<Entry> entries = new ArrayList<>();

        void add(Language language, String path, String title, String summary, String text) {
            entries.add(new Entry(path, language, title, summary, text));
        }

        @Override
        public String version() {
            return Integer.toString(entries.size());
        }

        @Override
        public Collection<Entry> all() {
            return entries;
        }
    }
}
