// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.audit.Audit;
import polity.kernel.identity.Identity;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.page.Vocabulary;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    private static final int WAITING_FOR_HASHING = 60;
    private static final int TRIES = 30;

    @Bean
    PasswordHashing passwordHashing() {
        return new PasswordHashing(WAITING_FOR_HASHING);
    }

    @Bean
    PasswordRules passwordRules() {
        return PasswordRules.load();
    }

    @Bean
    Allowance entranceAllowance() {
        return new Allowance(TRIES, Duration.ofMinutes(5));
    }

    @Bean
    Credentials credentials(JdbcClient jdbc) {
        return new Credentials(jdbc);
    }

    @Bean
    Accounts accounts(
            Credentials credentials,
            PasswordHashing hashing,
            Transactions transactions,
            Audit audit,
            InstantSource clock) {
        return new Accounts(credentials, hashing, transactions, audit, clock);
    }

    @Bean
    Entrance entrance(
            Credentials credentials,
            Identity identity,
            PasswordHashing hashing,
            Transactions transactions,
            Audit audit,
            Outbox outbox,
            ObjectProvider<DeskAdmission> admission,
            InstantSource clock) {
        return new Entrance(credentials, identity, hashing, transactions, audit, outbox, admission, clock);
    }

    @Bean
    LinkLetters linkLetters(
            JdbcClient jdbc,
            ObjectProvider<OutgoingMail> mail,
            Vocabulary vocabulary,
            NodeSettings settings,
            InstantSource clock) {
        return new LinkLetters(jdbc, mail, vocabulary, settings, clock);
    }

    @Bean
    PasswordLetters passwordLetters(
            Identity identity,
            Credentials credentials,
            ObjectProvider<OutgoingMail> mail,
            Vocabulary vocabulary,
            NodeSettings settings) {
        return new PasswordLetters(identity, credentials, mail, vocabulary, settings);
    }

    @Bean
    AccountCleaning accountCleaning(JdbcClient jdbc, Transactions transactions, InstantSource clock) {
        return new AccountCleaning(jdbc, transactions, clock);
    }
}
