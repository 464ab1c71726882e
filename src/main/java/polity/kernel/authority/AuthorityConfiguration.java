// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.audit.Audit;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.page.Vocabulary;

/** Settings: {@code POLITY_FIRST_ADMIN_FILE} names the first administrators of an installation without a terminal. */
@Configuration(proxyBeanMethods = false)
class AuthorityConfiguration {

    @Bean
    StructureRows structureRows(JdbcClient jdbc, JsonMapper json) {
        return new StructureRows(jdbc, json);
    }

    @Bean
    Authority authority(
            JdbcClient jdbc, StructureRows rows, Transactions transactions, Audit audit, InstantSource clock) {
        return new Authority(jdbc, rows, transactions, audit, clock);
    }

    @Bean
    AccessEntry accessEntry(Vocabulary vocabulary) {
        return new AccessEntry(vocabulary);
    }

    @Bean
    Founding founding(
            StructureRows rows,
            Authority authority,
            Accounts accounts,
            Transactions transactions,
            JdbcClient jdbc,
            NodeSettings settings,
            Environment environment) {
        Optional<Path> administrators = Optional.ofNullable(environment.getProperty("POLITY_FIRST_ADMIN_FILE"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
        return new Founding(
                rows,
                authority,
                accounts,
                transactions,
                jdbc,
                settings,
                settings.home().resolve("demo"),
                administrators);
    }
}
