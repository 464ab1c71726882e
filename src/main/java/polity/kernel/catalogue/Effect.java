// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/** What a decision does. */
public sealed interface Effect {

    /** How expressions name the next number of the program's series, which no two entries have. */
    String SERIAL = "serial";

    /** On what it depends whether it happens; it always does where this is absent. */
    @Nullable
    Formula when();

    /** All its expressions. */
    default Stream<Formula> formulas() {
        Stream<Formula> own = switch (this) {
            case Register register ->
                Stream.concat(
                        register.entry().values().stream(),
                        Stream.concat(Stream.of(register.from()), Stream.ofNullable(register.to())));
            case Amend amend -> amend.entry().values().stream();
            case AmendFound amend -> Stream.concat(amend.where().values().stream(), amend.entry().values().stream());
            case End end -> Stream.of(end.at());
            case Document document -> Stream.of(document.number());
            case RevokeDocument revoked -> Stream.ofNullable(revoked.last());
            case Refund refund -> Stream.of(refund.amount());
            case Begin _, Message _ -> Stream.empty();
        };
        return Stream.concat(own, Stream.ofNullable(when()));
    }

    /** Whether it happens, given what expressions of effects see. */
    default boolean happens(Map<String, ? extends @Nullable Object> context) {
        Formula condition = when();
        return condition == null || condition.holds(context);
    }

    /**
     * A new register entry, valid from the one day to the other, the last included. The first of a decision is the entry of
     * the case.
     */
    record Register(
            String register,
            Map<String, Formula> entry,
            Formula from,
            @Nullable Formula to,
            @Nullable Formula when) implements Effect {

        /** Whether it takes a number of the series. */
        public boolean isNumbered() {
            return entry.values().stream().anyMatch(formula -> formula.uses().contains(SERIAL));
        }
    }

    /** A new version of the entry that the procedure works on. */
    record Amend(Map<String, Formula> entry, @Nullable Formula when) implements Effect {}

    /**
     * New versions of the entries of a register that are found by these values, now or to come: what stands beside the entry
     * that the procedure works on.
     */
    record AmendFound(
            String register,
            Map<String, Formula> where,
            Map<String, Formula> entry,
            @Nullable Formula when) implements Effect {}

    /**
     * The entry that the procedure works on ends with that day.
     *
     * @param status where the cases that gave it stand from now on; absent: they have ended when the day has passed
     */
    record End(
            Formula at, @Nullable String status, @Nullable Formula when) implements Effect {}

    /**
     * A document is issued for the entry.
     *
     * @param number the number that it bears, by which people know what it certifies
     * @param shows open fields of the entry that everybody sees who verifies it
     * @param replaces whether the documents that the entry has are revoked
     */
    record Document(
            String template,
            Formula number,
            List<String> shows,
            boolean replaces,
            @Nullable Formula when) implements Effect {}

    /**
     * The entry's documents are revoked.
     *
     * @param last the last day on which they hold; absent: they hold no longer
     * @param reason {@code ended} or {@code revoked}
     */
    record RevokeDocument(
            @Nullable Formula last, String reason, @Nullable Formula when) implements Effect {}

    /** The process of the package begins about the case. */
    record Begin(@Nullable Formula when) implements Effect {}

    /** What goes on about the entry is told that something has happened, such as that its holder has withdrawn. */
    record Message(String name, @Nullable Formula when) implements Effect {}

    /** Money goes back to who paid, in minor units. */
    record Refund(Formula amount, @Nullable Formula when) implements Effect {}
}
