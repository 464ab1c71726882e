// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.files.FileStore;
import polity.kernel.node.Transactions;

@Configuration(proxyBeanMethods = false)
class FormsConfiguration {

    @Bean
    Drafts drafts(JdbcClient jdbc, JsonMapper json, Transactions transactions) {
        return new Drafts(jdbc, json, transactions);
    }

    @Bean
    Uploads uploads(FileStore files, JdbcClient jdbc, Transactions transactions) {
        return new Uploads(files, jdbc, transactions);
    }
}
