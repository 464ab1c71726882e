// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;

/**
 * The gate to Jollyday: the rules of one of its calendars, and of a part of it. The library parses XML the first time, which
 * takes longer than all else that a calendar does, so that is left until a year is asked for that no notice settles.
 */
final class JollydayRules implements HolidayRules {
    private final String calendar;
    private final String[] parts;
    private final Map<String, Name> names;

    private JollydayRules(String calendar, String[] parts, Map<String, Name> names) {
        this.calendar = calendar;
        this.parts = parts;
        this.names = names;
    }

    static JollydayRules of(String calendar, Optional<String> part, Map<String, Name> names) {
        return new JollydayRules(
                calendar, part.map(code -> code.split("/", -1)).orElseGet(() -> new String[0]), Map.copyOf(names));
    }

    /** Whether the library has such a calendar, and the calendar such a part; asked for holidays, it wouldn't say. */
    boolean exist() {
        if (!HolidayManager.getSupportedCalendarCodes().contains(calendar.toUpperCase(Locale.ROOT))) {
            return false;
        }
        var hierarchy = manager().getCalendarHierarchy();
        for (var code : parts) {
            hierarchy = hierarchy.getChildren().get(code);
            if (hierarchy == null) {
                return false;
            }
        }
        return true;
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
        var manager = manager();
        synchronized (manager) {
            return manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, parts);
        }
    }

    /** The library keeps one for each calendar. */
    private HolidayManager manager() {
        return HolidayManager.getInstance(ManagerParameters.create(calendar));
    }

    @Override
    public Reason source() {
        var path = new ArrayList<>(List.of(calendar));
        path.addAll(List.of(parts));
        return Reason.of("source.library", "calendar", String.join("/", path));
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
