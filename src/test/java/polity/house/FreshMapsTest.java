// SPDX-License-Identifier: Apache-2.0
package polity.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.DependencyDepth;

import static org.assertj.core.api.Assertions.assertThat;

/** With {@code -Dpolity.docs=write} draws the maps; otherwise holds those that are there to what the code is now. */
class FreshMapsTest {

    private static final Path FOLDER = House.ROOT.resolve("docs/modules");

    @Test
    void the_maps_show_the_house_as_it_is() {
        ModuleMap map = ModuleMap.ofTheHouse();
        Map<String, String> drawn = Map.of("README.md", map.table(), "modules.svg", map.picture());
        if ("write".equals(System.getProperty("polity.docs"))) {
            drawn.forEach(FreshMapsTest::write);
        }
        House.require("The maps in docs/modules are out of date; type: ./polity docs", stale(FOLDER, drawn));
    }

    private static void write(String name, String content) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> stale(Path folder, Map<String, String> drawn) {
        var stale = new ArrayList<String>();
        drawn.forEach((name, content) -> {
            Path file = folder.resolve(name);
            if (!Files.exists(file) || !House.read(file).equals(content)) {
                stale.add(House.shown(file));
            }
        });
        return stale;
    }

    @Test
    void the_map_and_spring_modulith_see_the_same_dependencies() {
        ModuleMap map = ModuleMap.ofTheHouse();
        for (ApplicationModule module : House.modules()) {
            List<String> named = module.getDependencies(House.modules(), DependencyDepth.IMMEDIATE)
                    .uniqueModules()
                    .map(each -> each.getIdentifier().toString())
                    .toList();
            assertThat(map.rests().get(module.getIdentifier().toString()))
                    .as(module.getIdentifier().toString())
                    .containsAll(named);
        }
    }

    @Test
    void a_map_of_yesterday_is_found_and_a_dependency_upwards_is_seen() {
        var map = new ModuleMap(
                List.of("kernel.node", "kernel.page"),
                new TreeMap<>(
                        Map.of("kernel.node", new TreeSet<>(List.of("kernel.page")), "kernel.page", new TreeSet<>())),
                Map.of("kernel.node", "A | B.", "kernel.page", "C."));
        assertThat(map.table())
                .contains("| `kernel.node` | A \\| B. | page | — |")
                .contains("| `kernel.page` | C. | — | node |");
        assertThat(map.picture()).contains("class=\"up\"").contains("<title>kernel.node names kernel.page</title>");
        assertThat(stale(FOLDER, Map.of("README.md", "of yesterday"))).containsExactly("docs/modules/README.md");
    }
}
