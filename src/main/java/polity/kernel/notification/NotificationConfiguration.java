// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.identity.Identity;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;

/**
 * Settings: {@code POLITY_SMTP_URL} is the mail server, see {@link Smtp#server}; {@code POLITY_MAIL_FROM} is the address
 * that letters come from, otherwise {@code no-reply} at the host of the public address.
 */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

    @Bean
    Notifications notifications(
            JdbcClient jdbc,
            JsonMapper json,
            Identity identity,
            Accounts accounts,
            NodeSettings settings,
            InstantSource clock) {
        return new Notifications(jdbc, json, identity, accounts, settings, clock);
    }

    @Bean
    Mails mails(JdbcClient jdbc) {
        return new Mails(jdbc);
    }

    @Bean
    Messages messages(JdbcClient jdbc) {
        return new Messages(jdbc);
    }

    @Bean
    Postman postman(
            Mails mails,
            Transactions transactions,
            NodeSettings settings,
            InstantSource clock,
            Environment environment,
            Site site,
            Templates templates) {
        URI address = settings.publicAddress();
        String host = address.getHost() == null ? "localhost" : address.getHost();
        String from = environment.getProperty("POLITY_MAIL_FROM", "no-reply@" + host);
        Optional<Carrier> carrier = Optional.ofNullable(environment.getProperty("POLITY_SMTP_URL"))
                .filter(url -> !url.isBlank())
                .map(url -> new Smtp(Smtp.server(url), from, host, site, templates));
        return new Postman(mails, carrier, transactions, settings, clock);
    }
}
