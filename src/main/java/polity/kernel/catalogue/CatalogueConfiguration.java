// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import polity.kernel.node.CannotStart;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueConfiguration.class);

    /** Settings: {@code polity.calendar} is the place whose working days count, like {@code gb/england-and-wales}. */
    @Bean
    WorkingDays workingDays(NodeSettings settings, Environment environment, Vocabulary vocabulary) {
        return new WorkingDays(
                settings.home(),
                environment.getProperty("polity.calendar"),
                vocabulary.words("page", Language.EN).zone());
    }

    @Bean
    PackageReader packageReader(NodeSettings settings, Vocabulary vocabulary, WorkingDays workingDays) {
        return new PackageReader(
                vocabulary, vocabulary.words("page", Language.EN).zone(), settings.home(), workingDays);
    }

    /**
     * Reads the packages of the folder services/; one that is refused keeps the program from starting, with the reason. Only
     * where nothing but the calendar of the authority is missing, the others are offered without it.
     */
    @Bean
    Catalogue catalogue(
            NodeSettings settings, PackageReader reader, WorkingDays days, @Lazy Catalogue.Archive archive) {
        var catalogue = new Catalogue(reader, archive);
        for (Path folder : PackageReader.folders(settings.home().resolve("services"))) {
            switch (reader.read(folder)) {
                case PackageReader.Read.Good(var service) -> catalogue.put(service);
                case PackageReader.Read.Refused(var problems) -> {
                    String said = String.join(
                            "\n  ", problems.stream().map(Problem::toString).toList());
                    if (!problems.stream()
                            .map(Problem::reason)
                            .allMatch(days.fault().orElse("")::equals)) {
                        throw new CannotStart(
                                "The service package " + folder.getFileName() + " is refused:\n  " + said);
                    }
                    LOG.warn("The service {} is not offered: {}", folder.getFileName(), said);
                }
            }
        }
        return catalogue;
    }
}
