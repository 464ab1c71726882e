// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Language;
import polity.kernel.page.SearchSource;
import polity.kernel.page.ServiceEntry;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.search.TextIndex;

/** The services of the catalogue in the portal's list, and found by what people call them: a package may name words for it. */
record ServiceEntries(Catalogue catalogue, Vocabulary vocabulary, TextIndex index)
        implements ServiceEntry.Source, SearchSource {

    @Override
    public List<ServiceEntry> services() {
        return catalogue.current().stream()
                .sorted(Comparator.comparing(ServicePackage::code))
                .<ServiceEntry>map(OfPackage::new)
                .toList();
    }

    @Override
    public String title(Language language) {
        return vocabulary.words("services", language).say("search.title");
    }

    @Override
    public List<Hit> search(String query, Language language, int limit) {
        return index.search(new Packages(List.copyOf(catalogue.current())), query, language, limit);
    }

    private record OfPackage(ServicePackage service) implements ServiceEntry {
        @Override
        public String code() {
            return service.code();
        }

        @Override
        public String title(Language language) {
            return service.words(language).say("service.title");
        }

        @Override
        public String summary(Language language) {
            return service.words(language).say("service.summary");
        }

        @Override
        public String path() {
            return "/services/" + service.code();
        }
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
