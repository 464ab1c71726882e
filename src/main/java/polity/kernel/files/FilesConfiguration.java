// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.NodeSettings;

@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    @Bean
    FileStore fileStore(NodeSettings settings, JdbcClient jdbc, List<FileScan> scans) {
        return new FileStore(settings.data().resolve("files"), jdbc, scans);
    }
}
