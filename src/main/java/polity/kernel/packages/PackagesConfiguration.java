// SPDX-License-Identifier: Apache-2.0
package polity.kernel.packages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.ledger.Ledger;
import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;

@Configuration(proxyBeanMethods = false)
class PackagesConfiguration {

    @Bean
    Packages packages(JdbcClient jdbc, JsonMapper json) {
        return new Packages(jdbc, json);
    }

    /** Whoever began under a package finds it again, on every node and after every change. */
    @Bean
    Catalogue.Follower packageKeeping(Packages packages, Transactions transactions) {
        return service -> transactions.write(Context.visitor("packages"), () -> packages.keep(service));
    }

    @Bean
    ServiceAccounts serviceAccounts(Ledger ledger, Transactions transactions, NodeSettings settings) {
        return new ServiceAccounts(ledger, transactions, settings);
    }
}
