// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The services of this authority, as their packages say. */
public final class Catalogue {

    private final Map<String, ServicePackage> current = new ConcurrentHashMap<>();
    private final Map<String, ServicePackage> byDigest = new ConcurrentHashMap<>();
    private final PackageReader reader;
    private final Archive archive;

    Catalogue(PackageReader reader, Archive archive) {
        this.reader = reader;
        this.archive = archive;
    }

    /** Where packages that are no longer current are kept; cases keep those that they were begun under. */
    public interface Archive {
        /** The files of the package by name. */
        Optional<Map<String, String>> files(String digest);
    }

    /** Makes a package the current one of its service. */
    void put(ServicePackage service) {
        byDigest.put(service.digest(), service);
        current.put(service.code(), service);
    }

    /** The services that are offered, by their codes. */
    public Collection<ServicePackage> current() {
        return List.copyOf(current.values());
    }

    /** A service that is offered. */
    public Optional<ServicePackage> current(String code) {
        return Optional.ofNullable(current.get(code));
    }

    /** A package as it was, for a case that was begun under it. */
    public Optional<ServicePackage> byDigest(String digest) {
        ServicePackage known = byDigest.get(digest);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ServicePackage> archived = archive.files(digest).flatMap(files -> switch (reader.read(files)) {
            case PackageReader.Read.Good(var service) -> Optional.of(service);
            case PackageReader.Read.Refused _ -> Optional.empty();
        });
        archived.ifPresent(service -> byDigest.put(digest, service));
        return archived;
    }
}
