// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.util.Currency;

/** No such account was declared, or not in this currency. */
final class UnknownAccount extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownAccount(String code) {
        super("There is no account \"" + code + "\"");
    }

    UnknownAccount(String code, Currency currency) {
        super("There is no account \"" + code + "\" in " + currency.getCurrencyCode());
    }
}
