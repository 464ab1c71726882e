// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.LocalDate;
import java.util.UUID;

/**
 * The holder of what a case has given is to be told that it ends.
 *
 * @param last the last day on which it holds
 */
public record EntryEnds(UUID matter, String service, String reference, LocalDate last, UUID holder) {}
