// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.pem.PemContent;

import polity.kernel.node.PrivateLine;

/**
 * The private line's key, its certificate and the authorities whose certificates it accepts, in PEM files that an operator
 * writes. They are read anew when one of them has changed: who is taken off the list gets no further connection, and no
 * answer on one that is open.
 */
final class LineKeys implements PrivateLine {

    static final String KEY = "key.pem";
    static final String CERTIFICATE = "certificate.pem";
    static final String PARTNERS = "partners.pem";
    /** Where it lies, each partner's certificate must be proven by a list in it not to be revoked (RFC 5280 section 6.3). */
    static final String REVOCATIONS = "revocations.pem";

    private static final String NO_KEY = KEY + " holds no private key in PEM without a password";
    private static final Logger LOG = LoggerFactory.getLogger(LineKeys.class);

    /** A connection that is resumed isn't asked for its certificate again: it may not be long after the first. */
    private static final int LONGEST_RESUMED_SECONDS = 300;

    private final Path folder;
    private volatile @Nullable Held held;

    /**
     * The files as they were read.
     *
     * @param trust who is let in
     * @param accepted certificates that this trust has accepted, so that a request costs no proof
     */
    private record Held(SSLContext context, List<TrustManager> trust, String stamp, Set<X509Certificate> accepted) {
        static Held of(KeyManager[] keys, TrustManager[] trust, String stamp) throws GeneralSecurityException {
            return new Held(LineKeys.context(keys, trust), List.of(trust), stamp, ConcurrentHashMap.newKeySet());
        }

        boolean accepts(X509Certificate[] shown) {
            try {
                shown[0].checkValidity();
                if (accepted.contains(shown[0])) {
                    return true;
                }
                for (var each : trust) {
                    if (each instanceof X509TrustManager trusting) {
                        trusting.checkClientTrusted(
                                shown, shown[0].getPublicKey().getAlgorithm());
                        accepted.add(shown[0]);
                        return true;
                    }
                }
                return false;
            } catch (CertificateException _) {
                return false;
            }
        }
    }

    LineKeys(Path folder) {
        this.folder = folder;
    }

    /** @throws KeysUnavailable when a file is missing, damaged, or open to others */
    void check() {
        held = load(stamp());
    }

    @Override
    public SSLContext context() {
        return current().context();
    }

    @Override
    public boolean accepts(X509Certificate[] shown) {
        return shown.length > 0 && current().accepts(shown);
    }

    private Held current() {
        var stamp = stamp();
        var now = held;
        if (now == null || !now.stamp().equals(stamp)) {
            now = loadOrRefuseAll(stamp);
            held = now;
        }
        return now;
    }

    /** While the files are no good nobody is let in: the list before may hold whom this one was to leave out. */
    private Held loadOrRefuseAll(String stamp) {
        try {
            return load(stamp);
        } catch (KeysUnavailable e) {
            LOG.error("The private line accepts nobody until this is mended: {}", e.getMessage());
            try {
                return Held.of(new KeyManager[0], new TrustManager[0], stamp);
            } catch (GeneralSecurityException without) {
                throw new KeysUnavailable("This Java platform has no TLS.", without);
            }
        }
    }

    private Held load(String stamp) {
        try {
            var chain = certificates(CERTIFICATE);
            var key = key();
            if (!belong(key, chain.getFirst())) {
                throw new KeysUnavailable(
                        "The key %s and the certificate %s in %s do not belong together."
                                .formatted(KEY, CERTIFICATE, folder),
                        null);
            }
            return Held.of(keys(key, chain), trust(certificates(PARTNERS)), stamp);
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable(
                    "The keys of the private line in %s cannot be used: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        var file = folder.resolve(KEY);
        var text = new String(bytes(KEY), StandardCharsets.US_ASCII);
        var others = EnumSet.complementOf(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        others.retainAll(Files.getPosixFilePermissions(file));
        if (!others.isEmpty()) {
            throw new KeysUnavailable("The key %s is open to others; type: chmod 600 %s".formatted(file, file), null);
        }
        @Nullable PrivateKey key;
        try {
            key = PemContent.of(text).getPrivateKey();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new InvalidKeyException(NO_KEY, e);
        }
        if (key == null) {
            throw new InvalidKeyException(NO_KEY);
        }
        return key;
    }

    private List<X509Certificate> certificates(String name) throws IOException, GeneralSecurityException {
        List<X509Certificate> found;
        try {
            found = Certificates.read(bytes(name));
        } catch (CertificateException e) {
            throw new CertificateException(name + " cannot be read", e);
        }
        if (found.isEmpty()) {
            throw new CertificateException(name + " holds no certificate");
        }
        return found;
    }

    private byte[] bytes(String name) throws IOException {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (NoSuchFileException _) {
            throw new NoSuchFileException(name + " is missing");
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        var algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        var probe = "probe".getBytes(StandardCharsets.US_ASCII);
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        var verifying = Signature.getInstance(algorithm);
        try {
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(probe);
            return verifying.verify(signing.sign());
        } catch (InvalidKeyException _) {
            return false;
        }
    }

    private static KeyManager[] keys(PrivateKey key, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        var none = new char[0];
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        store.setKeyEntry("key", key, none, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust(List<X509Certificate> partners) throws IOException, GeneralSecurityException {
        var anchors =
                partners.stream().map(partner -> new TrustAnchor(partner, null)).collect(Collectors.toSet());
        var rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
        var lists = folder.resolve(REVOCATIONS);
        rules.setRevocationEnabled(Files.exists(lists));
        if (Files.exists(lists)) {
            try (var in = Files.newInputStream(lists)) {
                rules.addCertStore(CertStore.getInstance(
                        "Collection",
                        new CollectionCertStoreParameters(
                                CertificateFactory.getInstance("X.509").generateCRLs(in))));
            }
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(rules));
        return factory.getTrustManagers();
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        context.getServerSessionContext().setSessionTimeout(LONGEST_RESUMED_SECONDS);
        return context;
    }

    /** Sizes and times of the files: what is written in them is read only when one of these has changed. */
    private String stamp() {
        var stamp = new StringBuilder();
        for (var name : List.of(KEY, CERTIFICATE, PARTNERS, REVOCATIONS)) {
            try {
                var file = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
                stamp.append(file.fileKey()).append(file.size()).append(file.lastModifiedTime());
            } catch (IOException _) {
                // A file that isn't there, or isn't yet, is told of when the files are read.
                stamp.append('-');
            }
        }
        return stamp.toString();
    }
}
