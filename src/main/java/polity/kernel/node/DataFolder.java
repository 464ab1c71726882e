// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/** The folder that holds all that this node keeps, locked for one running program. */
final class DataFolder implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    static DataFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            if (Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES) {
                throw new CannotStart("Less than 256 MB are free where the data folder " + folder
                        + " is; free some space first. Nothing was changed.");
            }
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new CannotStart("Another Polity runs on the data folder " + folder
                        + "; end it with ./polity stop, or set POLITY_DATA to another folder.");
            }
            Files.writeString(
                    folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
            return new DataFolder(folder, channel, lock);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + folder + " can't be used: " + e.getMessage() + ".", e);
        }
    }

    /** Whether a program runs on the folder. */
    static boolean isHeld(Path folder) {
        Path file = folder.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock == null;
        } catch (IOException e) {
            throw new CannotStart("The data folder " + folder + " can't be used: " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Whether there is a secret of this name. */
    boolean hasSecret(String name) {
        return Files.exists(folder.resolve("secrets").resolve(name));
    }

    /** A secret that another node has made. */
    String givenSecret(String name) {
        if (!hasSecret(name)) {
            throw new CannotStart("This node lacks the password of the database role " + name + ": copy secrets/" + name
                    + " from the data folder of the node that migrates the data base into " + folder + ".");
        }
        return secret(name);
    }

    /** A secret of this name: read, or made on its first use. Only the owner of the folder can read it. */
    String secret(String name) {
        Path file = folder.resolve("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String secret = HexFormat.of().formatHex(random);
            Path written = Files.createTempFile(file.getParent(), name, ".new");
            Files.writeString(written, secret, StandardOpenOption.SYNC);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException e) {
            throw new CannotStart("The secret " + file + " can't be read or written: " + e.getMessage() + ".", e);
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("pid"));
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
