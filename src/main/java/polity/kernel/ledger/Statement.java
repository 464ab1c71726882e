// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A page of the lines of an account, newest first.
 *
 * @param next where the following page begins; absent on the last one
 */
public record Statement(String account, List<Entry> entries, Optional<String> next) {

    public Statement {
        entries = List.copyOf(entries);
    }

    /**
     * A line as its account sees it.
     *
     * @param other code of the account on the other side
     * @param debit whether it is a debit of this account; otherwise a credit
     */
    public record Entry(
            PostingId posting,
            int number,
            Instant posted,
            LocalDate valueDate,
            String subject,
            String text,
            String other,
            boolean debit,
            Money amount) {}
}
