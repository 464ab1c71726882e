// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    Providers paymentProviders(List<PaymentProvider> all) {
        return new Providers(all);
    }

    @Bean
    PaymentRows paymentRows(JdbcClient jdbc) {
        return new PaymentRows(jdbc);
    }

    /** Subjects are found late: a module that has payments needs the payments itself. */
    @Bean
    Outcomes paymentOutcomes(
            PaymentRows rows,
            Transactions transactions,
            ObjectProvider<PaymentSubject> subjects,
            ObjectProvider<Refunds> refunds) {
        return new Outcomes(rows, transactions, subjects, refunds);
    }

    @Bean
    Refunds paymentRefunds(
            JdbcClient jdbc,
            PaymentRows rows,
            Transactions transactions,
            Providers providers,
            Outcomes outcomes,
            InstantSource clock) {
        return new Refunds(jdbc, rows, transactions, providers, outcomes, clock);
    }

    @Bean
    DuePayments expiredPayments(PaymentRows rows, Outcomes outcomes, Transactions transactions, InstantSource clock) {
        return DuePayments.expired(rows, outcomes, transactions, clock);
    }

    @Bean
    DuePayments unremindedPayments(
            PaymentRows rows, Outcomes outcomes, Transactions transactions, InstantSource clock) {
        return DuePayments.unreminded(rows, outcomes, transactions, clock);
    }

    @Bean
    Payments payments(PaymentRows rows, Refunds refunds, Providers providers, Outcomes outcomes, InstantSource clock) {
        return new Payments(rows, refunds, providers, outcomes, clock);
    }

    @Bean
    Webhooks paymentWebhooks(Providers providers, Outcomes outcomes, InstantSource clock) {
        return new Webhooks(providers, outcomes, clock);
    }
}
