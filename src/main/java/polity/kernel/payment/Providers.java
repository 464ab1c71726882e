// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.util.List;
import java.util.Optional;

/** The providers of this program. The first one takes new payments. */
record Providers(List<PaymentProvider> all) {

    Optional<PaymentProvider> find(String name) {
        return all.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    PaymentProvider get(String name) {
        return find(name).orElseThrow(() -> new NoProvider("There is no payment provider \"" + name + "\""));
    }

    PaymentProvider first() {
        return all.stream().findFirst().orElseThrow(() -> new NoProvider("No payment provider is set up"));
    }

    /** Payments can't be taken, or not finished, since their provider isn't set up. */
    static final class NoProvider extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoProvider(String message) {
            super(message);
        }
    }
}
