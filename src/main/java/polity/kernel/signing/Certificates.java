// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates and revocation lists (RFC 5280) with ECDSA P-256 and SHA-256, and reads files of them. */
final class Certificates {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Certificates() {}

    /** A certificate authority that vouches for itself. */
    static Pair authority(X500Name name, Instant now, Duration life) throws GeneralSecurityException {
        var keys = keys();
        try {
            var builder = builder(name, name, keys, now, life);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new Pair(keys.getPrivate(), List.of(signed(builder, keys.getPrivate())));
        } catch (CertIOException e) {
            throw new CertificateException(e);
        }
    }

    /** A seal: signs documents (RFC 5280 section 4.2.1.3, content commitment). */
    static Pair seal(X500Name name, Pair authority, Instant now, Duration life) throws GeneralSecurityException {
        var usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        return issued(name, authority, now, life, usage, null, null);
    }

    /** A time-stamping unit: that purpose alone, and critical (RFC 3161 section 2.3). */
    static Pair timeStamps(X500Name name, Pair authority, Instant now, Duration life) throws GeneralSecurityException {
        return issued(name, authority, now, life, KeyUsage.digitalSignature, KeyPurposeId.id_kp_timeStamping, null);
    }

    /** One end of a private line (RFC 5280 section 4.2.1.12): the one that listens on this machine, or one that calls. */
    static Pair line(X500Name name, Pair authority, Instant now, Duration life, boolean listens)
            throws GeneralSecurityException {
        return listens
                ? issued(
                        name,
                        authority,
                        now,
                        life,
                        KeyUsage.digitalSignature,
                        KeyPurposeId.id_kp_serverAuth,
                        new GeneralNames(new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "localhost"),
                            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                        }))
                : issued(name, authority, now, life, KeyUsage.digitalSignature, KeyPurposeId.id_kp_clientAuth, null);
    }

    private static Pair issued(
            X500Name name,
            Pair authority,
            Instant now,
            Duration life,
            int usage,
            @Nullable KeyPurposeId purpose,
            @Nullable GeneralNames addresses)
            throws GeneralSecurityException {
        var keys = keys();
        try {
            var issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
            var builder = builder(name, issuer, keys, now, life);
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            }
            if (addresses != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, addresses);
            }
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(authority.certificate()));
            builder.addExtension(Extension.cRLDistributionPoints, false, nowhere());
            var chain = new ArrayList<X509Certificate>();
            chain.add(signed(builder, authority.key()));
            chain.addAll(authority.chain());
            return new Pair(keys.getPrivate(), chain);
        } catch (CertIOException e) {
            throw new CertificateException(e);
        }
    }

    /**
     * Validators take a certificate as revocable only when it says where its list is. Ours goes with each document and is
     * never fetched: the address is one that can't exist (RFC 6761 section 6.4).
     */
    private static CRLDistPoint nowhere() {
        var address =
                new GeneralName(GeneralName.uniformResourceIdentifier, "http://demonstration.invalid/revocations.crl");
        var point = new DistributionPoint(new DistributionPointName(new GeneralNames(address)), null, null);
        return new CRLDistPoint(new DistributionPoint[] {point});
    }

    /** A revocation list with these serial numbers, good until {@code until}. */
    static byte[] revocations(Pair authority, Map<BigInteger, Instant> revoked, Instant now, Instant until)
            throws GeneralSecurityException {
        try {
            var issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
            var builder = new X509v2CRLBuilder(issuer, Date.from(now.minus(TOLERANCE)));
            builder.setNextUpdate(Date.from(until));
            revoked.forEach((serial, at) -> builder.addCRLEntry(serial, Date.from(at), CRLReason.keyCompromise));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            return builder.build(signer(authority.key())).getEncoded();
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }

    /** All certificates of a file, PEM or DER. */
    static List<X509Certificate> read(byte[] file) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** The revocation list of a file, PEM or DER. */
    static X509CRL revocationList(byte[] file) throws GeneralSecurityException {
        if (CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(file))
                instanceof X509CRL list) {
            return list;
        }
        throw new CRLException("no revocation list");
    }

    static byte[] encoded(X509CRL list) {
        try {
            return list.getEncoded();
        } catch (CRLException e) {
            // It was read from its encoding.
            throw new KeysUnavailable("A revocation list cannot be written.", e);
        }
    }

    static byte[] toPem(Collection<X509Certificate> certificates) throws CertificateException {
        var pem = new StringBuilder();
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (var certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(encoder.encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A name whose parts may hold any character. */
    static X500Name name(String common, String organisation, String unit) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.OU, unit)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name subject, X500Name issuer, KeyPair keys, Instant now, Duration life)
            throws GeneralSecurityException, CertIOException {
        var serial = new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
        var builder = new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(now.minus(TOLERANCE)), Date.from(now.plus(life)), subject, keys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder;
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
    }

    private static ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
