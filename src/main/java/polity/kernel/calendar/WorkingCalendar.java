// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The working days of a place: all days but its weekend and its public holidays, after the official notices that are
 * known. A year is worked out once and kept; the years from 1900 to 2199 can be asked for.
 */
public final class WorkingCalendar {
    /** The years for which the holiday rules mean anything; the bound also bounds what is kept. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2199;

    private final PlaceDefinition definition;
    private final List<Notice> notices;
    private final LocalTime officeCloses;
    private final ConcurrentMap<Integer, YearTable> years;

    private WorkingCalendar(
            PlaceDefinition definition,
            List<Notice> notices,
            LocalTime officeCloses,
            ConcurrentMap<Integer, YearTable> years) {
        this.definition = definition;
        this.notices = notices;
        this.officeCloses = officeCloses;
        this.years = years;
    }

    /** Of notices in the order of their publication. */
    static WorkingCalendar of(PlaceDefinition definition, List<Notice> notices) {
        return new WorkingCalendar(
                definition, List.copyOf(notices), definition.officeCloses(), new ConcurrentHashMap<>());
    }

    /** The calendar as it could be known on a day: without the notices published after it. */
    public WorkingCalendar knownOn(LocalDate date) {
        var known = notices.stream().filter(notice -> notice.knownOn(date)).toList();
        return known.size() == notices.size()
                ? this
                : new WorkingCalendar(definition, known, officeCloses, new ConcurrentHashMap<>());
    }

    /** The same working days in an office that closes at another time. */
    public WorkingCalendar closingAt(LocalTime time) {
        return new WorkingCalendar(definition, notices, time, years);
    }

    public Place place() {
        return definition.place();
    }

    /** What the place is called in a language. */
    public String name(Locale locale) {
        return definition.name().in(locale);
    }

    public ZoneId zone() {
        return definition.zone();
    }

    /** When the office closes, in the zone of the place. */
    public LocalTime officeCloses() {
        return officeCloses;
    }

    public boolean isWorkingDay(LocalDate date) {
        return day(date).working();
    }

    /** What a date is, and why. */
    public Day day(LocalDate date) {
        return table(date.getYear()).day(date);
    }

    /** The days of a year that differ from an ordinary week: holidays, one-off holidays, make-up working days. */
    public List<Day> exceptions(int year) {
        return table(year).exceptions();
    }

    /** What a year rests on: official notices, else the law or the library that gives the standing rules. */
    public List<Reason> sources(int year) {
        return table(year).sources();
    }

    /** Whether the place needs an official notice for each year and none is known for this one. */
    public boolean isProvisional(int year) {
        return definition.noticesRequired() && !table(year).settled();
    }

    /** Whether an official notice settles the year; otherwise its holidays are worked out from the standing rules. */
    public boolean isSettled(int year) {
        return table(year).settled();
    }

    /** The working day that many working days after a date, or before it when negative; 0 is the date itself. */
    public LocalDate plusWorkingDays(LocalDate date, int workingDays) {
        var way = Integer.signum(workingDays);
        var left = Math.abs(workingDays);
        var day = date;
        while (left > 0) {
            day = day.plusDays(way);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** The working days after a date up to and including another; negative when the other is earlier. */
    public int workingDaysBetween(LocalDate after, LocalDate through) {
        if (through.isBefore(after)) {
            return -workingDaysBetween(through, after);
        }
        var count = table(through.getYear()).workingThrough(through)
                - table(after.getYear()).workingThrough(after);
        for (var year = after.getYear(); year < through.getYear(); year++) {
            count += table(year).working();
        }
        return count;
    }

    YearTable table(int year) {
        var known = years.get(year);
        if (known != null) {
            return known;
        }
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new LimitNotComputable("There is no calendar for the year " + year + "; it runs from " + FIRST_YEAR
                    + " to " + LAST_YEAR + ".");
        }
        return years.computeIfAbsent(year, asked -> YearTable.of(definition, notices, asked));
    }
}
