// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

@Configuration(proxyBeanMethods = false)
class RegistersConfiguration {

    /** A register that is refused keeps the program from starting, with the reason. */
    @Bean
    DeclaredRegisters declaredRegisters(NodeSettings settings) {
        return DeclaredRegisters.in(settings.home());
    }

    @Bean
    Registers registers(DeclaredRegisters declared, JdbcClient jdbc, JsonMapper json) {
        return new Registers(jdbc, json, declared.all());
    }

    @Bean
    SampleEntries sampleEntries(
            NodeSettings settings,
            Registers registers,
            DeclaredRegisters declared,
            Accounts accounts,
            Transactions transactions,
            Vocabulary vocabulary) {
        return new SampleEntries(
                settings,
                registers,
                declared.all(),
                accounts,
                transactions,
                vocabulary.words("page", Language.EN).zone());
    }
}
