// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.RunningPolity;

/** The ledger of the running program, with accounts that belong to one test alone. */
final class Books {

    static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Currency EUR = Currency.getInstance("EUR");

    private final String prefix =
            "test.t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);

    final String bank = prefix + ".bank";
    final String fees = prefix + ".fees";
    final String owed = prefix + ".owed";
    final String limited = prefix + ".limited";
    final String yuan = prefix + ".yuan";

    Books() {
        jobs(() -> {
            ledger().declare(List.of(
                    account(bank, Account.Kind.ASSET, EUR, true),
                    account(fees, Account.Kind.INCOME, EUR, true),
                    account(owed, Account.Kind.LIABILITY, EUR, true),
                    account(limited, Account.Kind.LIABILITY, EUR, false),
                    account(yuan, Account.Kind.ASSET, Currency.getInstance("CNY"), true)));
            return true;
        });
    }

    static Account account(String code, Account.Kind kind, Currency currency, boolean overdraft) {
        return new Account(code, kind, currency, overdraft, Map.of("en", "Test"));
    }

    static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    static Ledger ledger() {
        return RunningPolity.part(Ledger.class);
    }

    static JdbcClient jdbc() {
        return RunningPolity.part(JdbcClient.class);
    }

    static <T> T jobs(Supplier<T> work) {
        return in(Zone.JOBS, work);
    }

    static <T> T visitor(Supplier<T> work) {
        return in(Zone.PUBLIC, work);
    }

    private static <T> T in(Zone zone, Supplier<T> work) {
        return zone.call(() -> RunningPolity.part(Transactions.class).write(Context.visitor("test"), work));
    }

    static void snapshot() {
        Zone.JOBS.call(() -> RunningPolity.part(Balances.class).run());
    }

    String key() {
        return prefix + ":" + UUID.randomUUID();
    }

    Posting fee(String key, long cents) {
        return Posting.of(key, DAY, "case:" + prefix, "Fee", new Posting.Line(bank, fees, euro(cents)));
    }

    long balance(String code) {
        return jobs(() -> ledger().balance(code)).balance().minor();
    }
}
