// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.files.BoundedPool;
import polity.kernel.files.FileStore;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.signing.Signing;

@Configuration(proxyBeanMethods = false)
class DocumentsConfiguration {

    private static final int WAITING_FILES = 8;

    @Bean
    Documents documents(JdbcClient jdbc, JsonMapper json, FileStore files, Signing signing, Vocabulary vocabulary) {
        return new Documents(
                jdbc,
                json,
                files,
                signing,
                vocabulary.words("page", Language.EN).zone());
    }

    /** For our own files. */
    @Bean
    BoundedPool judging() {
        return new BoundedPool("judging", WAITING_FILES);
    }

    /** For all others, so that however many come, our own are judged. */
    @Bean
    BoundedPool glancing() {
        return new BoundedPool("glancing", WAITING_FILES);
    }

    /** Loads fonts of several megabytes: only when the first document is rendered. */
    @Bean
    @Lazy
    Rendering rendering() {
        return Rendering.load();
    }

    @Bean
    Renditions renditions(
            JdbcClient jdbc,
            Transactions transactions,
            Documents documents,
            ObjectProvider<Rendering> rendering,
            Signing signing,
            FileStore files,
            Outbox outbox,
            ObjectProvider<DocumentSource> sources) {
        return new Renditions(jdbc, transactions, documents, rendering, signing, files, outbox, sources);
    }
}
