// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Why something can't be done with an entry, whatever would be answered.
 *
 * @param reason code with words {@code reason.<code>}
 * @param article on which that rests; absent where what has ended simply has ended
 * @param from the first day on which it no longer stands in the way; absent where it always will
 */
public record Obstacle(String reason, Optional<String> article, Optional<LocalDate> from) {

    /** The entry was brought to an end before its time: nothing more is done with it. */
    public static final String ENDED = "ended";

    static final Obstacle HAS_ENDED = new Obstacle(ENDED, Optional.empty(), Optional.empty());
}
