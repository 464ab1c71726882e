// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator sets.
 *
 * @param home folder of the services, registers and demonstration data that are the configuration
 * @param data folder of the database, files and keys
 * @param ports port by zone; 0 takes a free one
 * @param zones the zones that this node serves
 * @param databaseUrl JDBC address of an external PostgreSQL, without user; absent: the embedded one
 * @param databaseAdminUrl JDBC address with the user and password that migrate the external PostgreSQL
 * @param demonstration whether sample data and sample accounts are wanted
 * @param publicAddress address under which citizens reach the public zone, no slash at its end
 */
public record NodeSettings(
        Path home,
        Path data,
        Map<Zone, Integer> ports,
        Set<Zone> zones,
        Optional<String> databaseUrl,
        Optional<String> databaseAdminUrl,
        boolean demonstration,
        URI publicAddress) {

    private static final Map<Zone, Integer> USUAL_PORTS =
            Map.of(Zone.PUBLIC, 8080, Zone.DESK, 8081, Zone.MANAGEMENT, 8090);

    /** Reads the environment and the command line: {@code demo|run [--zones public,desk]}. */
    public static NodeSettings of(Map<String, String> environment, List<String> arguments) {
        var ports = new EnumMap<Zone, Integer>(Zone.class);
        USUAL_PORTS.forEach((zone, usual) -> ports.put(zone, port(environment, zone, usual)));
        return new NodeSettings(
                Path.of(System.getProperty("polity.home", "")).toAbsolutePath().normalize(),
                Path.of(environment.getOrDefault("POLITY_DATA", "data"))
                        .toAbsolutePath()
                        .normalize(),
                ports,
                zones(arguments),
                Optional.ofNullable(environment.get("POLITY_DATABASE_URL")).filter(url -> !url.isBlank()),
                Optional.ofNullable(environment.get("POLITY_DATABASE_ADMIN_URL"))
                        .filter(url -> !url.isBlank()),
                arguments.contains("demo"),
                URI.create(environment.getOrDefault(
                        "POLITY_PUBLIC_ADDRESS", "http://localhost:" + ports.get(Zone.PUBLIC))));
    }

    /** The zones of this node that have a listener, in the order of their kind. */
    List<Zone> listening() {
        return zones.stream().filter(Zone::listens).sorted().toList();
    }

    int port(Zone zone) {
        return ports.getOrDefault(zone, 0);
    }

    private static int port(Map<String, String> environment, Zone zone, int usual) {
        String name = "POLITY_" + zone + "_PORT";
        String value = environment.getOrDefault(name, Integer.toString(usual));
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new CannotStart(name + " is \"" + value + "\"; give a port number from 0 to 65535.");
        }
        return Integer.parseInt(value);
    }

    private static Set<Zone> zones(List<String> arguments) {
        int at = arguments.indexOf("--zones");
        if (at < 0) {
            var all = EnumSet.copyOf(USUAL_PORTS.keySet());
            all.add(Zone.JOBS);
            return all;
        }
        if (at + 1 >= arguments.size()) {
            throw new CannotStart("--zones needs a list, like --zones public,management.");
        }
        var chosen = EnumSet.noneOf(Zone.class);
        for (String name : Arrays.asList(arguments.get(at + 1).split(",", -1))) {
            chosen.add(USUAL_PORTS.keySet().stream()
                    .filter(zone -> zone.name().equals(name.trim().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseGet(() -> {
                        if (name.trim().equalsIgnoreCase("jobs")) {
                            return Zone.JOBS;
                        }
                        throw new CannotStart(
                                "There is no zone \"" + name + "\"; choose from public, desk, management, jobs.");
                    }));
        }
        if (chosen.stream().noneMatch(Zone::listens)) {
            throw new CannotStart("A node needs a zone with a listener: public, desk or management.");
        }
        return chosen;
    }
}
