// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the lines of an account page by page, each page by two index ranges. */
final class Statements {

    private static final int MOST = 1_000;
    private static final Pattern CURSOR =
            Pattern.compile("(\\d{1,19})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(\\d{1,5})");
    private static final Place NEWEST =
            new Place("18446744073709551615", new UUID(-1L, -1L).toString(), Short.MAX_VALUE);

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Statement of(Accounts.Known account, Optional<String> cursor, int most) {
        Place from = cursor.map(Statements::place).orElse(NEWEST);
        int page = Math.clamp(most, 1, MOST);
        List<Found> found = lines(account, from, page + 1);
        List<Found> shown = found.subList(0, Math.min(page, found.size()));
        Optional<String> next =
                found.size() > page ? Optional.of(shown.getLast().place().cursor()) : Optional.empty();
        return new Statement(
                account.account().code(), shown.stream().map(Found::entry).toList(), next);
    }

    private List<Found> lines(Accounts.Known account, Place from, int most) {
        return jdbc.sql("""
                select l.written, l.posting, l.number, p.posted, p.value_date, p.subject, p.text, other.code,
                       l.debit, l.amount
                from (
                  (select written, posting, number, credit as other, true as debit, amount from ledger.line
                   where debit = :account and (written, posting, number) < (:written::xid8, :posting::uuid, :number)
                   order by written desc, posting desc, number desc limit :most)
                  union all
                  (select written, posting, number, debit, false, amount from ledger.line
                   where credit = :account and (written, posting, number) < (:written::xid8, :posting::uuid, :number)
                   order by written desc, posting desc, number desc limit :most)
                ) l
                join ledger.posting p on p.id = l.posting
                join ledger.account other on other.id = l.other
                order by l.written desc, l.posting desc, l.number desc limit :most
                """)
                .param("account", account.id())
                .param("written", from.written())
                .param("posting", from.posting())
                .param("number", from.number())
                .param("most", most)
                .query((row, _) -> new Found(
                        new Place(row.getString(1), row.getString(2), row.getInt(3)),
                        new Statement.Entry(
                                new PostingId(row.getObject(2, UUID.class)),
                                row.getInt(3),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getObject(5, LocalDate.class),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getBoolean(9),
                                new Money(row.getLong(10), account.account().currency()))))
                .list();
    }

    private static Place place(String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw new UnknownCursor();
        }
        return new Place(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    private record Place(String written, String posting, int number) {
        String cursor() {
            return written + "." + posting + "." + number;
        }
    }

    private record Found(Place place, Statement.Entry entry) {}

    /** The place where a page should begin wasn't given out by a statement. */
    static final class UnknownCursor extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownCursor() {
            super("This is no place in a statement");
        }
    }
}
