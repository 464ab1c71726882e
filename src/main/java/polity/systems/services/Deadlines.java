// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import polity.kernel.calendar.LimitRule;
import polity.kernel.calendar.Period;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.calendar.WorkingCalendar;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.page.Words;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;

/** By when an official decides what the rules have left to him, or what he was asked to look at. */
final class Deadlines {

    private final Optional<WorkingCalendar> calendar;
    private final Catalogue catalogue;
    private final InstantSource clock;

    Deadlines(Optional<WorkingCalendar> calendar, Catalogue catalogue, InstantSource clock) {
        this.calendar = calendar;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * The last day of the period in which officials decide, from the day on which one was asked. Absent where none is set in
     * days, or where the authority has no calendar.
     */
    Optional<LocalDate> of(ReviewTask.Due due) {
        return catalogue.known(due.service()).flatMap(service -> of(service, due));
    }

    private Optional<LocalDate> of(ServicePackage service, ReviewTask.Due due) {
        return of(service, due.asked(), due.byRules() ? "legal_period" : "review_period");
    }

    private Optional<LocalDate> of(ServicePackage service, Instant asked, String term) {
        return service.term(term)
                .or(() -> service.term("legal_period"))
                .map(ServicePackage.Term::period)
                .filter(Period::isPeriod)
                .flatMap(period -> calendar.map(
                        days -> TimeLimit.of(LimitRule.of(Period.parse(period), "asked"), asked, service.place(), days)
                                .lastDay()));
    }

    /** How much waits, by when the next is to be decided, and how much is late, as far as it was read. */
    String waiting(List<ReviewTask.Due> waiting, Words words) {
        if (waiting.isEmpty()) {
            return words.say("reviews.none-waiting");
        }
        List<LocalDate> days =
                waiting.stream().flatMap(due -> of(due).stream()).sorted().toList();
        LocalDate today = LocalDate.ofInstant(clock.instant(), words.zone());
        long late = days.stream().filter(today::isAfter).count();
        int size = waiting.size();
        var said = new StringBuilder(
                size < Reviews.MOST
                        ? words.count("reviews.waiting", size)
                        : words.say("reviews.waiting-many", "count", size));
        if (late > 0) {
            said.append(words.count("reviews.late", late));
        } else if (!days.isEmpty()) {
            said.append(words.say("reviews.next", "date", days.getFirst()));
        }
        return said.toString();
    }
}
