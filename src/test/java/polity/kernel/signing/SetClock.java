// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that starts now and moves when it is told to. */
final class SetClock implements InstantSource {
    private Instant now = Instant.now();

    void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
