// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

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
