// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money.
 *
 * @param minor in minor units of the currency: cents, fen, whole yen
 * @param currency ISO 4217
 */
public record Money(long minor, Currency currency) {

    /** An amount in the currency of these three letters of ISO 4217. */
    public static Money of(long minor, String currency) {
        try {
            return new Money(minor, Currency.getInstance(currency));
        } catch (IllegalArgumentException e) {
            throw new UnknownCurrency(currency, e);
        }
    }

    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new UnknownCurrency(currency.getCurrencyCode(), null);
        }
    }

    /** Adds an amount of the same currency; refuses another currency and what is too large to count. */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    /** Takes away an amount of the same currency; refuses another currency and what is too large to count. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public boolean isPositive() {
        return minor > 0;
    }

    /** In major units, exactly. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /** Such as {@code 12.50 EUR}, for logs and machines. */
    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new MixedCurrencies(this, other);
        }
        return other;
    }
}
