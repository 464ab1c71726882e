// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every day of one year, worked out once: which are working days, and why. */
final class YearTable {
    private static final Reason WORKING = Reason.of("day.working");

    private final Day[] days;
    /** How many working days there are before the day of the year, counted from 0. */
    private final int[] workingBefore;

    private final List<Reason> sources;
    private final boolean settled;

    private YearTable(Day[] days, int[] workingBefore, List<Reason> sources, boolean settled) {
        this.days = days;
        this.workingBefore = workingBefore;
        this.sources = sources;
        this.settled = settled;
    }

    /** From the notices that are known, in the order of their publication. */
    static YearTable of(PlaceDefinition place, List<Notice> notices, int year) {
        var settled = notices.stream().anyMatch(notice -> notice.year() == year && notice.complete());
        var exceptions = new HashMap<LocalDate, Reason>();
        var makeUp = new HashMap<LocalDate, Reason>();
        var sources = new ArrayList<Reason>();
        for (var rules : settled ? List.<HolidayRules>of() : place.rules()) {
            rules.in(year).forEach(exceptions::putIfAbsent);
            sources.add(rules.source());
        }
        for (var notice : notices) {
            if (notice.year() == year) {
                sources.add(source(notice));
            }
            for (var entry : notice.entries()) {
                exceptions.remove(entry.date());
                makeUp.remove(entry.date());
                switch (entry.kind()) {
                    case HOLIDAY -> exceptions.put(entry.date(), Reason.of("day.holiday", "holiday", entry.name()));
                    case SUBSTITUTE ->
                        exceptions.put(entry.date(), Reason.of("day.substitute", "holiday", entry.name()));
                    case ONE_OFF -> exceptions.put(entry.date(), withSource("day.one-off", entry, notice));
                    case MAKE_UP -> makeUp.put(entry.date(), withSource("day.make-up", entry, notice));
                    case NO_HOLIDAY -> {
                        // Taken out above.
                    }
                }
            }
        }
        var days = new Day[Year.of(year).length()];
        var workingBefore = new int[days.length + 1];
        var provisional = place.noticesRequired() && !settled;
        for (var index = 0; index < days.length; index++) {
            var date = LocalDate.ofYearDay(year, index + 1);
            var exception = exceptions.get(date);
            var worked = makeUp.get(date);
            if (exception != null) {
                days[index] = new Day(date, false, exception, provisional);
            } else if (worked != null) {
                days[index] = new Day(date, true, worked, provisional);
            } else if (place.weekend().contains(date.getDayOfWeek())) {
                days[index] =
                        new Day(date, false, Reason.of("day.weekend", "weekday", date.getDayOfWeek()), provisional);
            } else {
                days[index] = new Day(date, true, WORKING, provisional);
            }
            workingBefore[index + 1] = workingBefore[index] + (days[index].working() ? 1 : 0);
        }
        return new YearTable(days, workingBefore, List.copyOf(sources), settled);
    }

    Day day(LocalDate date) {
        return days[date.getDayOfYear() - 1];
    }

    /** Working days of the year up to and including the date. */
    int workingThrough(LocalDate date) {
        return workingBefore[date.getDayOfYear()];
    }

    int working() {
        return workingBefore[days.length];
    }

    List<Day> exceptions() {
        var listed = new ArrayList<Day>();
        for (var day : days) {
            if (!day.reason().key().equals("day.working") && !day.reason().key().equals("day.weekend")) {
                listed.add(day);
            }
        }
        return List.copyOf(listed);
    }

    List<Reason> sources() {
        return sources;
    }

    boolean settled() {
        return settled;
    }

    private static Reason withSource(String key, Notice.Entry entry, Notice notice) {
        return new Reason(key, Map.of("holiday", entry.name(), "source", notice.source()));
    }

    private static Reason source(Notice notice) {
        var published = notice.published();
        return published == null
                ? Reason.of("source.list", "source", notice.source())
                : new Reason("source.notice", Map.of("source", notice.source(), "published", published));
    }
}
