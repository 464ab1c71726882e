// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** A case. */
public record CaseId(UUID value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** One ordered by time (RFC 9562 section 5.7), made here where several rows of one statement need the same. */
    static CaseId next(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | RANDOM.nextInt(0x1000);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new CaseId(new UUID(high, low));
    }
}
