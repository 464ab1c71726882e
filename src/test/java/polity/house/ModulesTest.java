// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;

import static org.assertj.core.api.Assertions.assertThat;

class ModulesTest {

    /** A Javadoc comment of one sentence: one full stop, at its end. */
    private static final Pattern ONE_SENTENCE = Pattern.compile("/\\*\\*\\s+([^.]|\\.\\S)+\\.\\s+\\*/");

    @Test
    void every_module_keeps_to_its_allowed_dependencies_and_none_depend_on_each_other_in_a_circle() {
        var violations = House.modules().detectViolations();
        House.require(
                "Spring Modulith refuses these. Use what the other module shows in public, list the module in"
                        + " allowedDependencies of your package-info.java if it is a lower one, or turn the dependency"
                        + " round with an interface of your own:",
                violations.getMessages());
    }

    @Test
    void every_module_folder_is_a_module_and_the_other_way_round() {
        List<String> folders = House.rooms().stream().map(Room::id).sorted().toList();
        List<String> modules = House.modules().stream()
                .map(module -> module.getIdentifier().toString())
                .sorted()
                .toList();
        assertThat(modules)
                .as("Each folder below kernel, systems and faces is one module whose @ApplicationModule id is"
                        + " \"<storey>.<folder>\"; write its package-info.java")
                .isEqualTo(folders)
                .contains("kernel.node");
    }

    @Test
    void no_class_names_a_module_that_stands_above_or_beside_it() {
        var violations = new ArrayList<String>();
        for (JavaClass type : House.classes()) {
            violations.addAll(refusals(type));
        }
        House.require("These classes name a module that they may not name:", violations);
    }

    private static List<String> refusals(JavaClass type) {
        return House.room(type).stream()
                .flatMap(room -> type.getDirectDependenciesFromSelf().stream()
                        .flatMap(dependency -> House.room(dependency.getTargetClass()).stream()
                                .flatMap(other -> room.refusalToName(other).stream())
                                .map(refusal -> type.getName() + " -> "
                                        + dependency.getTargetClass().getName() + ": " + refusal)))
                .distinct()
                .toList();
    }

    @Test
    void no_module_is_allowed_to_name_one_above_or_beside_it() {
        var violations = new ArrayList<String>();
        for (ApplicationModule module : House.modules()) {
            Room room = Room.ofId(module.getIdentifier().toString());
            for (String allowed : allowed(module)) {
                if (!House.rooms().contains(Room.ofId(allowed))) {
                    violations.add(room.id() + " allows " + allowed + ": there is no such module");
                }
                room.refusalToName(Room.ofId(allowed))
                        .ifPresent(refusal -> violations.add(room.id() + " allows " + allowed + ": " + refusal));
            }
        }
        House.require("Take these out of allowedDependencies:", violations);
    }

    private static List<String> allowed(ApplicationModule module) {
        return module.getBasePackage()
                .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                .map(annotation -> Stream.of(annotation.allowedDependencies()))
                .orElse(Stream.of())
                .map(each -> each.replaceFirst("\\s*::.*", ""))
                .toList();
    }

    @Test
    void every_module_of_the_kernel_has_its_place_in_the_order() {
        House.require(
                "A new module of the kernel gets its place in Room.KERNEL, in the design and an ADR:",
                House.rooms().stream()
                        .filter(room -> room.storey().equals("kernel"))
                        .map(Room::name)
                        .filter(name -> !Room.KERNEL.contains(name))
                        .toList());
    }

    @Test
    void every_module_says_what_it_is_and_is_flat() {
        var violations = new ArrayList<String>();
        for (Room room : House.rooms()) {
            Path folder = room.folder();
            Path file = folder.resolve("package-info.java");
            if (!Files.exists(file)) {
                violations.add(House.shown(folder) + " has no package-info.java");
                continue;
            }
            faults(room.id(), House.read(file)).forEach(fault -> violations.add(House.shown(file) + ": " + fault));
            House.list(folder).stream()
                    .filter(Files::isDirectory)
                    .map(below ->
                            House.shown(below) + ": a module is one flat package; make it a sibling or dissolve it")
                    .forEach(violations::add);
        }
        House.require("These modules aren't introduced as STYLE.md (Rooms) says:", violations);
    }

    private static List<String> faults(String id, String packageInfo) {
        var faults = new ArrayList<String>();
        if (!ONE_SENTENCE.matcher(packageInfo).find()) {
            faults.add("say in one sentence of Javadoc what the module is");
        }
        if (!packageInfo.contains("@NullMarked")) {
            faults.add("add @NullMarked");
        }
        if (!packageInfo.contains("id = \"" + id + "\"")) {
            faults.add("add @ApplicationModule(id = \"" + id + "\", ...)");
        }
        if (!packageInfo.contains("displayName = \"")) {
            faults.add("add a displayName");
        }
        if (!packageInfo.contains("allowedDependencies")) {
            faults.add("add allowedDependencies, {} if none; without it everything is allowed");
        }
        return faults;
    }

    @Test
    void the_order_refuses_what_it_should_and_nothing_else() {
        Room audit = new Room("kernel", "audit");
        Room node = new Room("kernel", "node");
        Room news = new Room("systems", "news");
        Room users = new Room("systems", "users");
        Room portal = new Room("faces", "portal");
        assertThat(audit.refusalToName(node)).isEmpty();
        assertThat(audit.refusalToName(audit)).isEmpty();
        assertThat(news.refusalToName(audit)).isEmpty();
        assertThat(portal.refusalToName(audit)).isEmpty();
        assertThat(node.refusalToName(audit))
                .hasValueSatisfying(why -> assertThat(why).contains("declare an interface in kernel.node"));
        assertThat(news.refusalToName(users)).isPresent();
        assertThat(portal.refusalToName(news)).isPresent();
        assertThat(audit.refusalToName(news)).isPresent();
        assertThat(news.refusalToName(portal)).isPresent();
        assertThat(new Room("faces", "desk").refusalToName(portal)).isPresent();
    }

    @Test
    void a_package_info_without_its_parts_is_refused() {
        assertThat(faults("kernel.x", """
                /** What it is, such as 1.5 things. */
                @NullMarked
                @ApplicationModule(id = "kernel.x", displayName = "X", allowedDependencies = {})
                package polity.kernel.x;
                """)).isEmpty();
        assertThat(faults("kernel.x", "/** One. Two. */ package polity.kernel.x;"))
                .hasSize(5);
    }
}
