// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import eu.europa.esig.dss.service.SecureRandomNonceSource;
import eu.europa.esig.dss.service.http.commons.TimestampDataLoader;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import org.jspecify.annotations.Nullable;

/** The seal key, time-stamp authority and roots that the settings name. Revocation lists are read anew when they change. */
final class OwnKeys implements Keys {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final SigningSettings settings;
    private final Path sealKey;
    private volatile @Nullable Held held;

    private record Held(KeyRing ring, String lists) {}

    OwnKeys(SigningSettings settings, Path sealKey) {
        this.settings = settings;
        this.sealKey = sealKey;
    }

    @Override
    public KeyRing ring() {
        var lists = listing();
        var now = held;
        if (now == null || !now.lists().equals(lists)) {
            now = new Held(load(), lists);
            held = now;
        }
        return now.ring();
    }

    private KeyRing load() {
        var seal = seal();
        var anchors = certificates(required(settings.anchors(), "trusted certificates"));
        var ours = new ArrayList<X509Certificate>();
        ours.add(seal.certificate());
        if (settings.formerSeals() != null) {
            ours.addAll(certificates(settings.formerSeals()));
        }
        var open = new PublicRing(Set.copyOf(anchors), Set.copyOf(ours), lists(), settings.online(), false);
        return new KeyRing(seal, stamps(), Trust.in(open));
    }

    private Pair seal() {
        var passwordFile = required(settings.sealPassword(), "password of the seal key");
        try {
            var password = Files.readString(passwordFile).lines().findFirst().orElse("");
            return Pair.fromPkcs12(Files.readAllBytes(sealKey), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable(
                    "The seal key %s cannot be opened with the password in %s.".formatted(sealKey, passwordFile), e);
        }
    }

    private TSPSource stamps() {
        URI address = settings.timeStamps();
        if (address == null) {
            throw new KeysUnavailable(
                    "A seal key of one's own needs the address of a time-stamp authority in the settings.", null);
        }
        var loader = new TimestampDataLoader();
        loader.setTimeoutConnection(TIMEOUT_MILLIS);
        loader.setTimeoutSocket(TIMEOUT_MILLIS);
        var source = new OnlineTSPSource(address.toString(), loader);
        source.setNonceSource(new SecureRandomNonceSource());
        return source;
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return Certificates.read(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable("The certificates in %s cannot be read.".formatted(file), e);
        }
    }

    private static Path required(@Nullable Path path, String what) {
        if (path == null) {
            throw new KeysUnavailable(
                    "A seal key of one's own needs the file of the %s in the settings.".formatted(what), null);
        }
        return path;
    }

    private Set<X509CRL> lists() {
        var lists = new HashSet<X509CRL>();
        for (var file : listFiles()) {
            try {
                lists.add(Certificates.revocationList(Files.readAllBytes(file)));
            } catch (IOException | GeneralSecurityException e) {
                throw new KeysUnavailable("The revocation list %s cannot be read.".formatted(file), e);
            }
        }
        return lists;
    }

    /** Names, sizes and times of the lists: another text means another content. */
    private String listing() {
        var listing = new StringBuilder();
        for (var file : listFiles()) {
            try {
                listing.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new KeysUnavailable("The revocation list %s cannot be read.".formatted(file), e);
            }
        }
        return listing.toString();
    }

    private List<Path> listFiles() {
        var folder = settings.revocations();
        if (folder == null) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new KeysUnavailable("The folder of revocation lists %s cannot be read.".formatted(folder), e);
        }
    }
}
