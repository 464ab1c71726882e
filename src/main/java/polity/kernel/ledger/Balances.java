// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * What accounts hold: the last snapshot and the lines since. No balance is updated when something is posted; this job
 * moves the snapshots on, for all accounts together.
 */
final class Balances implements Job {

    private static final long ONE_AT_A_TIME = 0x6c6564676572L;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Balances(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    Balance of(Accounts.Known account) {
        return jdbc.sql("select debit, credit from ledger.standing where id = ?")
                .param(account.id())
                .query((row, _) -> Balance.of(account.account(), row.getLong(1), row.getLong(2)))
                .single();
    }

    List<Balance> all() {
        return jdbc.sql("select code, kind, currency, overdraft, debit, credit from ledger.standing order by code")
                .query((row, _) -> Balance.of(
                        new Account(
                                row.getString(1),
                                Account.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                Currency.getInstance(row.getString(3)),
                                row.getBoolean(4),
                                Map.of()),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
    }

    @Override
    public String name() {
        return "ledger-balances";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    /** Takes in all lines of transactions that had ended when the oldest one still running began. */
    @Override
    public long run() {
        return transactions.write(Context.visitor("job:ledger-balances"), () -> {
            if (!claim()) {
                return 0L;
            }
            dropForeign();
            return (long) snapshot();
        });
    }

    private boolean claim() {
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query(Boolean.class)
                .single();
    }

    /** After a restore from a dump the counter of transactions may begin anew: then all is summed up anew. */
    private void dropForeign() {
        jdbc.sql("""
                delete from ledger.balance
                where exists (select from ledger.balance
                              where upto > pg_snapshot_xmax(pg_current_snapshot()))
                """).update();
    }

    // A transaction below the snapshot's xmin has ended, and what it committed is visible to this very statement; one
    // that runs, or begins later, has a higher number. So no line is left out and none is counted twice.
    private int snapshot() {
        return jdbc.sql("""
                with reach as (
                  select (select coalesce(max(upto), '0'::xid8) from ledger.balance) as since,
                         pg_snapshot_xmin(pg_current_snapshot()) as upto),
                recent as (
                  select l.debit, l.credit, l.amount from ledger.line l
                  where l.written >= (select since from reach) and l.written < (select upto from reach)),
                sums as (
                  select account, sum(debit)::bigint as debit, sum(credit)::bigint as credit
                  from (select debit as account, amount as debit, 0 as credit from recent
                        union all
                        select credit, 0, amount from recent) side
                  group by account)
                insert into ledger.balance as kept (account, upto, debit, credit)
                select account, (select upto from reach), debit, credit from sums
                on conflict (account) do update
                set upto = excluded.upto, debit = kept.debit + excluded.debit, credit = kept.credit + excluded.credit
                """).update();
    }
}
