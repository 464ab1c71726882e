// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner may read, written so that a crash leaves all of them or none. */
final class KeyFiles {
    private static final String MAKING = ".making-";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private KeyFiles() {}

    /**
     * Makes a folder with these files, or nothing: it is filled beside its place and renamed into it. When somebody else
     * has made it meanwhile, theirs stays.
     */
    static void create(Path folder, Map<String, byte[]> files, Instant now) throws IOException {
        var parent = parent(folder);
        Files.createDirectories(parent, owner(parent, "rwx------"));
        sweep(parent, now);
        var making = Files.createTempDirectory(parent, MAKING, owner(parent, "rwx------"));
        try {
            for (var file : files.entrySet()) {
                write(making.resolve(file.getKey()), file.getValue());
            }
            force(making);
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
        } catch (FileSystemException e) {
            remove(making);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Replaces one file: its old bytes or its new ones, never a mixture. */
    static void replace(Path file, byte[] bytes) throws IOException {
        var parent = parent(file);
        var making = parent.resolve(MAKING + UUID.randomUUID());
        write(making, bytes);
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        force(parent);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, owner(file, "rw-------"))) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static Path parent(Path path) {
        return path.toAbsolutePath().resolveSibling("");
    }

    private static FileAttribute<?>[] owner(Path near, String permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void force(Path folder) throws IOException {
        // Only POSIX systems let a folder be opened; the others write renames through.
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** What a crash left over; younger ones may be another node's that is at work. */
    private static void sweep(Path parent, Instant now) throws IOException {
        try (var entries = Files.newDirectoryStream(parent, MAKING + "*")) {
            for (var entry : entries) {
                try {
                    if (Files.getLastModifiedTime(entry).toInstant().isBefore(now.minus(ABANDONED))) {
                        remove(entry);
                    }
                } catch (NoSuchFileException _) {
                    // Its maker has renamed it into its place since the folder was listed.
                }
            }
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var entries = Files.newDirectoryStream(path)) {
                for (var entry : entries) {
                    Files.delete(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
