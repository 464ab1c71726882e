// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

    @Bean
    Processes processes(
            DataSource database, PlatformTransactionManager transactions, JdbcClient jdbc, ProcessWork work) {
        var definitions = new Definitions(work);
        return new Processes(new Engine(database, transactions, new EngineCalls(definitions, work)), definitions, jdbc);
    }
}
