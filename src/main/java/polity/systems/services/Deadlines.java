// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import polity.kernel.calendar.CalendarDataNotValid;
import polity.kernel.calendar.Calendars;
import polity.kernel.calendar.LimitRule;
import polity.kernel.calendar.Period;
import polity.kernel.calendar.Place;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.calendar.WorkingCalendar;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.CannotStart;
import polity.kernel.page.Words;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;

/** By when an official decides what the rules have left to him, or what he was asked to look at. */
final class Deadlines {

    /** The calendars of an authority itself, with the notices that it has imported. */
    private static final String FOLDER = "calendars";

    private final Optional<WorkingCalendar> calendar;
    private final Catalogue catalogue;
    private final InstantSource clock;

    private Deadlines(Optional<WorkingCalendar> calendar, Catalogue catalogue, InstantSource clock) {
        this.calendar = calendar;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * By the calendar of an authority: of the place that it names, otherwise of the only place whose clock it goes by.
     *
     * @param home where the folder of its own calendars is, if it has one
     */
    static Deadlines load(Path home, @Nullable String place, ZoneId zone, Catalogue catalogue, InstantSource clock) {
        Path folder = home.resolve(FOLDER);
        try {
            Calendars known = Files.isDirectory(folder) ? Calendars.with(folder) : Calendars.bundled();
            return new Deadlines(calendar(known, place, zone), catalogue, clock);
        } catch (CalendarDataNotValid e) {
            throw new CannotStart("The calendar can't be used: " + e.getMessage(), e);
        }
    }

    private static Optional<WorkingCalendar> calendar(Calendars known, @Nullable String place, ZoneId zone) {
        if (place != null && !place.isBlank()) {
            WorkingCalendar named = known.of(new Place(place));
            if (!named.zone().equals(zone)) {
                throw new CannotStart("The calendar of " + place + " goes by the clock of " + named.zone()
                        + ", but the authority's is " + zone + "; set POLITY_CALENDAR or POLITY_TIMEZONE.");
            }
            return Optional.of(named);
        }
        List<Place> fitting = known.places().stream()
                .filter(each -> known.of(each).zone().equals(zone))
                .toList();
        if (fitting.size() > 1) {
            throw new CannotStart("Several calendars go by the clock of " + zone + "; set POLITY_CALENDAR to one of "
                    + fitting.stream().map(Place::code).collect(Collectors.joining(", ")) + ".");
        }
        return fitting.stream().findFirst().map(known::of);
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
