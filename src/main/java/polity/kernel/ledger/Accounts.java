// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import polity.kernel.node.CannotStart;

/** The chart of accounts, kept in memory: an account never changes what money means in it. */
final class Accounts {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private volatile Map<String, Known> known = Map.of();

    Accounts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Known get(String code) {
        return find(code).orElseThrow(() -> new UnknownAccount(code));
    }

    /** Looks again in the database only for a code that isn't known: another node may have declared it. */
    Optional<Known> find(String code) {
        Known found = known.get(code);
        if (found == null) {
            load(code);
            found = known.get(code);
        }
        return Optional.ofNullable(found);
    }

    void declare(List<Account> declared) {
        jdbc.sql("""
                insert into ledger.account (code, kind, currency, overdraft, labels)
                select code, kind, currency, overdraft, labels::jsonb
                from unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[])
                     declared(code, kind, currency, overdraft, labels)
                order by code
                on conflict (code) do update set labels = excluded.labels
                where account.labels is distinct from excluded.labels
                """)
                .param(declared.stream().map(Account::code).toArray(String[]::new))
                .param(declared.stream().map(account -> account.kind().word()).toArray(String[]::new))
                .param(declared.stream()
                        .map(account -> account.currency().getCurrencyCode())
                        .toArray(String[]::new))
                .param(declared.stream().map(Account::overdraft).toArray(Boolean[]::new))
                .param(declared.stream()
                        .map(account -> json.writeValueAsString(account.labels()))
                        .toArray(String[]::new))
                .update();
        load(declared.stream().map(Account::code).toArray(String[]::new));
        declared.forEach(this::requireSame);
    }

    private void requireSame(Account declared) {
        Account kept = get(declared.code()).account();
        if (kept.kind() != declared.kind()
                || !kept.currency().equals(declared.currency())
                || kept.overdraft() != declared.overdraft()) {
            throw new CannotStart("The account " + declared.code() + " is kept as "
                    + kept.kind().word() + " in " + kept.currency() + (kept.overdraft() ? "" : " without overdraft")
                    + " and can't become another; declare an account with another code.");
        }
    }

    /** Adds accounts of the database to those in memory; without codes all of them. */
    void load(String... codes) {
        List<Known> found = jdbc.sql("""
                select id, code, kind, currency, overdraft, labels from ledger.account
                where ? or code = any(?::text[])
                """)
                .param(codes.length == 0)
                .param(codes)
                .query((row, _) -> new Known(
                        row.getObject(1, UUID.class),
                        new Account(
                                row.getString(2),
                                Account.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                                Currency.getInstance(row.getString(4)),
                                row.getBoolean(5),
                                json.readValue(row.getString(6), LABELS))))
                .list();
        add(found);
    }

    private synchronized void add(List<Known> found) {
        Map<String, Known> all = new HashMap<>(known);
        found.forEach(each -> all.put(each.account().code(), each));
        known = Map.copyOf(all);
    }

    record Known(UUID id, Account account) {}
}
