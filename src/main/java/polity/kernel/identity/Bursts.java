// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells of what comes in bursts when it begins, and how often it happened once it is over and each minute till then: a line
 * for each request of an overload would hide what brought it about, and cost time just then.
 */
final class Bursts {

    static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<Runnable> later;
    private final Consumer<String> teller;
    private final Map<String, Burst> going = new ConcurrentHashMap<>();

    /** @param later runs something once, after {@link #QUIET} */
    Bursts(InstantSource clock, Consumer<Runnable> later, Consumer<String> teller) {
        this.clock = clock;
        this.later = later;
        this.teller = teller;
    }

    /**
     * What happens again and again.
     *
     * @param since when the counting began
     * @param times how often since then
     */
    private record Burst(Instant since, Instant last, long times, boolean begins) {
        Burst again(Instant at) {
            return new Burst(since, at.isAfter(last) ? at : last, times + 1, false);
        }
    }

    /**
     * It has happened.
     *
     * @param what one of few sentences
     */
    void happened(String what) {
        Instant now = clock.instant();
        Burst burst = going.merge(what, new Burst(now, now, 1, true), (before, _) -> before.again(now));
        if (burst.begins()) {
            teller.accept(what);
            later.accept(() -> look(what));
        }
    }

    private void look(String what) {
        Instant now = clock.instant();
        Burst left = going.computeIfPresent(what, (_, burst) -> {
            boolean over = !now.isBefore(burst.last().plus(QUIET));
            boolean goesOn = !over && !now.isBefore(burst.since().plus(LONG));
            if ((over && burst.times() > 1) || goesOn) {
                tell(what, burst, over);
            }
            return over ? null : goesOn ? new Burst(now, burst.last(), 0, false) : burst;
        });
        if (left != null) {
            later.accept(() -> look(what));
        }
    }

    private void tell(String what, Burst burst, boolean over) {
        long seconds = Math.max(1, Duration.between(burst.since(), burst.last()).toSeconds());
        teller.accept("%s: %d times within %d s%s".formatted(what, burst.times(), seconds, over ? "; over now" : ""));
    }
}
