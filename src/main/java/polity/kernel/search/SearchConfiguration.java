// SPDX-License-Identifier: Apache-2.0
package polity.kernel.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    /** Whoever has texts to be found has an index of its own. */
    @Bean
    @Scope("prototype")
    TextIndex textIndex() {
        return new TextIndex();
    }
}
