// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.util.Set;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;

/**
 * All that sealing and validating need at one moment.
 *
 * @param seal the key that seals
 * @param stamps where time stamps come from
 * @param trust whom a validation trusts
 * @param ours ids of the certificates of this authority's seals, past and present
 */
record KeyRing(Pair seal, TSPSource stamps, Trust trust, Set<String> ours) {
    KeyRing {
        ours = Set.copyOf(ours);
    }

    /** The hash that goes with the seal's key: as strong as the key, no stronger. */
    DigestAlgorithm digest() {
        return seal.key() instanceof java.security.interfaces.ECKey key
                        && key.getParams().getOrder().bitLength() > 256
                ? DigestAlgorithm.SHA384
                : DigestAlgorithm.SHA256;
    }
}
