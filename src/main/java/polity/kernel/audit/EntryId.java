// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A recorded act: by it, the entry and its proof are asked for later. */
public record EntryId(UUID value) {
    /** A new id of version 7 (RFC 9562 section 5.7): the time in milliseconds, then random bits. */
    static EntryId next(Instant at, RandomGenerator random) {
        long high = at.toEpochMilli() << 16 | 0x7000 | (random.nextLong() & 0xfff);
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new EntryId(new UUID(high, low));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
