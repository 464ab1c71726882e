// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.time.InstantSource;
import java.util.Optional;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.authority.SourceNames;
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
    OpenRegisters openRegisters(
            JdbcClient jdbc,
            JsonMapper json,
            Registers registers,
            DeclaredRegisters declared,
            Transactions transactions,
            NodeSettings settings) {
        return new OpenRegisters(jdbc, json, registers, declared.all(), transactions, settings);
    }

    @Bean
    SourceNames registerNames(DeclaredRegisters declared) {
        return (source, language) -> Optional.ofNullable(declared.all().get(source))
                .map(register -> RegisterField.inLanguage(register.name(), language));
    }

    @Bean
    SampleEntries sampleEntries(
            NodeSettings settings,
            Registers registers,
            DeclaredRegisters declared,
            Accounts accounts,
            Transactions transactions,
            Vocabulary vocabulary,
            InstantSource clock) {
        return new SampleEntries(
                settings,
                registers,
                declared.all(),
                accounts,
                transactions,
                vocabulary.words("page", Language.EN).zone(),
                clock);
    }
}
