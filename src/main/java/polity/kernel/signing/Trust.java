// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.security.cert.X509Certificate;
import java.util.Collection;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.CommonsDataLoader;
import eu.europa.esig.dss.service.http.commons.OCSPDataLoader;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;

/** Trusted roots and where to learn that a certificate was revoked. */
final class Trust {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final CommonTrustedCertificateSource anchors;
    private final RevocationLists lists;
    private final boolean online;

    private Trust(CommonTrustedCertificateSource anchors, RevocationLists lists, boolean online) {
        this.anchors = anchors;
        this.lists = lists;
        this.online = online;
    }

    static Trust of(Collection<X509Certificate> anchors, RevocationLists lists, boolean online) {
        var source = new CommonTrustedCertificateSource();
        anchors.forEach(certificate -> source.addCertificate(new CertificateToken(certificate)));
        return new Trust(source, lists, online);
    }

    /** A new one for each use: the library keeps state in it. */
    CertificateVerifier verifier() {
        // "true" and never an AIA source: the default one fetches whatever address a stranger's certificate names.
        var verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(anchors);
        verifier.setCrlSource(lists);
        if (online) {
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
