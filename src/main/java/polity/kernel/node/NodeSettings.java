// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.net.URI;
import java.nio.file.Files;
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
 * @param exchangeKeys folder of the key and certificate of the zone EXCHANGE and of the authorities that it trusts
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
        Path exchangeKeys,
        URI publicAddress) {

    private static final Map<Zone, Integer> USUAL_PORTS =
            Map.of(Zone.PUBLIC, 8080, Zone.DESK, 8081, Zone.EXCHANGE, 8443, Zone.MANAGEMENT, 8090);

    /** Reads the environment and the command line: {@code demo|run [--zones public,desk]}. */
    public static NodeSettings of(Map<String, String> environment, List<String> arguments) {
        var ports = new EnumMap<Zone, Integer>(Zone.class);
        USUAL_PORTS.forEach((zone, usual) -> ports.put(zone, port(environment, zone, usual)));
        boolean demonstration = arguments.contains("demo");
        Path data = absolute(Path.of(environment.getOrDefault("POLITY_DATA", "data")));
        Path exchangeKeys = Optional.ofNullable(environment.get("POLITY_EXCHANGE_KEYS"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> absolute(Path.of(folder)))
                .orElseGet(() -> exchangeKeys(data, demonstration));
        return new NodeSettings(
                absolute(Path.of(System.getProperty("polity.home", ""))),
                data,
                ports,
                zones(arguments, demonstration, exchangeKeys),
                Optional.ofNullable(environment.get("POLITY_DATABASE_URL")).filter(url -> !url.isBlank()),
                Optional.ofNullable(environment.get("POLITY_DATABASE_ADMIN_URL"))
                        .filter(url -> !url.isBlank()),
                demonstration,
                exchangeKeys,
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

    /** Where the keys of the private line are unless somebody says otherwise; those of a demonstration are apart. */
    public static Path exchangeKeys(Path data, boolean demonstration) {
        return data.resolve(demonstration ? "exchange-demonstration" : "exchange");
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** A demonstration makes the keys of the private line; a real node has that zone where its operator put them. */
    private static Set<Zone> zones(List<String> arguments, boolean demonstration, Path exchangeKeys) {
        boolean hasLine = demonstration || Files.isDirectory(exchangeKeys);
        int at = arguments.indexOf("--zones");
        if (at < 0) {
            return hasLine ? EnumSet.allOf(Zone.class) : EnumSet.complementOf(EnumSet.of(Zone.EXCHANGE));
        }
        if (at + 1 >= arguments.size()) {
            throw new CannotStart("--zones needs a list, like --zones public,management.");
        }
        var chosen = EnumSet.noneOf(Zone.class);
        for (String name : Arrays.asList(arguments.get(at + 1).split(",", -1))) {
            chosen.add(Arrays.stream(Zone.values())
                    .filter(zone -> zone.name().equals(name.trim().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new CannotStart("There is no zone \"" + name
                            + "\"; choose from public, desk, exchange, management, jobs.")));
        }
        if (chosen.stream().noneMatch(Zone::listens)) {
            throw new CannotStart("A node needs a zone with a listener: public, desk, exchange or management.");
        }
        if (chosen.contains(Zone.EXCHANGE) && !hasLine) {
            throw new CannotStart("The exchange zone has no keys: put key.pem, certificate.pem and partners.pem into "
                    + exchangeKeys + ", or leave exchange out of --zones.");
        }
        return chosen;
    }
}
