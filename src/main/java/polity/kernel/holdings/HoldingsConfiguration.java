// SPDX-License-Identifier: Apache-2.0
package polity.kernel.holdings;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import polity.kernel.audit.Audit;
import polity.kernel.authority.Authority;
import polity.kernel.cases.Cases;
import polity.kernel.identity.Identity;
import polity.kernel.node.Transactions;
import polity.kernel.registers.Registers;

@Configuration(proxyBeanMethods = false)
class HoldingsConfiguration {

    @Bean
    Holdings holdings(
            Transactions transactions,
            Registers registers,
            Cases cases,
            Identity identity,
            Authority authority,
            Audit audit,
            InstantSource clock) {
        return new Holdings(transactions, registers, cases, identity, authority, audit, clock);
    }
}
