// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;

/**
 * A stretch in which the clock stands still: none of its days is counted.
 *
 * @param from the first day that isn't counted
 * @param to the last day that isn't counted; of a pause that still lasts, the day up to which it is known to
 * @param lasting whether the pause still lasts, so that the limit is what it would be if the clock went on after {@code to}
 * @param reason why, in the words of the authority
 */
public record Pause(LocalDate from, LocalDate to, boolean lasting, String reason) {
    /**
     * A stretch in order.
     *
     * @throws LimitNotComputable when it ends before it begins
     */
    public Pause {
        if (to.isBefore(from)) {
            throw new LimitNotComputable("A pause from " + from + " cannot end on " + to + ".");
        }
    }

    public static Pause between(LocalDate from, LocalDate to, String reason) {
        return new Pause(from, to, false, reason);
    }

    /** A pause without an end yet, as things stand on the day given. */
    public static Pause lasting(LocalDate from, LocalDate asOf, String reason) {
        return new Pause(from, asOf, true, reason);
    }

    boolean covers(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }
}
