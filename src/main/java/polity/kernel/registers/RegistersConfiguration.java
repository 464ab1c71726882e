// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.accounts.Accounts;
import polity.kernel.authority.SourceNames;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.node.Transactions;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;

@Configuration(proxyBeanMethods = false)
class RegistersConfiguration {

    /** Reads the folder registers/; a register that is refused keeps the program from starting, with the reason. */
    @Bean
    Declared declaredRegisters(NodeSettings settings) {
        var problems = new ArrayList<Problem>();
        Map<String, Register> registers = new TreeMap<>();
        for (Path folder : folders(settings.home().resolve("registers"))) {
            Path file = folder.resolve("register.yaml");
            String name = folder.getFileName() + "/register.yaml";
            try {
                Register register = new RegisterFile(Declaration.read(Files.readString(file), name, problems)).read();
                registers.put(register.code(), register);
            } catch (IOException e) {
                throw new CannotStart("The file " + file + " can't be read: " + e.getMessage() + ".", e);
            }
        }
        if (!problems.isEmpty()) {
            throw new CannotStart("Registers are refused:\n  "
                    + String.join(
                            "\n  ", problems.stream().map(Problem::toString).toList()));
        }
        return new Declared(registers);
    }

    @Bean
    Registers registers(Declared declared, JdbcClient jdbc, JsonMapper json) {
        return new Registers(jdbc, json, declared.registers());
    }

    @Bean
    OpenRegisters openRegisters(
            JdbcClient jdbc,
            JsonMapper json,
            Registers registers,
            Declared declared,
            Transactions transactions,
            NodeSettings settings) {
        return new OpenRegisters(jdbc, json, registers, declared.registers(), transactions, settings);
    }

    @Bean
    SourceNames registerNames(Declared declared) {
        return (source, language) -> Optional.ofNullable(declared.registers().get(source))
                .map(register -> RegisterField.inLanguage(register.name(), language));
    }

    @Bean
    SampleEntries sampleEntries(
            NodeSettings settings,
            Registers registers,
            Declared declared,
            Accounts accounts,
            Transactions transactions,
            Vocabulary vocabulary) {
        return new SampleEntries(
                settings,
                registers,
                declared.registers(),
                accounts,
                transactions,
                vocabulary.words("page", Language.EN).zone());
    }

    /** All registers by their codes. */
    record Declared(Map<String, Register> registers) {}

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(each -> Files.exists(each.resolve("register.yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotStart("The folder " + folder + " can't be read: " + e.getMessage() + ".", e);
        }
    }
}
