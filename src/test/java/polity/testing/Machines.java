// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import polity.kernel.node.Node;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/** Several machines of one installation, each a folder within an empty one of the test's own. */
public final class Machines {

    private final Path folder =
            Path.of("target", "test-data", UUID.randomUUID().toString()).toAbsolutePath();

    /** What is kept on a machine. */
    public Path path(String machine) {
        return folder.resolve(machine);
    }

    /** Settings of a node on a machine, on free ports; without an address it brings its own data base. */
    public NodeSettings settings(
            String machine, Optional<String> databaseUrl, Optional<String> adminUrl, Zone... zones) {
        NodeSettings usual = RunningPolity.settings(path(machine));
        Set<Zone> served = EnumSet.copyOf(Arrays.asList(zones));
        var ports = new EnumMap<Zone, Integer>(Zone.class);
        served.forEach(zone -> ports.put(zone, 0));
        return new NodeSettings(
                usual.home(),
                usual.data(),
                ports,
                served,
                databaseUrl,
                adminUrl,
                true,
                usual.exchangeKeys(),
                usual.publicAddress());
    }

    /** What an operator copies from one machine to another: a file or a folder. */
    public void copy(String from, String to, String name) throws IOException {
        List<Path> all;
        try (var tree = Files.walk(path(from).resolve(name))) {
            all = tree.toList();
        }
        for (Path each : all) {
            Path target = path(to).resolve(path(from).relativize(each).toString());
            Files.createDirectories(target.getParent());
            Files.copy(each, target);
        }
    }

    public static URI address(Node node, Zone zone, String path) {
        return URI.create("http://localhost:" + node.port(zone) + path);
    }
}
