// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import polity.kernel.node.Context;
import polity.kernel.node.Job;
import polity.kernel.node.Transactions;

/**
 * Decides waiting applications again, the oldest first, as long as places are free. Each is decided in a transaction of
 * its own under the locks that count the limits, so that as many are offered a place as there are places.
 */
final class WaitingList implements Job {

    /** How long after a place has become free by the passing of time it is offered at the latest. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int MOST_IN_A_ROW = 100;

    private final Transactions transactions;
    private final Places places;
    private final Matters matters;
    private final Deciding deciding;
    private final InstantSource clock;

    WaitingList(Transactions transactions, Places places, Matters matters, Deciding deciding, InstantSource clock) {
        this.transactions = transactions;
        this.places = places;
        this.matters = matters;
        this.deciding = deciding;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "waiting-list";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public long run() {
        Context context = Context.visitor("waiting-list");
        List<Places.Place> due = transactions.write(context, () -> places.due(clock.instant(), PAUSE));
        long done = 0;
        for (Places.Place place : due) {
            done += serve(place, context);
        }
        return done;
    }

    private long serve(Places.Place place, Context context) {
        long done = 0;
        while (done < MOST_IN_A_ROW && transactions.write(context, () -> next(place))) {
            done++;
        }
        return done;
    }

    /** Whether the first in the queue waits no longer, so that it is the next one's turn. */
    private boolean next(Places.Place place) {
        Optional<UUID> first = places.first(place);
        if (first.isEmpty()) {
            places.lock(place, clock.instant());
            places.forget(place);
            return false;
        }
        // Another node may have decided it while we waited for the row.
        return matters.lock(first.get())
                .filter(matter -> matter.status().equals(Moves.WAITING))
                .map(matter -> deciding.again(matter, clock.instant()))
                .orElseGet(() -> {
                    places.leave(first.get());
                    return true;
                });
    }
}
