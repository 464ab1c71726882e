// SPDX-License-Identifier: Apache-2.0
package polity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program on free ports and a data folder of its own. */
final class Server implements AutoCloseable {

    private static final long LONGEST_START_SECONDS = 300;

    private final List<String> command;
    private final Path data;
    private final int port;
    private final int deskPort;
    private final Map<String, String> environment;
    private boolean running;

    /** One that is started by its launcher, as anybody would. */
    Server(Place place, Path data) throws IOException {
        this(List.of(place.launcher().toString(), "demo", "--detach"), data);
    }

    private Server(List<String> command, Path data) throws IOException {
        this.command = command;
        this.data = data;
        this.port = Place.freePort();
        this.deskPort = Place.freePort();
        this.environment = Map.of(
                "POLITY_DATA", data.toString(),
                "POLITY_PUBLIC_PORT", Integer.toString(port),
                "POLITY_PUBLIC_ADDRESS", "http://localhost:" + port,
                "POLITY_DESK_PORT", Integer.toString(deskPort),
                "POLITY_EXCHANGE_PORT", Integer.toString(Place.freePort()),
                "POLITY_MANAGEMENT_PORT", Integer.toString(Place.freePort()));
    }

    /** One that is started from the classes that this program itself was started from. */
    static Server ofClasses(Path home, Path data) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new Server(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dpolity.home=" + home,
                        "-cp",
                        classes,
                        "polity.Polity",
                        "demo"),
                data);
    }

    /** Starts and returns how many seconds passed from the command to the first byte of the first page. */
    double start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process launcher = launch();
        running = true;
        long deadline = began + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (System.nanoTime() < deadline) {
            try (var client = new Client("localhost", port)) {
                if (client.get("/").status() == 200) {
                    double seconds = (System.nanoTime() - began) / 1e9;
                    if (command.contains("--detach")) {
                        launcher.waitFor();
                    }
                    return seconds;
                }
            } catch (IOException _) {
                if (!launcher.isAlive() && launcher.exitValue() != 0) {
                    break;
                }
            }
            Thread.sleep(10);
        }
        throw new BenchFailed("the program did not start: " + Files.readString(data.resolve("launcher.log")));
    }

    /** Ends it as {@code ./polity stop} does. */
    void stop() throws IOException {
        if (running) {
            running = false;
            Optional<ProcessHandle> program = ProcessHandle.of(processes().getFirst());
            program.ifPresent(ProcessHandle::destroy);
            program.ifPresent(process -> process.onExit().join());
        }
    }

    /** Whom a crash takes. */
    enum Victim {
        PROGRAM,
        DATABASE,
        BOTH
    }

    /** Ends processes at once, by kill -9, and returns when they are gone. */
    void kill(Victim victim) throws IOException {
        List<Long> all = processes();
        List<Long> chosen = switch (victim) {
            case PROGRAM -> all.subList(0, 1);
            case DATABASE -> all.subList(1, all.size());
            case BOTH -> all;
        };
        List<ProcessHandle> processes =
                chosen.stream().map(ProcessHandle::of).flatMap(Optional::stream).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        running = victim == Victim.DATABASE;
    }

    private Process launch() throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(data.resolve("launcher.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POLITY_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    int port() {
        return port;
    }

    int deskPort() {
        return deskPort;
    }

    Path data() {
        return data;
    }

    /** The processes of the program and of its database. */
    List<Long> processes() throws IOException {
        var found = new ArrayList<Long>();
        found.add(Long.parseLong(Files.readString(data.resolve("pid")).strip()));
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
        found.add(postmaster);
        ProcessHandle.of(postmaster)
                .ifPresent(process -> process.descendants().forEach(child -> found.add(child.pid())));
        return found;
    }

    /** What they hold in memory together, shared pages counted once (proc(5), smaps_rollup). */
    double megabytes() throws IOException {
        long kilobytes = 0;
        for (long process : processes()) {
            Path rollup = Path.of("/proc", Long.toString(process), "smaps_rollup");
            if (Files.exists(rollup)) {
                for (String line : Files.readAllLines(rollup)) {
                    if (line.startsWith("Pss:")) {
                        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
                    }
                }
            }
        }
        return kilobytes / 1024.0;
    }

    /** Seconds of processor time that the compilers of the program have taken (proc(5), schedstat). */
    double compiling() throws IOException {
        Path tasks = Path.of("/proc", Long.toString(processes().getFirst()), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.mapToLong(Server::compiling).sum() / 1e9;
        }
    }

    private static long compiling(Path thread) {
        try {
            boolean compiler = Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s");
            return compiler
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
                    : 0;
        } catch (IOException _) {
            // It has ended meanwhile, as those of pools do.
            return 0;
        }
    }

    /** The database as its administrator sees it. */
    Connection database() throws IOException, SQLException {
        return database(data);
    }

    /** The embedded database of the program that runs on this folder, as its administrator sees it. */
    static Connection database(Path data) throws IOException, SQLException {
        List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        String password =
                Files.readString(data.resolve("secrets/database-admin")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/postgres?reWriteBatchedInserts=true",
                "postgres",
                password);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
