// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * A place where money is counted.
 *
 * @param code unique, such as {@code income.parking-permits}
 * @param currency of all its lines
 * @param overdraft whether its balance may be negative, seen from its usual side
 * @param labels what people call it, by language tag
 */
public record Account(String code, Kind kind, Currency currency, boolean overdraft, Map<String, String> labels) {

    static final String CODE = "[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*";

    public Account {
        labels = Map.copyOf(labels);
    }

    /** What a balance means. */
    public enum Kind {
        ASSET,
        LIABILITY,
        INCOME,
        EXPENSE,
        EQUITY;

        /** As files and the database write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether debits make it larger. */
        boolean isDebit() {
            return this == ASSET || this == EXPENSE;
        }
    }
}
