// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A demonstration authority in a folder: its own root, a seal, a time-stamping unit and a revocation list. Certificates
 * and list are renewed before they end. Whoever can read the folder can seal; real seals come from elsewhere.
 */
final class DemonstrationKeys implements Keys {
    static final String NO_EFFECT = "Demonstration, no legal effect";

    private static final String PASSWORD = "password";
    private static final String AUTHORITY = "authority.p12";
    private static final String SEAL = "seal.p12";
    private static final String STAMPS = "timestamp.p12";
    private static final String SEALS = "seals.pem";
    private static final String REVOCATIONS = "revocations.crl";

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(30 * 365);
    private static final Duration SEAL_LIFE = Duration.ofDays(3 * 365);
    // A document stays valid as long as its time stamp's certificate.
    private static final Duration STAMPS_LIFE = Duration.ofDays(20 * 365);
    private static final Duration LIST_LIFE = Duration.ofDays(30);
    private static final Duration SEAL_RENEWED = Duration.ofDays(60);
    private static final Duration STAMPS_RENEWED = Duration.ofDays(5 * 365);
    private static final Duration LIST_RENEWED = Duration.ofDays(10);

    private final Path folder;
    private final String organisation;
    private final InstantSource clock;
    private volatile @Nullable Held held;

    /** The ring, and when something in it wants renewal. */
    private record Held(KeyRing ring, Instant renewal) {}

    DemonstrationKeys(Path folder, String organisation, InstantSource clock) {
        this.folder = folder;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public KeyRing ring() {
        var now = held;
        return now != null && clock.instant().isBefore(now.renewal()) ? now.ring() : renewed();
    }

    /** For a key that fell into wrong hands: what it sealed after {@code at} is no longer good. */
    synchronized void revokeSeal(Instant at) {
        try {
            var password = password();
            var serial = pair(SEAL, password).certificate().getSerialNumber();
            var revoked = revoked();
            revoked.put(serial, at);
            writeList(pair(AUTHORITY, password), revoked, clock.instant());
            held = null;
        } catch (IOException | GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private synchronized KeyRing renewed() {
        try {
            var now = clock.instant();
            if (!Files.exists(folder)) {
                create(now);
            }
            var loaded = load(now);
            held = loaded;
            return loaded.ring();
        } catch (IOException | GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private void create(Instant now) throws IOException, GeneralSecurityException {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var authority = Certificates.authority(name("Demonstration authority"), now, AUTHORITY_LIFE);
        var seal = seal(authority, now);
        var files = new LinkedHashMap<String, byte[]>();
        files.put(PASSWORD, (password + "\n").getBytes(StandardCharsets.US_ASCII));
        files.put(AUTHORITY, authority.toPkcs12(password.toCharArray()));
        files.put(SEAL, seal.toPkcs12(password.toCharArray()));
        files.put(STAMPS, stamps(authority, now).toPkcs12(password.toCharArray()));
        files.put(SEALS, Certificates.toPem(List.of(seal.certificate())));
        files.put(REVOCATIONS, Certificates.revocations(authority, Map.of(), now, now.plus(LIST_LIFE)));
        KeyFiles.create(folder, files, now);
    }

    private Held load(Instant now) throws IOException, GeneralSecurityException {
        var password = password();
        var authority = pair(AUTHORITY, password);
        var seals = new ArrayList<>(Certificates.read(bytes(SEALS)));
        var seal = pair(SEAL, password);
        if (due(seal, SEAL_RENEWED, now)) {
            seal = seal(authority, now);
            // First known as ours, then used: a crash between the two only leaves a certificate without a key.
            seals.add(seal.certificate());
            KeyFiles.replace(folder.resolve(SEALS), Certificates.toPem(seals));
            KeyFiles.replace(folder.resolve(SEAL), seal.toPkcs12(password));
        }
        var stamps = pair(STAMPS, password);
        if (due(stamps, STAMPS_RENEWED, now)) {
            stamps = stamps(authority, now);
            KeyFiles.replace(folder.resolve(STAMPS), stamps.toPkcs12(password));
        }
        if (list().getNextUpdate().toInstant().isBefore(now.plus(LIST_RENEWED))) {
            writeList(authority, revoked(), now);
        }
        var list = list();
        list.verify(authority.certificate().getPublicKey());
        seal.certificate().verify(authority.certificate().getPublicKey());
        var open = new PublicRing(Set.copyOf(authority.chain()), Set.copyOf(seals), Set.of(list), false, true);
        var ring = new KeyRing(seal, LocalTimeStamps.of(stamps, clock), Trust.in(open));
        return new Held(ring, earliest(seal, stamps, list));
    }

    private static Instant earliest(Pair seal, Pair stamps, X509CRL list) {
        return List.of(
                        end(seal.certificate()).minus(SEAL_RENEWED),
                        end(stamps.certificate()).minus(STAMPS_RENEWED),
                        list.getNextUpdate().toInstant().minus(LIST_RENEWED))
                .stream()
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private void writeList(Pair authority, Map<BigInteger, Instant> revoked, Instant now)
            throws IOException, GeneralSecurityException {
        KeyFiles.replace(
                folder.resolve(REVOCATIONS), Certificates.revocations(authority, revoked, now, now.plus(LIST_LIFE)));
    }

    private Map<BigInteger, Instant> revoked() throws IOException, GeneralSecurityException {
        var revoked = new HashMap<BigInteger, Instant>();
        var entries = list().getRevokedCertificates();
        if (entries != null) {
            entries.forEach(entry -> revoked.put(
                    entry.getSerialNumber(), entry.getRevocationDate().toInstant()));
        }
        return revoked;
    }

    private X509CRL list() throws IOException, GeneralSecurityException {
        return Certificates.revocationList(bytes(REVOCATIONS));
    }

    private static boolean due(Pair pair, Duration before, Instant now) {
        return end(pair.certificate()).isBefore(now.plus(before));
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private Pair seal(Pair authority, Instant now) throws GeneralSecurityException {
        return Certificates.seal(name(organisation), authority, now, SEAL_LIFE);
    }

    private Pair stamps(Pair authority, Instant now) throws GeneralSecurityException {
        return Certificates.timeStamps(name("Demonstration time stamps"), authority, now, STAMPS_LIFE);
    }

    private org.bouncycastle.asn1.x500.X500Name name(String common) {
        return Certificates.name(common, organisation, NO_EFFECT);
    }

    private char[] password() throws IOException {
        return new String(bytes(PASSWORD), StandardCharsets.US_ASCII).strip().toCharArray();
    }

    private Pair pair(String name, char[] password) throws IOException, GeneralSecurityException {
        try {
            return Pair.fromPkcs12(bytes(name), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable(
                    "The key file %s cannot be read; restore the folder %s from a backup.".formatted(name, folder), e);
        }
    }

    private byte[] bytes(String name) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (NoSuchFileException e) {
            throw new KeysUnavailable(
                    "The key file %s is missing; restore the folder %s from a backup.".formatted(name, folder), e);
        }
    }

    private KeysUnavailable damaged(Exception e) {
        return new KeysUnavailable("The key folder %s is damaged; restore it from a backup.".formatted(folder), e);
    }
}
