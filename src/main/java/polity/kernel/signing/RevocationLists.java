// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import eu.europa.esig.dss.crl.CRLBinary;
import eu.europa.esig.dss.crl.CRLUtils;
import eu.europa.esig.dss.crl.CRLValidity;
import eu.europa.esig.dss.enumerations.RevocationOrigin;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLToken;
import org.jspecify.annotations.Nullable;

/** Revocation lists at hand, each checked against its issuer once; unlike the library's own source, for many threads. */
final class RevocationLists implements CRLSource {
    private static final long serialVersionUID = 1;

    private final transient List<CRLBinary> lists;
    private final transient ConcurrentMap<CertificateToken, Optional<CRLValidity>> checked;
    private final transient @Nullable CRLSource next;

    private RevocationLists(
            List<CRLBinary> lists,
            ConcurrentMap<CertificateToken, Optional<CRLValidity>> checked,
            @Nullable CRLSource next) {
        this.lists = lists;
        this.checked = checked;
        this.next = next;
    }

    static RevocationLists of(Collection<byte[]> files) {
        return new RevocationLists(
                files.stream().map(CRLUtils::buildCRLBinary).toList(), new ConcurrentHashMap<>(), null);
    }

    /** These lists, and another source for issuers that have none here. */
    CRLSource orElse(CRLSource other) {
        return new RevocationLists(lists, checked, other);
    }

    @Override
    public @Nullable CRLToken getRevocationToken(CertificateToken certificate, CertificateToken issuer) {
        var list = checked.computeIfAbsent(issuer, this::newest);
        if (list.isEmpty()) {
            return next == null ? null : next.getRevocationToken(certificate, issuer);
        }
        var token = new CRLToken(certificate, list.get());
        token.setExternalOrigin(RevocationOrigin.EXTERNAL);
        return token;
    }

    private Optional<CRLValidity> newest(CertificateToken issuer) {
        return lists.stream()
                .flatMap(list -> validity(list, issuer).stream())
                .filter(CRLValidity::isValid)
                .max(Comparator.comparing(CRLValidity::getThisUpdate));
    }

    private static Optional<CRLValidity> validity(CRLBinary list, CertificateToken issuer) {
        try {
            return Optional.of(CRLUtils.buildCRLValidity(list, issuer));
        } catch (IOException | DSSException e) {
            return Optional.empty();
        }
    }
}
