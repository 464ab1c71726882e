// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The embedded PostgreSQL: binaries from the jar, data in the data folder, reachable on loopback with a password only.
 * A first start is completed aside and renamed, so that a kill at any moment leaves either nothing or a whole cluster.
 */
final class PostgresServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String VERSION = "18.6.0";
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(15);

    /** Durability is never traded; the rest is sized for one machine that also runs the program. */
    private static final Map<String, String> CONFIGURATION = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("io_method", "worker"),
            Map.entry("io_workers", "2"),
            Map.entry("shared_buffers", "192MB"),
            Map.entry("max_connections", "80"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "10min"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("idle_in_transaction_session_timeout", "60s"),
            Map.entry("log_min_messages", "warning")));

    private final Path binaries;
    private final Path cluster;
    private final Path log;
    private final String password;
    private final int port;

    private PostgresServer(Path binaries, Path cluster, Path log, String password, int port) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.log = log;
        this.password = password;
        this.port = port;
    }

    static PostgresServer start(DataFolder data) {
        try {
            var server = new PostgresServer(
                    unpack(data.resolve("runtime")),
                    data.resolve("postgres"),
                    data.resolve("postgres.log"),
                    data.secret("database-admin"),
                    freePort());
            server.initialise(data.resolve("postgres.new"));
            server.endLeftOver();
            server.launch();
            return server;
        } catch (IOException e) {
            throw new CannotStart("The embedded database can't start: " + e.getMessage() + ".", e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String adminUrl() {
        return url() + "?user=postgres&password=" + password;
    }

    private void initialise(Path aside) throws IOException {
        DataFolder.delete(aside);
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            return;
        }
        if (Files.exists(cluster)) {
            throw new CannotStart("The folder " + cluster
                    + " holds no database (PG_VERSION is missing); restore it from a backup, or move it away to begin"
                    + " anew. Nothing was changed.");
        }
        Path passwordFile = Files.createTempFile(
                "polity", ".pw", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            int exit = run(
                    "initdb",
                    "-D",
                    aside.toString(),
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--locale-provider=icu",
                    "--icu-locale=und",
                    "--locale=C",
                    "--data-checksums",
                    // The password is 256 random bits: stretching it would only make each connection slower.
                    "--set=scram_iterations=1");
            if (exit != 0) {
                throw new CannotStart("A new database could not be laid out in " + aside + ": " + lastWords());
            }
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(aside, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** After kill -9 of the program its server lives on, with old settings: it is ended before a new one begins. */
    private void endLeftOver() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> leftOver = Files.readAllLines(pidFile).stream()
                .findFirst()
                .filter(line -> line.matches("\\d+"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (leftOver.isPresent()) {
            LOG.info("Ending the database server that an earlier run left behind");
            run("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60", "stop");
        }
    }

    private void launch() throws IOException {
        var options = new StringBuilder("-p ").append(port);
        CONFIGURATION.forEach((name, value) ->
                options.append(" -c ").append(name).append('=').append(value.isEmpty() ? "''" : value));
        long logged = Files.exists(log) ? Files.size(log) : 0;
        int exit = run(
                "pg_ctl",
                "-D",
                cluster.toString(),
                "-l",
                log.toString(),
                "-o",
                options.toString(),
                "-w",
                "-t",
                Long.toString(LONGEST_RECOVERY.toSeconds()),
                "start");
        if (exit != 0) {
            throw new CannotStart("The database in " + cluster + " did not start: " + lastWords(logged)
                    + " Nothing was changed; see " + log + ", or restore a backup.");
        }
    }

    @Override
    public void close() {
        // What a failing start has stopped is not stopped again when the rest is taken down.
        if (!Files.exists(cluster.resolve("postmaster.pid"))) {
            return;
        }
        try {
            run("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "120", "stop");
        } catch (IOException e) {
            LOG.error("The database server could not be stopped", e);
        }
    }

    private String lastWords() {
        return lastWords(0);
    }

    private String lastWords(long from) {
        try {
            byte[] all = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
            String said = new String(
                    all,
                    (int) Math.min(from, all.length),
                    (int) Math.max(0, all.length - from),
                    StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("initdb: error"))
                    .reduce((_, last) -> last)
                    .map(line -> line.replaceFirst("^.*?(FATAL|PANIC|error): *", "") + ".")
                    .orElse("it gave no reason.");
        } catch (IOException e) {
            return "its log can't be read (" + e.getMessage() + ").";
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it sees another user. */
    private int run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("polity", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            int exit = process.waitFor();
            String said = Files.readString(output).strip();
            if (exit != 0 && !said.isEmpty()) {
                LOG.debug("{} said: {}", program, said);
                Files.writeString(log, said + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " ran", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path unpack(Path runtime) throws IOException {
        Path unpacked = runtime.resolve("postgres-" + VERSION);
        if (Files.exists(unpacked)) {
            return unpacked;
        }
        Files.createDirectories(runtime);
        Path aside = Files.createTempDirectory(runtime, "unpacking");
        String archive = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream jar = PostgresServer.class.getResourceAsStream(archive)) {
            if (jar == null) {
                throw new CannotStart("There is no embedded PostgreSQL for this kind of machine (" + architecture()
                        + "); set POLITY_DATABASE_URL to one of yours.");
            }
            extract(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(jar))), aside);
        }
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(aside, unpacked, StandardCopyOption.ATOMIC_MOVE);
        return unpacked;
    }

    private static void extract(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive of PostgreSQL names a file outside of it");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, target);
                boolean executable = (entry.getMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static String architecture() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> machine;
        };
    }
}
