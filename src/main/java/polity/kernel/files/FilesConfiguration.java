// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;

/** Setting {@code polity.files}: the folder that all nodes on one data base share. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    @Bean
    FileStore fileStore(
            NodeSettings settings,
            Environment environment,
            JdbcClient jdbc,
            Transactions transactions,
            List<FileScan> scans) {
        String shared = environment.getProperty("polity.files", "");
        Path folder = shared.isBlank() ? settings.data().resolve("files") : Path.of(shared);
        return new FileStore(folder, jdbc, transactions, scans);
    }

    @Bean
    FileCleaning fileCleaning(
            FileStore files, ObjectProvider<FileUse> uses, Transactions transactions, InstantSource clock) {
        return new FileCleaning(files, uses, transactions, clock);
    }
}
