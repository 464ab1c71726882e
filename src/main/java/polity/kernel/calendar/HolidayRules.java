// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.Map;

/** The standing rules of a place: which days of a year are holidays, and why. */
sealed interface HolidayRules permits JollydayRules, Statute {
    Map<LocalDate, Reason> in(int year);

    /** What the rules are taken from. */
    Reason source();
}
