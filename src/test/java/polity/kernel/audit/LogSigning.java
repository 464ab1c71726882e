// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The test run's log is signed with a key of its own. */
@Configuration(proxyBeanMethods = false)
class LogSigning {
    @Bean
    CheckpointSigner checkpointSigner() {
        return new LocalSigner("localhost:8080/log");
    }
}
