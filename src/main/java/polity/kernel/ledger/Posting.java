// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Money that moves between accounts by one act.
 *
 * @param key idempotency key: the same act posts once, such as {@code payment:<id>}
 * @param valueDate the day from which the money counts
 * @param subject opaque reference to what it is about, such as the id of a case
 * @param text what an accountant reads, 500 characters at most
 * @param lines at least one, all of the same currency
 * @param corrects key of the posting that this one corrects
 */
public record Posting(
        String key, LocalDate valueDate, String subject, String text, List<Line> lines, Optional<String> corrects) {

    private static final int MOST_LINES = Short.MAX_VALUE;

    /** A posting that corrects none. */
    public static Posting of(String key, LocalDate valueDate, String subject, String text, Line... lines) {
        return new Posting(key, valueDate, subject, text, List.of(lines), Optional.empty());
    }

    public Posting {
        lines = List.copyOf(lines);
        require(!key.isBlank() && key.length() <= 200, key, "its key needs 1 to 200 characters");
        require(!subject.isBlank() && subject.length() <= 200, key, "its subject needs 1 to 200 characters");
        require(!text.isBlank() && text.length() <= 500, key, "its text needs 1 to 500 characters");
        require(!lines.isEmpty() && lines.size() <= MOST_LINES, key, "it needs 1 to " + MOST_LINES + " lines");
        Line first = lines.getFirst();
        for (Line line : lines) {
            require(line.amount().isPositive(), key, "an amount must be more than nothing");
            require(!line.debit().equals(line.credit()), key, "a line can't debit and credit the same account");
            if (!line.amount().currency().equals(first.amount().currency())) {
                throw new MixedCurrencies(first.amount(), line.amount());
            }
        }
    }

    /** The posting that takes this one back. */
    public Posting reversed(String key, LocalDate valueDate, String text) {
        return new Posting(
                key,
                valueDate,
                subject,
                text,
                lines.stream()
                        .map(line -> new Line(line.credit(), line.debit(), line.amount()))
                        .toList(),
                Optional.of(this.key));
    }

    Currency currency() {
        return lines.getFirst().amount().currency();
    }

    private static void require(boolean condition, String key, String otherwise) {
        if (!condition) {
            throw new UnfitPosting(key, otherwise);
        }
    }

    /** An amount from the credited account to the debited one. */
    public record Line(String debit, String credit, Money amount) {}

    /** What was to be posted is no posting. */
    static final class UnfitPosting extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnfitPosting(String key, String why) {
            super("The posting \"" + key + "\" can't be made: " + why);
        }
    }
}
