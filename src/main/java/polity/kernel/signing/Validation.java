// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.pades.exception.InvalidPasswordException;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import eu.europa.esig.dss.validation.reports.Reports;
import org.jspecify.annotations.Nullable;

import polity.kernel.signing.Verdict.Fault;

/** Reads a PDF that may come from anybody and says what its seal proves. */
final class Validation {
    private final int largest;
    private volatile @Nullable ValidationPolicy policy;

    Validation(int largest) {
        this.largest = largest;
    }

    Verdict of(byte[] pdf, Trust trust, Instant now) {
        var outer = Outline.of(pdf, largest);
        if (outer.fault().isPresent()) {
            return new Verdict.Unreadable(outer.fault().get());
        }
        try {
            return judge(validate(pdf, trust, now), outer, trust);
        } catch (InvalidPasswordException e) {
            return new Verdict.Unreadable(Fault.ENCRYPTED);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A stranger's file may break the parser in any way; that is a finding about the file, not a failure of
            // ours.
            return new Verdict.Unreadable(outer.ended() ? Fault.DAMAGED : Fault.TRUNCATED);
        }
    }

    /** The same for what is known to be no file of ours, byte for byte: nothing in it is decoded. */
    Verdict glance(byte[] pdf, Trust trust) {
        var outer = Outline.of(pdf, largest);
        if (outer.fault().isPresent()) {
            return new Verdict.Unreadable(outer.fault().get());
        }
        return trust.sealCarriedBy(new String(pdf, StandardCharsets.ISO_8859_1))
                .<Verdict>map(Verdict.Altered::new)
                .orElseGet(() -> new Verdict.NotOurs(null));
    }

    private Reports validate(byte[] pdf, Trust trust, Instant now) {
        var differences = new DefaultPdfDifferencesFinder();
        // Comparing the objects finds every change; painting a stranger's pages costs seconds and memory.
        differences.setMaximalPagesAmountForVisualComparison(0);
        var objects = new PdfBoxNativeObjectFactory();
        objects.setPdfDifferencesFinder(differences);
        var validator = new PDFDocumentValidator(new InMemoryDocument(pdf));
        validator.setPdfObjFactory(objects);
        validator.setCertificateVerifier(trust.verifier());
        validator.setValidationTime(Date.from(now));
        validator.setEnableEtsiValidationReport(false);
        return validator.validateDocument(policy());
    }

    /** The library's policy, after ETSI TS 119 172-4. Read when first wanted: it takes about a second that a start lacks. */
    private ValidationPolicy policy() {
        var known = policy;
        if (known == null) {
            known = ValidationPolicyLoader.fromDefaultValidationPolicy().create();
            policy = known;
        }
        return known;
    }

    private static Verdict judge(Reports reports, Outline outline, Trust trust) {
        List<SignatureWrapper> signatures = reports.getDiagnosticData().getSignatures();
        Optional<SignatureWrapper> ours = signatures.stream()
                .filter(s -> s.getSigningCertificate() != null
                        && trust.isOurs(s.getSigningCertificate().getId()))
                .max(Comparator.comparingLong(Validation::end));
        if (ours.isEmpty()) {
            return new Verdict.NotOurs(signatures.isEmpty() ? null : name(signatures.getFirst()));
        }
        var seal = ours.get();
        return intact(seal, outline) ? proven(seal, reports.getSimpleReport()) : new Verdict.Altered(name(seal));
    }

    /** Nothing signed was changed, and nothing came after it but the proofs of certificates that belong to a seal. */
    private static boolean intact(SignatureWrapper seal, Outline outline) {
        var revision = seal.getPDFRevision();
        return seal.isSignatureIntact()
                && seal.isSignatureValid()
                && revision != null
                && revision.isSignatureByteRangeValid()
                && revision.isPdfSignatureDictionaryConsistent()
                && !revision.arePdfModificationsDetected()
                && revision.getPdfSignatureOrFormFillChanges().isEmpty()
                && revision.getPdfAnnotationChanges().isEmpty()
                && revision.getPdfUndefinedChanges().isEmpty()
                && outline.ended();
    }

    private static Verdict proven(SignatureWrapper seal, SimpleReport report) {
        var name = name(seal);
        var stamped = seal.getTimestampList().stream()
                .filter(stamp -> stamp.isSignatureValid() && stamp.isMessageImprintDataIntact())
                .map(TimestampWrapper::getProductionTime)
                .min(Comparator.naturalOrder());
        if (report.isValid(seal.getId()) && stamped.isPresent()) {
            return new Verdict.Valid(
                    name,
                    Optional.ofNullable(seal.getClaimedSigningTime())
                            .orElse(stamped.get())
                            .toInstant(),
                    stamped.get().toInstant(),
                    seal.getReason());
        }
        SubIndication why = report.getSubIndication(seal.getId());
        return switch (why) {
            case REVOKED, REVOKED_NO_POE, REVOKED_CA_NO_POE -> new Verdict.Revoked(name);
            case EXPIRED, OUT_OF_BOUNDS_NO_POE, OUT_OF_BOUNDS_NOT_REVOKED, NOT_YET_VALID -> new Verdict.Expired(name);
            case HASH_FAILURE, SIG_CRYPTO_FAILURE, FORMAT_FAILURE -> new Verdict.Altered(name);
            case null, default -> new Verdict.Unproven(name);
        };
    }

    private static long end(SignatureWrapper signature) {
        var range = signature.getSignatureByteRange();
        return range.size() == 4 ? range.get(2).longValue() + range.get(3).longValue() : 0;
    }

    private static String name(SignatureWrapper signature) {
        var certificate = signature.getSigningCertificate();
        return certificate == null ? "" : certificate.getReadableCertificateName();
    }
}
