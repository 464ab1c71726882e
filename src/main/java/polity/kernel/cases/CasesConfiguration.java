// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.audit.Audit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.documents.Documents;
import polity.kernel.files.FileStore;
import polity.kernel.forms.Uploads;
import polity.kernel.ledger.Ledger;
import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.page.Site;
import polity.kernel.payment.Payments;
import polity.kernel.registers.Registers;

@Configuration(proxyBeanMethods = false)
class CasesConfiguration {

    @Bean
    Matters matters(JdbcClient jdbc, JsonMapper json) {
        return new Matters(jdbc, json);
    }

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
    Effects effects(Matters matters, Registers registers, Documents documents, ObjectProvider<Payments> payments) {
        return new Effects(matters, registers, documents, payments);
    }

    @Bean
    Paying paying(
            Transactions transactions,
            Catalogue catalogue,
            Matters matters,
            Effects effects,
            Ledger ledger,
            Audit audit,
            Outbox outbox,
            InstantSource clock) {
        return new Paying(transactions, catalogue, matters, effects, ledger, audit, outbox, clock);
    }

    @Bean
    Cases cases(
            JdbcClient jdbc,
            JsonMapper json,
            Transactions transactions,
            Catalogue catalogue,
            Registers registers,
            Uploads uploads,
            FileStore files,
            Matters matters,
            Packages packages,
            Effects effects,
            Documents documents,
            Payments payments,
            Audit audit,
            Outbox outbox,
            InstantSource clock) {
        var attachments = new Attachments(jdbc);
        var deciding = new Deciding(
                catalogue, registers, matters, packages, uploads, attachments, effects, payments, audit, outbox, json);
        return new Cases(
                transactions,
                catalogue,
                deciding,
                new Reviews(jdbc, matters, deciding, audit, outbox),
                matters,
                attachments,
                files,
                documents,
                payments,
                clock);
    }

    @Bean
    ServiceAccounts serviceAccounts(Ledger ledger, Transactions transactions, NodeSettings settings) {
        return new ServiceAccounts(ledger, transactions, settings);
    }

    @Bean
    Preview preview(Transactions transactions, Registers registers, Matters matters) {
        return new Preview(transactions, registers, matters);
    }

    @Bean
    Certificates certificates(Matters matters, Registers registers, Catalogue catalogue, Site site, NodeSettings node) {
        return new Certificates(matters, registers, catalogue, site, node.publicAddress());
    }
}
