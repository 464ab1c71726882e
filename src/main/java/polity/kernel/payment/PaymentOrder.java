// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.ledger.Money;

/**
 * What somebody is to pay.
 *
 * @param payer opaque id of the person who pays, when signed in
 * @param kind kind of subject, of a {@link PaymentSubject} of this program
 * @param subject its id there, 200 characters at most
 * @param description what the payer reads on the provider's page and on the card statement, 200 characters at most
 * @param returnPath path of ours that the payer comes back to, such as {@code /cases/...}; with {@code returned=yes}
 *     when a card was used
 * @param validFor how long the payer can pay
 */
public record PaymentOrder(
        Optional<UUID> payer,
        String kind,
        String subject,
        Money amount,
        String description,
        String returnPath,
        Duration validFor) {

    public PaymentOrder {
        require(amount.isPositive(), "nothing is to be paid");
        require(!subject.isBlank() && subject.length() <= 200, "its subject needs 1 to 200 characters");
        require(!description.isBlank() && description.length() <= 200, "its description needs 1 to 200 characters");
        // A second slash or a backslash would lead a browser to another site.
        require(
                returnPath.length() <= 500 && returnPath.matches("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]*)?"),
                "it must return to a path of ours");
        require(validFor.isPositive(), "there is no time to pay");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UnfitOrder(otherwise);
        }
    }

    /** What was to be paid is no payment. */
    static final class UnfitOrder extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnfitOrder(String why) {
            super("The payment can't be made: " + why);
        }
    }
}
