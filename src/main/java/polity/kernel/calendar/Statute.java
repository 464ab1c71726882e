// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The public holidays that a place's law names, kept as data where the holiday library doesn't know the place.
 *
 * @param fromYear the first year in which it holds
 */
record Statute(Name title, String number, int fromYear, List<Festival> festivals) implements HolidayRules {

    /** A holiday on the same days each year, or on listed dates where it moves. */
    record Festival(Name name, List<MonthDay> eachYear, List<LocalDate> dates) {}

    @Override
    public Reason source() {
        return Reason.of("source.list", "source", title.followedBy(number));
    }

    @Override
    public Map<LocalDate, Reason> in(int year) {
        var holidays = new HashMap<LocalDate, Reason>();
        if (year < fromYear) {
            return holidays;
        }
        for (var festival : festivals) {
            var reason = Reason.of("day.holiday", "holiday", festival.name());
            for (var day : festival.eachYear()) {
                holidays.putIfAbsent(day.atYear(year), reason);
            }
            for (var date : festival.dates()) {
                if (date.getYear() == year) {
                    holidays.putIfAbsent(date, reason);
                }
            }
        }
        return holidays;
    }
}
