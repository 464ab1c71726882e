// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

/** The registers that the folder {@code registers/} declares; what is in them is another matter. */
public final class DeclaredRegisters {

    private final Map<String, Register> registers;

    DeclaredRegisters(Map<String, Register> registers) {
        this.registers = Map.copyOf(registers);
    }

    /**
     * Reads the folder.
     *
     * @param home the folder that holds it
     * @throws CannotStart with all reasons, when one is refused
     */
    public static DeclaredRegisters in(Path home) {
        var problems = new ArrayList<Problem>();
        Map<String, Register> registers = new TreeMap<>();
        for (Path folder : folders(home.resolve("registers"))) {
            Path file = folder.resolve("register.yaml");
            String name = folder.getFileName() + "/register.yaml";
            try {
                Register register = new RegisterFile(Declaration.read(Files.readString(file), name, problems)).read();
                registers.put(register.code(), register);
            } catch (IOException e) {
                throw new CannotStart("The file " + file + " can't be read: " + e.getMessage() + ".", e);
            }
        }
        registers
                .values()
                .forEach(register -> register.refers().forEach((field, other) -> {
                    if (!registers.containsKey(other) || !registers.get(other).listed()) {
                        problems.add(new Problem(
                                register.code() + "/register.yaml",
                                1,
                                "the field " + field + " names the register " + other
                                        + ", which isn't there or isn't listed"));
                    }
                }));
        if (!problems.isEmpty()) {
            throw new CannotStart("Registers are refused:\n  "
                    + String.join(
                            "\n  ", problems.stream().map(Problem::toString).toList()));
        }
        return new DeclaredRegisters(registers);
    }

    /** The fields of a register; absent when there is no such register. */
    public Optional<Set<String>> fields(String register) {
        return Optional.ofNullable(registers.get(register))
                .map(found -> found.fields().keySet());
    }

    /** The fields of a register that anybody may read. */
    public Set<String> open(String register) {
        return Optional.ofNullable(registers.get(register))
                .map(found -> Set.copyOf(found.publicFields()))
                .orElse(Set.of());
    }

    /** The fields of a register that are whole numbers. */
    public Set<String> integers(String register) {
        return Optional.ofNullable(registers.get(register)).map(Register::fields).orElse(Map.of()).values().stream()
                .filter(field -> field.type() == RegisterField.Type.INTEGER)
                .map(RegisterField::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether services give its entries. */
    public boolean given(String register) {
        return Optional.ofNullable(registers.get(register)).map(Register::given).orElse(false);
    }

    /** The fields without which a register takes no entry. */
    public Set<String> key(String register) {
        return Optional.ofNullable(registers.get(register))
                .map(found -> Set.copyOf(found.key()))
                .orElse(Set.of());
    }

    /** Whether entries may be looked up by exactly these fields. */
    public boolean findsBy(String register, Set<String> fields) {
        return Optional.ofNullable(registers.get(register))
                .flatMap(found -> found.lookUp(fields))
                .isPresent();
    }

    /** The declared look-ups of a register, in words. */
    public String lookUps(String register) {
        return Optional.ofNullable(registers.get(register))
                .map(found -> String.join(
                        "; ",
                        found.lookUps().stream()
                                .map(fields -> String.join(", ", fields))
                                .toList()))
                .orElse("");
    }

    Map<String, Register> all() {
        return registers;
    }

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
