// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/** Amounts of two currencies can't be added or posted as one. */
final class MixedCurrencies extends RuntimeException {
    private static final long serialVersionUID = 1;

    MixedCurrencies(Money one, Money other) {
        super(one + " and " + other + " are of different currencies");
    }
}
