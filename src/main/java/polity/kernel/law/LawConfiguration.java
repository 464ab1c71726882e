// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.nio.file.Path;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import polity.kernel.node.NodeSettings;
import polity.kernel.page.Citations;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Vocabulary;
import polity.kernel.search.TextIndex;

@Configuration(proxyBeanMethods = false)
class LawConfiguration {

    @Bean
    LawSearch lawSearch(Law law, Vocabulary vocabulary, TextIndex index, InstantSource clock) {
        return new LawSearch(law, vocabulary, index, clock);
    }

    /** The law of the folder {@code law/}; in the demonstration that of {@code demo/law/}. */
    @Bean
    Law law(NodeSettings settings, Vocabulary vocabulary) {
        Path folder = settings.home().resolve(settings.demonstration() ? "demo/law" : "law");
        return LawFolder.read(
                settings.home(), folder, vocabulary.words("page", Language.EN).zone());
    }

    @Bean
    Citations citations(Law law) {
        return (written, frame) -> Citation.parse(written)
                .filter(citation -> law.work(citation.work()).isPresent())
                .map(citation -> Link.to(citation.path(), law.name(citation, frame)));
    }
}
