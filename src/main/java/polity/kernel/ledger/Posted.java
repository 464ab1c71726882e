// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/** A posting was made. It is told once, not when the same posting is repeated. */
public record Posted(PostingId posting, String key, String subject) {}
