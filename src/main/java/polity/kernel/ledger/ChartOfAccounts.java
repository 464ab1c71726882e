// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.SmartInitializingSingleton;

import polity.kernel.node.CannotStart;
import polity.kernel.node.Context;
import polity.kernel.node.Declaration;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Problem;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;

/** Declares the accounts of every {@code accounts.yaml} on the class path before anything is served. */
final class ChartOfAccounts implements SmartInitializingSingleton {

    private static final String FILE = "accounts.yaml";

    private final Accounts accounts;
    private final Transactions transactions;
    private final NodeSettings settings;

    ChartOfAccounts(Accounts accounts, Transactions transactions, NodeSettings settings) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** Only a node that does background work may write accounts; the others find them when they need them. */
    @Override
    public void afterSingletonsInstantiated() {
        if (settings.zones().contains(Zone.JOBS)) {
            List<Account> declared = read();
            Zone.JOBS.run(() -> transactions.write(Context.visitor("ledger:accounts"), () -> {
                accounts.load();
                accounts.declare(declared);
            }));
        }
    }

    static List<Account> read() {
        List<Problem> problems = new ArrayList<>();
        List<Account> declared = new ArrayList<>();
        try {
            ClassLoader loader = ChartOfAccounts.class.getClassLoader();
            for (URL file : Collections.list(loader.getResources(FILE))) {
                try (InputStream in = file.openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    declared.addAll(accounts(Declaration.read(text, FILE, problems)));
                }
            }
        } catch (IOException e) {
            throw new CannotStart("The accounts can't be read: " + e.getMessage() + ".", e);
        }
        if (!problems.isEmpty()) {
            throw new CannotStart("The accounts can't be read: " + problems.getFirst() + ".");
        }
        return declared;
    }

    static List<Account> accounts(Declaration file) {
        file.allow("accounts");
        return file.list("accounts").stream()
                .map(ChartOfAccounts::account)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Account> account(Declaration declared) {
        declared.allow("code", "kind", "currency", "overdraft", "label");
        Map<String, String> labels = new HashMap<>();
        declared.map("label").forEach((language, label) -> labels.put(language, label.asText()));
        String code = declared.text("code");
        if (!code.matches(Account.CODE)) {
            declared.refuse("\"" + code + "\" is no code of an account, like income.parking-permits");
        }
        Optional<Account.Kind> kind = kind(declared);
        Optional<Currency> currency = currency(declared);
        if (kind.isEmpty() || currency.isEmpty()) {
            return Optional.empty();
        }
        boolean overdraft = !declared.has("overdraft") || declared.flag("overdraft");
        return Optional.of(new Account(code, kind.get(), currency.get(), overdraft, labels));
    }

    private static Optional<Account.Kind> kind(Declaration declared) {
        String word = declared.text("kind");
        for (Account.Kind kind : Account.Kind.values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        declared.refuse("\"" + word + "\" is no kind of account; write asset, liability, income, expense or equity");
        return Optional.empty();
    }

    private static Optional<Currency> currency(Declaration declared) {
        try {
            return Optional.of(Money.of(0, declared.text("currency")).currency());
        } catch (UnknownCurrency e) {
            declared.refuse(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
