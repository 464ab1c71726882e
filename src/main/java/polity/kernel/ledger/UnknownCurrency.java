// SPDX-License-Identifier: Apache-2.0
package polity.kernel.ledger;

import org.jspecify.annotations.Nullable;

/** ISO 4217 has no such currency, or one without amounts (such as XXX). */
public final class UnknownCurrency extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownCurrency(String code, @Nullable Throwable cause) {
        super("\"" + code + "\" is no currency of ISO 4217 in which amounts are given", cause);
    }
}
