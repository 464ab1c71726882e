// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.documents.Documents;
import polity.kernel.files.FileStore;
import polity.kernel.forms.Uploads;
import polity.kernel.ledger.Ledger;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Outbox;
import polity.kernel.node.Transactions;
import polity.kernel.packages.Packages;
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
    Attachments attachments(JdbcClient jdbc) {
        return new Attachments(jdbc);
    }

    @Bean
    Places places(JdbcClient jdbc, Registers registers) {
        return new Places(jdbc, registers);
    }

    @Bean
    Agenda agenda(JdbcClient jdbc) {
        return new Agenda(jdbc);
    }

    @Bean
    Agenda.Sweep agendaSweep(
            Transactions transactions,
            Agenda agenda,
            Catalogue catalogue,
            Registers registers,
            Outbox outbox,
            InstantSource clock) {
        return new Agenda.Sweep(transactions, agenda, catalogue, registers, outbox, clock);
    }

    @Bean
    Refunding refunding(Matters matters, Payments payments, InstantSource clock) {
        return new Refunding(matters, payments, clock);
    }

    @Bean
    Effects effects(Matters matters, Agenda agenda, Registers registers, Documents documents, Outbox outbox) {
        return new Effects(matters, agenda, registers, documents, outbox);
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
    Deciding deciding(
            Catalogue catalogue,
            Registers registers,
            Uploads uploads,
            Attachments attachments,
            Matters matters,
            Places places,
            Packages packages,
            Cases.Referral referral,
            Effects effects,
            Payments payments,
            Audit audit,
            Outbox outbox,
            JsonMapper json) {
        return new Deciding(
                catalogue,
                registers,
                matters,
                places,
                packages,
                referral,
                uploads,
                attachments,
                effects,
                payments,
                audit,
                outbox,
                json);
    }

    @Bean
    WaitingList waitingList(
            Transactions transactions, Places places, Matters matters, Deciding deciding, InstantSource clock) {
        return new WaitingList(transactions, places, matters, deciding, clock);
    }

    @Bean
    OfficialActs officialActs(
            Catalogue catalogue,
            Registers registers,
            Matters matters,
            Deciding deciding,
            Packages packages,
            Effects effects,
            Authority authority,
            Audit audit,
            Outbox outbox) {
        return new OfficialActs(catalogue, registers, matters, deciding, packages, effects, authority, audit, outbox);
    }

    @Bean
    ProcessedCases processedCases(
            OfficialActs officials,
            Deciding deciding,
            Matters matters,
            Places places,
            Registers registers,
            Attachments attachments,
            Audit audit,
            Outbox outbox) {
        return new ProcessedCases(officials, deciding, matters, places, registers, attachments, audit, outbox);
    }

    @Bean
    Cases cases(
            Transactions transactions,
            Catalogue catalogue,
            Deciding deciding,
            OfficialActs officials,
            Matters matters,
            Places places,
            Cases.Referral referral,
            Attachments attachments,
            FileStore files,
            Documents documents,
            Payments payments,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        return new Cases(
                transactions,
                catalogue,
                deciding,
                officials,
                referral,
                matters,
                places,
                audit,
                attachments,
                files,
                documents,
                payments,
                outbox,
                clock);
    }

    @Bean
    Preview preview(Transactions transactions, Registers registers, Places places, Audit audit) {
        return new Preview(transactions, registers, places, audit);
    }

    @Bean
    Certificates certificates(Matters matters, Registers registers, Catalogue catalogue, Site site, NodeSettings node) {
        return new Certificates(matters, registers, catalogue, site, node.publicAddress());
    }
}
