// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Accounts ledgerAccounts(JdbcClient jdbc, JsonMapper json) {
        return new Accounts(jdbc, json);
    }

    @Bean
    ChartOfAccounts chartOfAccounts(Accounts accounts, Transactions transactions, NodeSettings settings) {
        return new ChartOfAccounts(accounts, transactions, settings);
    }

    @Bean
    Balances ledgerBalances(JdbcClient jdbc, Transactions transactions) {
        return new Balances(jdbc, transactions);
    }

    @Bean
    Ledger ledger(Accounts accounts, Balances balances, JdbcClient jdbc, Outbox outbox, InstantSource clock) {
        return new Ledger(accounts, new Postings(jdbc, accounts), balances, new Statements(jdbc), outbox, clock);
    }
}
