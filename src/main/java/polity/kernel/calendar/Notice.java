// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An official notice about the working days of a year.
 *
 * @param number the number of the document, where it has one
 * @param published when it was published; absent for a list that was only consulted, which adds nothing to the law
 * @param complete whether it settles the whole year, so that the standing rules no longer matter
 */
record Notice(
        int year,
        Name title,
        @Nullable String number,
        @Nullable LocalDate published,
        boolean complete,
        List<Entry> entries) {

    Notice {
        entries = List.copyOf(entries);
    }

    enum Kind {
        HOLIDAY,
        SUBSTITUTE,
        ONE_OFF,
        MAKE_UP,
        /** A day that the standing rules hold to be a holiday, and this year isn't. */
        NO_HOLIDAY
    }

    record Entry(LocalDate date, Kind kind, Name name) {}

    /** The title with the number of the document, as one cites it. */
    Name source() {
        return number == null ? title : title.followedBy(number);
    }

    boolean knownOn(LocalDate date) {
        return published == null || !published.isAfter(date);
    }
}
