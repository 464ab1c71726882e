// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/** What a decision does. */
public sealed interface Effect {

    /** A new register entry, valid from the one day to the other, the last included. */
    record Register(
            String register,
            Map<String, Formula> entry,
            Formula from,
            @Nullable Formula to) implements Effect {}

    /** A new version of the entry that the procedure works on. */
    record Amend(Map<String, Formula> entry) implements Effect {}

    /**
     * The entry that the procedure works on ends with that day.
     *
     * @param status where the cases that gave it stand from now on; absent: they have ended when the day has passed
     */
    record End(Formula at, @Nullable String status) implements Effect {}

    /**
     * A document is issued for the entry.
     *
     * @param number the number that it bears, by which people know what it certifies
     * @param shows open fields of the entry that everybody sees who verifies it
     */
    record Document(String template, Formula number, List<String> shows) implements Effect {}

    /** The entry's documents are revoked and a new one is issued. */
    record ReplaceDocument(String template, Formula number, List<String> shows) implements Effect {}

    /**
     * The entry's documents are revoked.
     *
     * @param last the last day on which they hold; absent: they hold no longer
     * @param reason {@code ended} or {@code revoked}
     */
    record RevokeDocument(@Nullable Formula last, String reason) implements Effect {}

    /** Money goes back to who paid, in minor units. */
    record Refund(Formula amount) implements Effect {}
}
