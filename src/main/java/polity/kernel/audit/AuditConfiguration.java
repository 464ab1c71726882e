// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.security.SecureRandom;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Transactions;
import polity.kernel.page.Templates;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    private static final int BATCH = 5000;

    @Bean
    LogReader logReader(JdbcClient jdbc) {
        return new LogReader(jdbc);
    }

    @Bean
    Audit audit(JdbcClient jdbc, LogReader log) {
        return new Audit(jdbc, log, new SecureRandom());
    }

    // The key is asked for when the job runs: a node without that job holds none.
    @Bean
    SequencingJob sequencingJob(
            JdbcClient jdbc, Transactions transactions, LogReader log, ObjectProvider<CheckpointSigner> signer) {
        return new SequencingJob(transactions, new Sequencer(jdbc, log, signer::getObject, BATCH));
    }

    @Bean
    LogPages logPages(Transactions transactions, LogReader log, Templates templates) {
        return new LogPages(transactions, log, templates);
    }
}
