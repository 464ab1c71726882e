// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisibilityTest {

    /** Its parameter records are what every other module composes pages from: docs/adr/0015. */
    private static final String COMPONENTS = "kernel.page";

    /** What they offer is a vocabulary of small types rather than one facade: docs/adr/0004, to be narrowed. */
    private static final Set<String> VOCABULARIES =
            Set.of("kernel.node", "kernel.files", "kernel.forms", "kernel.catalogue", "kernel.documents");

    private static final int MOST_FILES = 25;
    private static final int MOST_LINES = 400;

    /** Words that say nothing about what a thing is. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            "Impl", "Manager", "Util", "Utils", "Utility", "Helper", "Helpers", "Dto", "Common", "Base", "Abstract");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    @Test
    void at_most_half_of_a_modules_types_are_public() {
        var modules = new TreeMap<String, List<JavaClass>>();
        for (JavaClass type : House.classes()) {
            House.room(type)
                    .filter(_ -> counts(type))
                    .ifPresent(room -> modules.computeIfAbsent(room.id(), _ -> new ArrayList<>())
                            .add(type));
        }
        assertThat(modules).containsKey("kernel.node");
        House.require(
                "Public are ids, past-tense events, one facade and extension interfaces. Make the others package-private:",
                modules.entrySet().stream()
                        .filter(module -> !module.getKey().equals(COMPONENTS))
                        .filter(module -> !VOCABULARIES.contains(module.getKey()))
                        .filter(module -> tooOpen(module.getValue()))
                        .map(VisibilityTest::told)
                        .toList());
    }

    private static boolean counts(JavaClass type) {
        return type.isTopLevelClass()
                && !House.isGenerated(type)
                && !type.getSimpleName().equals("package-info");
    }

    private static boolean tooOpen(Collection<JavaClass> types) {
        return open(types).size() * 2 > types.size();
    }

    private static List<String> open(Collection<JavaClass> types) {
        return types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();
    }

    private static String told(Map.Entry<String, List<JavaClass>> module) {
        List<String> open = open(module.getValue());
        return "%s: %d of %d types are public: %s"
                .formatted(module.getKey(), open.size(), module.getValue().size(), String.join(", ", open));
    }

    @Test
    void a_module_of_more_than_25_files_becomes_two() {
        House.require(
                "Split these by noun into sibling modules, never into layers or sub-packages:",
                House.rooms().stream()
                        .filter(room -> !room.id().equals(COMPONENTS))
                        .filter(room -> sources(room.folder()).size() > MOST_FILES)
                        .map(room -> House.shown(room.folder()) + ": "
                                + sources(room.folder()).size() + " files, at most " + MOST_FILES)
                        .toList());
    }

    private static List<Path> sources(Path folder) {
        return House.list(folder).stream()
                .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                .toList();
    }

    @Test
    void no_file_is_longer_than_400_lines() {
        House.require(
                "Give what belongs together in these a type and a file of its own (at most 400 lines):",
                House.files(".java", ".jte", ".mjs", ".js", ".ts", ".scss", ".sh", "polity", "build").stream()
                        .filter(file -> House.lines(file).size() > MOST_LINES)
                        .map(file ->
                                House.shown(file) + ": " + House.lines(file).size() + " lines")
                        .toList());
    }

    @Test
    void no_type_has_a_name_that_says_nothing() {
        House.require(
                "Name these after what they are in the words of CONTEXT.md, without " + EMPTY_WORDS + ":",
                House.files(".java").stream()
                        .filter(file ->
                                saysNothing(file.getFileName().toString().replace(".java", "")))
                        .map(House::shown)
                        .toList());
    }

    private static boolean saysNothing(String name) {
        return WORD.splitAsStream(name).anyMatch(EMPTY_WORDS::contains);
    }

    @Test
    void names_and_openness_are_told_apart() {
        assertThat(List.of("AuditManager", "BaseRegister", "AbstractJob", "OutboxImpl", "SQLHelper", "CaseDto"))
                .allMatch(VisibilityTest::saysNothing);
        assertThat(List.of("Database", "Base64Text", "Abstraction", "Commons", "Dtos"))
                .noneMatch(VisibilityTest::saysNothing);
        var types = House.classes(House.class, Room.class, polity.testing.RunningPolity.class);
        assertThat(tooOpen(types.stream().toList())).isFalse();
        assertThat(tooOpen(types.stream()
                        .filter(type -> !type.isEquivalentTo(House.class) && !type.isEquivalentTo(Room.class))
                        .toList()))
                .isTrue();
    }
}
