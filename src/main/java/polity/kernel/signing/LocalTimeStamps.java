// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.time.InstantSource;
import java.util.Date;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;

/** The time-stamping unit of the demonstration: proves no more than that this program's clock said so. */
final class LocalTimeStamps extends KeyEntityTSPSource {
    private static final long serialVersionUID = 1;
    /** From a UUID made for this purpose (ITU-T X.667): nobody has to hand it out. */
    private static final String POLICY = "2.25.261398537340237514629011740216395218693";

    private final transient InstantSource clock;

    private LocalTimeStamps(Pair unit, InstantSource clock) {
        super(unit.key(), unit.certificate(), unit.chain());
        this.clock = clock;
    }

    static LocalTimeStamps of(Pair unit, InstantSource clock) {
        var stamps = new LocalTimeStamps(unit, clock);
        stamps.setTsaPolicy(POLICY);
        stamps.setDigestAlgorithm(DigestAlgorithm.SHA256);
        return stamps;
    }

    @Override
    protected Date getProductionTime() {
        return Date.from(clock.instant());
    }
}
