// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.calendar.CalendarDataNotValid;
import polity.kernel.calendar.Calendars;
import polity.kernel.calendar.LimitNotComputable;
import polity.kernel.calendar.WorkingCalendar;
import polity.kernel.node.Declaration;
import polity.kernel.rules.Formula;

/** Counts working days by the calendar of the authority, which is read when it is first needed. */
public final class WorkingDays {

    /** As what expressions see them. */
    static final String ROOT = "working_days";

    /** Who asks for years ahead is told so by rules on days; no answer makes us work out one year after another. */
    private static final int MOST_DAYS_APART = 800;

    private final Path home;
    private final @Nullable String named;
    private final ZoneId zone;
    private volatile @Nullable WorkingCalendar calendar;

    /**
     * @param home where the folder of the authority's own calendars is, if it has one
     * @param named the place whose calendar it is; absent where it is the only one that goes by the clock
     */
    public WorkingDays(Path home, @Nullable String named, ZoneId zone) {
        this.home = home;
        this.named = named;
        this.zone = zone;
    }

    /** The working days that lie between two days, of which neither is counted. */
    record Between(Formula after, Formula before) {

        /** Those that service.yaml declares, by their names. */
        static Map<String, Between> read(Declaration file) {
            var all = new LinkedHashMap<String, Between>();
            file.map(ROOT).forEach((name, declared) -> {
                declared.allow("after", "before");
                ServiceFile.name(declared, name);
                all.put(
                        name,
                        new Between(
                                Formula.of(declared.get("after"), ServiceFile.roots()),
                                Formula.of(declared.get("before"), ServiceFile.roots())));
            });
            return all;
        }
    }

    /** Why none can be counted here, or nothing. */
    Optional<String> fault() {
        try {
            return calendar().isPresent()
                    ? Optional.empty()
                    : Optional.of("no calendar goes by the clock of " + zone + "; set POLITY_CALENDAR");
        } catch (CalendarDataNotValid e) {
            return Optional.of("the calendar can't be used: " + e.getMessage());
        }
    }

    /** How many there are, by name; absent where a day is, or where the days are too far apart. */
    Map<String, @Nullable Object> count(Map<String, Between> wanted, Map<String, @Nullable Object> context) {
        var counted = new LinkedHashMap<String, @Nullable Object>();
        wanted.forEach((name, days) -> counted.put(
                name,
                days.after().value(context) instanceof LocalDate after
                                && days.before().value(context) instanceof LocalDate before
                        ? count(after, before)
                        : null));
        return counted;
    }

    private @Nullable Long count(LocalDate after, LocalDate before) {
        if (!before.isAfter(after)) {
            return 0L;
        }
        if (ChronoUnit.DAYS.between(after, before) > MOST_DAYS_APART) {
            return null;
        }
        try {
            return calendar()
                    .map(known -> (long) known.workingDaysBetween(after, before.minusDays(1)))
                    .orElse(null);
        } catch (CalendarDataNotValid | LimitNotComputable _) {
            // No package is offered that counts by a calendar that isn't there; no calendar has days of another
            // century.
            return null;
        }
    }

    /**
     * The calendar of the authority; absent where none goes by its clock.
     *
     * @throws CalendarDataNotValid when it can't be read
     */
    public Optional<WorkingCalendar> calendar() {
        WorkingCalendar known = calendar;
        if (known == null) {
            known = Calendars.ofAuthority(home, named, zone).orElse(null);
            calendar = known;
        }
        return Optional.ofNullable(known);
    }
}
