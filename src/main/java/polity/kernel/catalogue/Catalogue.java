// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import polity.kernel.page.Vocabulary;

/** The services of this authority, as their packages say. */
public final class Catalogue {

    private static final String CODE = "[a-z][a-z0-9-]{0,59}";

    private final Map<String, ServicePackage> current = new ConcurrentHashMap<>();
    /** Services that are no longer offered, as they were last. */
    private final Map<String, ServicePackage> withdrawn = new ConcurrentHashMap<>();

    private final Map<String, ServicePackage> byDigest = new ConcurrentHashMap<>();
    private final PackageReader reader;
    private final Archive archive;

    Catalogue(PackageReader reader, Archive archive) {
        this.reader = reader;
        this.archive = archive;
    }

    /** Only the packages that were offered once, without the program: nothing is current in it. */
    public static Catalogue ofArchive(Archive archive, ZoneId place) {
        return new Catalogue(new PackageReader(Vocabulary.load(place), place, Path.of("")), archive);
    }

    /** Where packages that are no longer current are kept; cases keep those that they were begun under. */
    public interface Archive {
        /** The files of the package by name. */
        Optional<Map<String, String>> files(String digest);

        /** Digest of the package of the highest version that the service was ever offered in. */
        default Optional<String> latest(String code) {
            return Optional.empty();
        }

        /** The codes of all services that were ever offered. */
        default List<String> codes() {
            return List.of();
        }
    }

    /** What has to be done, once or more often, before a package can be offered: accounts opened, its files kept. */
    public interface Follower {
        void offered(ServicePackage service);
    }

    /** Makes a package the current one of its service. */
    public void put(ServicePackage service) {
        byDigest.put(service.digest(), service);
        current.put(service.code(), service);
        withdrawn.remove(service.code());
    }

    /** Nobody can ask anything of the service any more; what was begun goes on under the packages that it began with. */
    public void withdraw(String code) {
        ServicePackage last = current.get(code);
        if (last != null) {
            withdrawn.put(code, last);
            current.remove(code);
        }
    }

    /** The services that are offered, by their codes. */
    public Collection<ServicePackage> current() {
        return List.copyOf(current.values());
    }

    /** A service that is offered. */
    public Optional<ServicePackage> current(String code) {
        return Optional.ofNullable(current.get(code));
    }

    /** A service that is offered, or as it was when it was last offered: what it gave is still there. */
    public Optional<ServicePackage> known(String code) {
        ServicePackage offered = current.get(code);
        ServicePackage known = offered != null ? offered : withdrawn.get(code);
        if (known != null || !code.matches(CODE)) {
            return Optional.ofNullable(known);
        }
        Optional<ServicePackage> last = archive.latest(code).flatMap(this::byDigest);
        last.ifPresent(service -> withdrawn.put(code, service));
        return last;
    }

    /** The services that are offered, and those that were. */
    public Collection<ServicePackage> known() {
        return Stream.concat(current().stream(), ended().stream().flatMap(code -> known(code).stream()))
                .toList();
    }

    /** The codes of services that were offered once and are no longer. */
    public List<String> ended() {
        return archive.codes().stream()
                .filter(code -> !current.containsKey(code))
                .toList();
    }

    /** A package as it was, for a case that was begun under it. */
    public Optional<ServicePackage> byDigest(String digest) {
        ServicePackage known = byDigest.get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ServicePackage> archived = archive.files(digest).flatMap(files -> switch (reader.read(files)) {
            // Nothing but the files themselves says that they are those that were kept.
            case PackageReader.Read.Good(var service) ->
                Optional.of(service).filter(found -> found.digest().equals(digest));
            case PackageReader.Read.Refused _ -> Optional.empty();
        });
        archived.ifPresent(service -> byDigest.put(digest, service));
        return archived;
    }
}
