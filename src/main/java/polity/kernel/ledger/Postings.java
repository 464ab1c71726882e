// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes postings: a batch is one call of one function of the database. */
final class Postings {

    private static final String DIFFERENT = "PL001";
    private static final String NO_ORIGINAL = "PL002";
    private static final String OVERDRAWN = "PL003";

    private final JdbcClient jdbc;
    private final Accounts accounts;

    Postings(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** Returns one receipt for each posting, in their order. */
    List<Receipt> post(List<Posting> batch, Instant posted) {
        int size = batch.stream().mapToInt(posting -> posting.lines().size()).sum();
        var place = new int[size];
        var number = new int[size];
        var debit = new String[size];
        var credit = new String[size];
        var amount = new long[size];
        int at = 0;
        for (int p = 0; p < batch.size(); p++) {
            List<Posting.Line> lines = batch.get(p).lines();
            for (int n = 0; n < lines.size(); n++) {
                Posting.Line line = lines.get(n);
                place[at] = p + 1;
                number[at] = n + 1;
                debit[at] = id(line.debit(), line);
                credit[at] = id(line.credit(), line);
                amount[at] = line.amount().minor();
                at++;
            }
        }
        try {
            return jdbc.sql("""
                    select id, repeated
                    from ledger.post(?::text[], ?::date[], ?::text[], ?::text[], ?::text[], ?::text[], ?,
                                     ?::int[], ?::smallint[], ?::uuid[], ?::uuid[], ?::bigint[])
                    """)
                    .param(texts(batch, Posting::key))
                    .param(texts(batch, posting -> posting.valueDate().toString()))
                    .param(texts(batch, Posting::subject))
                    .param(texts(batch, Posting::text))
                    .param(texts(batch, posting -> posting.currency().getCurrencyCode()))
                    .param(corrected(batch))
                    .param(posted.atOffset(ZoneOffset.UTC))
                    .param(place)
                    .param(number)
                    .param(debit)
                    .param(credit)
                    .param(amount)
                    .query((row, _) -> new Receipt(new PostingId(row.getObject(1, UUID.class)), row.getBoolean(2)))
                    .list();
        } catch (DataAccessException e) {
            throw named(e);
        }
    }

    private String id(String code, Posting.Line line) {
        Accounts.Known known = accounts.get(code);
        if (!known.account().currency().equals(line.amount().currency())) {
            throw new UnknownAccount(code, line.amount().currency());
        }
        return known.id().toString();
    }

    private static String[] texts(List<Posting> batch, Function<Posting, String> part) {
        return batch.stream().map(part).toArray(String[]::new);
    }

    @SuppressWarnings("NullAway") // the database knows an absent original as null
    private static String[] corrected(List<Posting> batch) {
        return batch.stream().map(posting -> posting.corrects().orElse(null)).toArray(String[]::new);
    }

    private static RuntimeException named(DataAccessException failure) {
        if (failure.getMostSpecificCause() instanceof SQLException cause && cause.getSQLState() != null) {
            String about = about(cause);
            return switch (cause.getSQLState()) {
                case DIFFERENT -> new DifferentPosting(about);
                case NO_ORIGINAL -> new NoOriginal(about);
                case OVERDRAWN -> new Overdrawn(about);
                default -> failure;
            };
        }
        return failure;
    }

    /** The key or account that the function names; the driver puts its severity before and the place after it. */
    private static String about(SQLException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replaceFirst("^[A-Z]+: ", "");
    }

    record Receipt(PostingId id, boolean repeated) {}
}
