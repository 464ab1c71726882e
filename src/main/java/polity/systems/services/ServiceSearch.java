// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Language;
import polity.kernel.page.SearchSource;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.search.TextIndex;

/** Services by what people call them: the package may name words that lead to it. */
record ServiceSearch(Catalogue catalogue, Vocabulary vocabulary, TextIndex index) implements SearchSource {

    @Override
    public String title(Language language) {
        return vocabulary.words("services", language).say("search.title");
    }

    @Override
    public List<Hit> search(String query, Language language, int limit) {
        return index.search(new Packages(List.copyOf(catalogue.current())), query, language, limit);
    }

    private record Packages(List<ServicePackage> services) implements TextIndex.Texts {
        @Override
        public String version() {
            return services.stream().map(ServicePackage::digest).sorted().collect(Collectors.joining());
        }

        @Override
        public Collection<TextIndex.Entry> all() {
            var entries = new ArrayList<TextIndex.Entry>();
            for (ServicePackage service : services) {
                for (Language language : Language.values()) {
                    Words words = service.words(language);
                    String also = words.has("service.also") ? words.say("service.also") : "";
                    entries.add(new TextIndex.Entry(
                            "/services/" + service.code(),
                            language,
                            words.say("service.title"),
                            words.say("service.summary"),
                            words.say("service.description") + "\n" + also));
                }
            }
            return entries;
        }
    }
}
