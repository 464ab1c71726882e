// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The public half of a key ring: all that anybody needs who verifies a seal, and nothing with which to make one.
 *
 * @param anchors trusted roots
 * @param seals certificates of this authority's seals, past and present
 * @param revocations revocation lists at hand
 * @param online whether CRL and OCSP addresses in certificates may be asked
 * @param demonstration whether a demonstration authority stands behind it, without legal effect
 */
record PublicRing(
        Set<X509Certificate> anchors,
        Set<X509Certificate> seals,
        Set<X509CRL> revocations,
        boolean online,
        boolean demonstration) {

    PublicRing {
        anchors = Set.copyOf(anchors);
        seals = Set.copyOf(seals);
        revocations = Set.copyOf(revocations);
    }

    /**
     * What is published when a node comes with {@code more}: whatever was once ours stays ours, so that renewed keys, and
     * nodes that renew them apart, take nothing from each other. Absent when it is another authority's; only a
     * demonstration gives way, wholly, to a seal of one's own.
     */
    Optional<PublicRing> with(PublicRing more) {
        if (demonstration && !more.demonstration) {
            return Optional.of(more);
        }
        if (demonstration != more.demonstration || Collections.disjoint(anchors, more.anchors)) {
            return Optional.empty();
        }
        return Optional.of(new PublicRing(
                union(anchors, more.anchors),
                union(seals, more.seals),
                newest(more.revocations).isBefore(newest(revocations)) ? revocations : more.revocations,
                more.online,
                demonstration));
    }

    private static Set<X509Certificate> union(Set<X509Certificate> some, Set<X509Certificate> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static Instant newest(Set<X509CRL> lists) {
        return lists.stream()
                .map(list -> list.getThisUpdate().toInstant())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
