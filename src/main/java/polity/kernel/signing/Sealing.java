// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;

import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;

/** Puts an invisible PAdES-BASELINE-LT seal (ETSI EN 319 142-1) with a time stamp on a PDF. */
final class Sealing {
    private final KeyRing ring;

    Sealing(KeyRing ring) {
        this.ring = ring;
    }

    byte[] seal(byte[] pdf, String reason, String location, Instant now) {
        var service = new PAdESService(ring.trust().verifier());
        service.setPdfObjFactory(new PdfBoxNativeObjectFactory());
        service.setTspSource(ring.stamps());
        var parameters = parameters(reason, location, now);
        var document = new InMemoryDocument(pdf);
        try (var out = new ByteArrayOutputStream(pdf.length + (1 << 16))) {
            var toSign = service.getDataToSign(document, parameters);
            var value = new SignatureValue(parameters.getSignatureAlgorithm(), sign(toSign.getBytes(), parameters));
            service.signDocument(document, parameters, value).writeTo(out);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The library has many unchecked exceptions and no common one.
            throw new SealingFailed("The document could not be sealed: " + e.getMessage(), e);
        }
    }

    private PAdESSignatureParameters parameters(String reason, String location, Instant now) {
        var parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_LT);
        parameters.setDigestAlgorithm(ring.digest());
        parameters.setEncryptionAlgorithm(
                EncryptionAlgorithm.forKey(ring.seal().certificate().getPublicKey()));
        parameters.setSigningCertificate(new CertificateToken(ring.seal().certificate()));
        parameters.setCertificateChain(
                ring.seal().chain().stream().map(CertificateToken::new).toList());
        parameters.bLevel().setSigningDate(Date.from(now));
        parameters.setReason(reason);
        parameters.setLocation(location);
        return parameters;
    }

    private byte[] sign(byte[] bytes, PAdESSignatureParameters parameters) throws GeneralSecurityException {
        SignatureAlgorithm algorithm = parameters.getSignatureAlgorithm();
        var signature = Signature.getInstance(algorithm.getJCEId());
        signature.initSign(ring.seal().key());
        signature.update(bytes);
        return signature.sign();
    }
}
