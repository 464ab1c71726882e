// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.time.Instant;

/**
 * An entry as auditors read it.
 *
 * @param index its place in the log
 * @param content the record, canonical JSON (RFC 8785)
 * @param recorder the database role of the zone that recorded it, as the database knows it
 */
public record Recorded(EntryId entry, long index, Instant at, String act, String content, String recorder) {}
