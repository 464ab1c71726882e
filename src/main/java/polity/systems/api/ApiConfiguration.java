// SPDX-License-Identifier: Apache-2.0
package polity.systems.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    CaseRequests caseRequests(JsonMapper json) {
        return new CaseRequests(json);
    }
}
