// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.time.Duration;

import polity.kernel.node.Job;

/** Renews what is about to end and publishes it, also while nothing is sealed: those who verify elsewhere wait for it. */
final class KeyRenewal implements Job {
    private final Signing signing;

    KeyRenewal(Signing signing) {
        this.signing = signing;
    }

    @Override
    public String name() {
        return "signing.renew";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long run() {
        return signing.renew() ? 1 : 0;
    }
}
