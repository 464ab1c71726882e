// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.node.Zone;

/**
 * Looks at the folder of services every few seconds and offers what was changed there, if it checks out; otherwise what was
 * offered stays. A service whose folder is gone is offered no longer. Every node watches its own folder, whatever its zones.
 */
final class ServicesWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ServicesWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final PackageReader reader;
    private final Path services;
    private final Zone zone;
    private final ObjectProvider<Catalogue.Follower> followers;
    /** What stood in a folder when it was last looked at, and what of it was last dealt with. */
    private final Map<Path, String> seen = new HashMap<>();

    private final Map<Path, String> settled = new HashMap<>();
    /** The folders that services are offered from, with their codes, and those of them that were gone at the last look. */
    private final Map<Path, String> sources = new HashMap<>();

    private Set<Path> gone = Set.of();
    private final Semaphore end = new Semaphore(0);
    private volatile @Nullable Thread thread;

    ServicesWatch(
            Catalogue catalogue,
            PackageReader reader,
            NodeSettings settings,
            ObjectProvider<Catalogue.Follower> followers) {
        this(catalogue, reader, settings.home().resolve("services"), zone(settings), followers);
    }

    ServicesWatch(
            Catalogue catalogue,
            PackageReader reader,
            Path services,
            Zone zone,
            ObjectProvider<Catalogue.Follower> followers) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.services = services;
        this.zone = zone;
        this.followers = followers;
    }

    /** The zone whose role does what follows an offer: background work where there is any. */
    private static Zone zone(NodeSettings settings) {
        return Stream.of(Zone.JOBS, Zone.PUBLIC, Zone.DESK)
                .filter(settings.zones()::contains)
                .findFirst()
                .orElse(Zone.MANAGEMENT);
    }

    /** What was read when the program started is followed up before the first request comes. */
    @Override
    public void start() {
        zone.run(() -> {
            catalogue.current().forEach(this::follow);
            if (zone != Zone.MANAGEMENT) {
                catalogue.ended().forEach(ServicesWatch::ended);
            }
        });
        for (Path folder : PackageReader.folders(services)) {
            String code = folder.getFileName().toString();
            catalogue.current(code).ifPresent(_ -> sources.put(folder, code));
        }
        thread = Thread.ofVirtual().name("services-watch").start(() -> zone.run(this::watch));
    }

    private void watch() {
        try {
            while (!end.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                lookSafely();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("The folder of services could not be looked at; it will be tried again", e);
        }
    }

    /** Deals with each folder that has changed and then stayed the same for one look: half a copy is no package. */
    void look() {
        List<Path> folders = PackageReader.folders(services);
        withdraw(Set.copyOf(folders));
        for (Path folder : folders) {
            String stamp = stamp(folder);
            boolean still = stamp.equals(seen.put(folder, stamp));
            if (still && !stamp.equals(settled.get(folder))) {
                consider(folder);
                settled.put(folder, stamp);
            }
        }
    }

    /** A folder that isn't there at two looks is gone, unless all of them are: then it is the disk that is missing. */
    private void withdraw(Set<Path> folders) {
        Set<Path> missing = new HashSet<>(sources.keySet());
        missing.removeAll(folders);
        if (folders.isEmpty() && missing.size() > 1) {
            missing.clear();
        }
        for (Path folder : missing) {
            if (gone.contains(folder)) {
                String code = String.valueOf(sources.remove(folder));
                seen.remove(folder);
                settled.remove(folder);
                catalogue.withdraw(code);
                ended(code);
            }
        }
        gone = missing;
    }

    private static void ended(String code) {
        LOG.info(
                "The service {} is no longer offered, since its folder is gone; its cases go on with their packages",
                code);
    }

    private void consider(Path folder) {
        Optional<String> digest = reader.digest(folder);
        Optional<ServicePackage> offered = catalogue.current().stream()
                .filter(service -> digest.equals(Optional.of(service.digest())))
                .findFirst();
        if (offered.isPresent()) {
            sources.put(folder, offered.get().code());
            return;
        }
        List<Problem> problems = new ArrayList<>();
        switch (reader.read(folder)) {
            case PackageReader.Read.Refused(var refused) -> problems.addAll(refused);
            case PackageReader.Read.Good(var service) -> {
                Optional<ServicePackage> now = catalogue.known(service.code());
                numbered(service, now).ifPresent(problems::add);
                problems.addAll(Examples.check(service));
                if (problems.isEmpty()) {
                    follow(service);
                    catalogue.put(service);
                    sources.put(folder, service.code());
                    LOG.info("The service {} is offered in version {}", service.code(), service.version());
                }
            }
        }
        if (!problems.isEmpty()) {
            LOG.warn(
                    "The service package {} is refused, and what was offered stays:\n  {}",
                    folder.getFileName(),
                    String.join("\n  ", problems.stream().map(Problem::toString).toList()));
        }
    }

    /** A version's number means one content for ever; only what was offered before may come back under its old number. */
    private Optional<Problem> numbered(ServicePackage service, Optional<ServicePackage> now) {
        return now.filter(current -> service.version() <= current.version())
                .filter(_ -> catalogue.byDigest(service.digest()).isEmpty())
                .map(current -> new Problem(
                        "service.yaml",
                        1
                                + (int) service.file("service.yaml")
                                        .orElse("")
                                        .lines()
                                        .takeWhile(line -> !line.startsWith("version:"))
                                        .count(),
                        "version %d is offered already, with other content: raise \"version\" to %d"
                                .formatted(current.version(), current.version() + 1)));
    }

    private void follow(ServicePackage service) {
        if (zone != Zone.MANAGEMENT) {
            followers.orderedStream().forEach(follower -> follower.offered(service));
        }
    }

    /** Names, sizes and times of the files: what is written in them is read only when one of these has changed. */
    private static String stamp(Path folder) {
        var stamp = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                stamp.append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toInstant())
                        .append('\n');
            }
            return stamp.toString();
        } catch (IOException _) {
            // Files come and go while somebody writes: the next look finds them at rest.
            return "";
        }
    }

    @Override
    public void stop() {
        end.release();
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                if (!running.join(LONGEST_STOP)) {
                    running.interrupt();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the listeners. */
    @Override
    public int getPhase() {
        return -800;
    }
}
