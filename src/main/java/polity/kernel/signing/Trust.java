// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.CommonsDataLoader;
import eu.europa.esig.dss.service.http.commons.OCSPDataLoader;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.spi.DSSASN1Utils;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;

/** Whom a validation trusts, which seals are ours, and where to learn that a certificate was revoked. */
final class Trust {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final PublicRing ring;
    private final CommonTrustedCertificateSource anchors;
    private final RevocationLists lists;
    private final Set<String> ours;
    private final Map<String, String> marks;

    private Trust(
            PublicRing ring,
            CommonTrustedCertificateSource anchors,
            RevocationLists lists,
            Set<String> ours,
            Map<String, String> marks) {
        this.ring = ring;
        this.anchors = anchors;
        this.lists = lists;
        this.ours = ours;
        this.marks = marks;
    }

    static Trust in(PublicRing ring) {
        var source = new CommonTrustedCertificateSource();
        ring.anchors().forEach(certificate -> source.addCertificate(new CertificateToken(certificate)));
        var lists = RevocationLists.of(
                ring.revocations().stream().map(Certificates::encoded).toList());
        var seals = ring.seals().stream().map(CertificateToken::new).toList();
        var ours = seals.stream().map(CertificateToken::getDSSIdAsString).collect(Collectors.toUnmodifiableSet());
        var marks = seals.stream()
                .collect(Collectors.toUnmodifiableMap(
                        seal -> HexFormat.of().formatHex(seal.getEncoded()), DSSASN1Utils::getHumanReadableName));
        return new Trust(ring, source, lists, ours, marks);
    }

    /** What this was made of. */
    PublicRing ring() {
        return ring;
    }

    /** Whether the certificate of this id, as the library names it, is one of our seals. */
    boolean isOurs(String certificate) {
        return ours.contains(certificate);
    }

    /**
     * Which of our seals a file carries, by name: their certificates stand in it as plain hexadecimal digits, so that
     * nothing has to be parsed. Whether the seal is good, this doesn't say.
     *
     * @param text the file, a character for each byte
     */
    Optional<String> sealCarriedBy(String text) {
        return marks.entrySet().stream()
                .filter(mark -> text.contains(mark.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A new one for each use: the library keeps state in it. */
    CertificateVerifier verifier() {
        // "true" and never an AIA source: the default one fetches whatever address a stranger's certificate names.
        var verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(anchors);
        verifier.setCrlSource(lists);
        if (ring.online()) {
            var ocsp = new OCSPDataLoader();
            ocsp.setTimeoutConnection(TIMEOUT_MILLIS);
            ocsp.setTimeoutSocket(TIMEOUT_MILLIS);
            verifier.setOcspSource(new OnlineOCSPSource(ocsp));
            var crl = new CommonsDataLoader();
            crl.setTimeoutConnection(TIMEOUT_MILLIS);
            crl.setTimeoutSocket(TIMEOUT_MILLIS);
            verifier.setCrlSource(lists.orElse(new OnlineCRLSource(crl)));
        }
        return verifier;
    }
}
