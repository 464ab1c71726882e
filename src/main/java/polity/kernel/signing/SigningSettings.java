// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Whose seal it is and whom to trust.
 *
 * @param organisation name of the authority, put into a demonstration seal
 * @param demonstration whether a demonstration authority may be made and used when no seal key is given
 * @param sealKey PKCS#12 file with the seal's key and its whole certificate chain, or null for the demonstration's
 * @param sealPassword file whose first line is the password of {@code sealKey}
 * @param timeStamps address of the time-stamp authority (RFC 3161) for seals made with {@code sealKey}
 * @param anchors file of trusted certificates, PEM or DER: the roots of the seal's issuer and of the time stamps
 * @param formerSeals file of this authority's earlier seal certificates, PEM: their documents stay ours
 * @param revocations folder of revocation lists (CRL), for networks without a way out
 * @param online whether CRL and OCSP addresses in certificates may be asked
 * @param largest bytes of the largest document that is looked at
 */
public record SigningSettings(
        String organisation,
        boolean demonstration,
        @Nullable Path sealKey,
        @Nullable Path sealPassword,
        @Nullable URI timeStamps,
        @Nullable Path anchors,
        @Nullable Path formerSeals,
        @Nullable Path revocations,
        boolean online,
        int largest) {
    static final int LARGEST = 32 << 20;

    /** A demonstration authority that asks nobody: for trying out and for tests. */
    public static SigningSettings demonstrationOf(String organisation) {
        return new SigningSettings(organisation, true, null, null, null, null, null, null, false, LARGEST);
    }

    /** A seal of one's own: key, time-stamp authority and trusted roots; CRL and OCSP are asked online. */
    public static SigningSettings ownSeal(
            String organisation, Path sealKey, Path sealPassword, URI timeStamps, Path anchors) {
        return new SigningSettings(
                organisation, false, sealKey, sealPassword, timeStamps, anchors, null, null, true, LARGEST);
    }
}
