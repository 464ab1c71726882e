// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.Comparator;
import java.util.List;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Language;
import polity.kernel.page.ServiceEntry;

/** The services of the catalogue in the portal's list. */
record ServiceEntries(Catalogue catalogue) implements ServiceEntry.Source {

    @Override
    public List<ServiceEntry> services() {
        return catalogue.current().stream()
                .sorted(Comparator.comparing(ServicePackage::code))
                .<ServiceEntry>map(OfPackage::new)
                .toList();
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
}
