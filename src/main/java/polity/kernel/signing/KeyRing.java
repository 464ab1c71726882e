// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;

/**
 * All that sealing needs at one moment.
 *
 * @param seal the key that seals
 * @param stamps where time stamps come from
 * @param trust what somebody needs to verify what it seals
 */
record KeyRing(Pair seal, TSPSource stamps, Trust trust) {

    /** The hash that goes with the seal's key: as strong as the key, no stronger. */
    DigestAlgorithm digest() {
        return seal.key() instanceof java.security.interfaces.ECKey key
                        && key.getParams().getOrder().bitLength() > 256
                ? DigestAlgorithm.SHA384
                : DigestAlgorithm.SHA256;
    }
}
