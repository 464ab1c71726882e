// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A prolongation of a time limit: by a period, counted from the day on which the limit ended until then, or to a day.
 *
 * @param reason why, in the words of the authority
 * @param basis the article that allows it
 */
public record Extension(@Nullable Period by, @Nullable LocalDate until, String reason, String basis) {
    /**
     * What was decided.
     *
     * @throws LimitNotComputable unless it has exactly one of a period and a day
     */
    public Extension {
        if ((by == null) == (until == null)) {
            throw new LimitNotComputable("An extension is either by a period or until a day.");
        }
    }

    public static Extension by(Period period, String reason, String basis) {
        return new Extension(period, null, reason, basis);
    }

    public static Extension until(LocalDate day, String reason, String basis) {
        return new Extension(null, day, reason, basis);
    }
}
