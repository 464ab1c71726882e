// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import polity.kernel.calendar.Calendars;
import polity.kernel.calendar.LimitRule;
import polity.kernel.calendar.Period;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.calendar.WorkingCalendar;
import polity.kernel.cases.ReviewTask;
import polity.kernel.catalogue.ServicePackage;

/** By when an official decides what the rules have left to him, or what he was asked to look at. */
final class Deadlines {

    /** Read when a day is first asked for: no start waits for it. */
    private static final class Known {
        static final Calendars CALENDARS = Calendars.bundled();
    }

    private Deadlines() {}

    /**
     * The last day of the period in which officials decide, from the day on which one was asked. Absent where none is set in
     * days, or where no calendar is known of the place whose days count.
     */
    static Optional<LocalDate> of(ServicePackage service, ReviewTask.Due due) {
        return of(service, due.asked(), due.byRules() ? "legal_period" : "review_period");
    }

    private static Optional<LocalDate> of(ServicePackage service, Instant asked, String term) {
        return service.term(term)
                .or(() -> service.term("legal_period"))
                .map(ServicePackage.Term::period)
                .filter(Period::isPeriod)
                .flatMap(period -> calendar(service)
                        .map(calendar -> TimeLimit.of(
                                        LimitRule.of(Period.parse(period), "asked"), asked, service.place(), calendar)
                                .lastDay()));
    }

    private static Optional<WorkingCalendar> calendar(ServicePackage service) {
        return Known.CALENDARS.places().stream()
                .map(Known.CALENDARS::of)
                .filter(calendar -> calendar.zone().equals(service.place()))
                .findFirst();
    }
}
