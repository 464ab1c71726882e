// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

/**
 * What an account holds.
 *
 * @param debit sum of all its debits
 * @param credit sum of all its credits
 * @param balance the difference, positive on the usual side of its kind
 */
public record Balance(String account, Money debit, Money credit, Money balance) {

    static Balance of(Account account, long debit, long credit) {
        Money debits = new Money(debit, account.currency());
        Money credits = new Money(credit, account.currency());
        return new Balance(
                account.code(),
                debits,
                credits,
                account.kind().isDebit() ? debits.minus(credits) : credits.minus(debits));
    }
}
