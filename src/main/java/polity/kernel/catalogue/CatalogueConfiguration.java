// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import polity.kernel.node.CannotStart;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    PackageReader packageReader(NodeSettings settings, Vocabulary vocabulary) {
        return new PackageReader(
                vocabulary, vocabulary.words("page", Language.EN).zone(), settings.home());
    }

    @Bean
    ServicesWatch servicesWatch(
            Catalogue catalogue,
            PackageReader reader,
            NodeSettings settings,
            ObjectProvider<Catalogue.Follower> followers) {
        return new ServicesWatch(catalogue, reader, settings, followers);
    }

    /** Reads the packages of the folder services/; one that is refused keeps the program from starting, with the reason. */
    @Bean
    Catalogue catalogue(NodeSettings settings, PackageReader reader, @Lazy Catalogue.Archive archive) {
        var catalogue = new Catalogue(reader, archive);
        for (Path folder : PackageReader.folders(settings.home().resolve("services"))) {
            switch (reader.read(folder)) {
                case PackageReader.Read.Good(var service) -> catalogue.put(service);
                case PackageReader.Read.Refused(var problems) ->
                    throw new CannotStart("The service package " + folder.getFileName() + " is refused:\n  "
                            + String.join(
                                    "\n  ",
                                    problems.stream().map(Problem::toString).toList()));
            }
        }
        return catalogue;
    }
}
