// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;

/** The gate to Jollyday: the rules of one of its calendars, and of a part of it. */
final class JollydayRules implements HolidayRules {
    private final String calendar;
    private final HolidayManager manager;
    private final String[] parts;
    private final Map<String, Name> names;

    private JollydayRules(String calendar, HolidayManager manager, String[] parts, Map<String, Name> names) {
        this.calendar = calendar;
        this.manager = manager;
        this.parts = parts;
        this.names = names;
    }

    /** Empty when the library has no such calendar, or the calendar no such part; it would say nothing itself. */
    static Optional<JollydayRules> of(String calendar, Optional<String> part, Map<String, Name> names) {
        if (!HolidayManager.getSupportedCalendarCodes().contains(calendar.toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        var manager = HolidayManager.getInstance(ManagerParameters.create(calendar));
        var parts = part.map(code -> code.split("/")).orElseGet(() -> new String[0]);
        var hierarchy = manager.getCalendarHierarchy();
        for (var code : parts) {
            hierarchy = hierarchy.getChildren().get(code);
            if (hierarchy == null) {
                return Optional.empty();
            }
        }
        return Optional.of(new JollydayRules(
                part.map(code -> calendar + "/" + code).orElse(calendar), manager, parts, Map.copyOf(names)));
    }

    /** Asks for the years around as well: New Year's Day on a Saturday is observed in the year before in some places. */
    @Override
    public Map<LocalDate, Reason> in(int year) {
        var holidays = new HashMap<LocalDate, Reason>();
        for (var asked = year - 1; asked <= year + 1; asked++) {
            for (var holiday : of(asked)) {
                if (holiday.getDate().getYear() == year) {
                    holidays.putIfAbsent(holiday.getDate(), reason(holiday));
                }
            }
        }
        return holidays;
    }

    /** The manager's own cache isn't documented to be safe for several threads. */
    private Iterable<Holiday> of(int year) {
        synchronized (manager) {
            return manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, parts);
        }
    }

    @Override
    public Reason source() {
        return Reason.of("source.library", "calendar", calendar);
    }

    private Reason reason(Holiday holiday) {
        var key = holiday.getPropertiesKey();
        var name = names.get(key);
        return Reason.of(
                holiday.getObservedDate().isPresent() ? "day.substitute" : "day.holiday",
                "holiday",
                name == null ? Name.english(holiday.getDescription(Locale.ENGLISH)) : name);
    }
}
