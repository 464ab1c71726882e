// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Names a payment. */
public record PaymentId(UUID value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    // RFC 9562 section 5.7. Made here rather than by the database, so that a payment needs one statement.
    static PaymentId next(Instant now) {
        long time = (now.toEpochMilli() << 16) | 0x7000L | RANDOM.nextInt(0x1000);
        long random = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new PaymentId(new UUID(time, random));
    }
}
