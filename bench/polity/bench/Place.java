// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/** Where a measurement works: the program, and folders of its own that are gone afterwards. */
final class Place implements AutoCloseable {

    private final Path home;
    private final List<Path> folders = new ArrayList<>();

    Place(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    Path home() {
        return home;
    }

    Path launcher() {
        return home.resolve("polity");
    }

    Path folder(String name) throws IOException {
        Path parent = home.resolve("target/bench");
        Files.createDirectories(parent);
        Path folder = Files.createTempDirectory(parent, name);
        folders.add(folder);
        return folder;
    }

    /** Settings of a node in this process that serves the public and does the work behind it, on free ports. */
    NodeSettings settings(Path data) {
        return settings(data, EnumSet.of(Zone.PUBLIC, Zone.JOBS), Optional.empty());
    }

    /** Settings of another one that does the work behind it too, on the database of the one with this data folder. */
    NodeSettings beside(Path data) throws IOException {
        Path own = folder("beside");
        copy(data, own, "keys");
        for (Zone zone : List.of(Zone.MANAGEMENT, Zone.JOBS)) {
            copy(data, own, "secrets/" + zone.role());
        }
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        return settings(
                own,
                EnumSet.of(Zone.MANAGEMENT, Zone.JOBS),
                Optional.of("jdbc:postgresql://127.0.0.1:" + port.strip() + "/postgres"));
    }

    /** A file, or a folder of files, where there is one. */
    private static void copy(Path from, Path to, String name) throws IOException {
        if (Files.notExists(from.resolve(name))) {
            return;
        }
        Files.createDirectories(to.resolve(name).getParent());
        try (Stream<Path> all = Files.walk(from.resolve(name))) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private NodeSettings settings(Path data, Set<Zone> zones, Optional<String> database) {
        var ports = new EnumMap<Zone, Integer>(Zone.class);
        zones.forEach(zone -> ports.put(zone, 0));
        return new NodeSettings(
                home,
                data,
                ports,
                zones,
                database,
                Optional.empty(),
                true,
                NodeSettings.exchangeKeys(data, true),
                URI.create("http://localhost:8080"));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Leaves the folders, and says where they are: a measurement failed, and they hold the reason. */
    void keep() {
        folders.forEach(folder -> System.err.println("What is left of the measurement: " + folder));
        folders.clear();
    }

    @Override
    public void close() throws IOException {
        for (Path folder : folders) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
