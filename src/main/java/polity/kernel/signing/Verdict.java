// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What a PDF's seal proves. */
public sealed interface Verdict {
    /**
     * The document is as we sealed it.
     *
     * @param sealedBy name in the seal's certificate
     * @param sealedAt when the seal says it was put on
     * @param stampedAt when the time-stamp authority saw it: the instant that is proven
     * @param reason why it was sealed, as given then
     */
    record Valid(
            String sealedBy,
            Instant sealedAt,
            Instant stampedAt,
            @Nullable String reason) implements Verdict {}

    /** The document has our seal, and something was changed in it or added to it afterwards. */
    record Altered(String sealedBy) implements Verdict {}

    /**
     * No seal of ours.
     *
     * @param signedBy name that the first foreign signature claims, unproven; null when there is no signature
     */
    record NotOurs(@Nullable String signedBy) implements Verdict {}

    /** The document is unchanged, but the certificate had ended when the seal was first provably there. */
    record Expired(String sealedBy) implements Verdict {}

    /** The document is unchanged, but the certificate had been revoked when the seal was first provably there. */
    record Revoked(String sealedBy) implements Verdict {}

    /** The document is unchanged, but what would prove its certificate or time stamp good is not at hand now. */
    record Unproven(String sealedBy) implements Verdict {}

    /** No verdict yet: no node that seals has published which seals are ours. It will have when one starts. */
    record Unjudged() implements Verdict {}

    /** No verdict on what cannot be read. */
    record Unreadable(Fault fault) implements Verdict {}

    /** Why a file cannot be read. */
    enum Fault {
        EMPTY,
        TOO_BIG,
        NOT_PDF,
        TRUNCATED,
        ENCRYPTED,
        DAMAGED
    }
}
