// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A time limit: its last day, the instant at which it ends, and the derivation of both. It is computed from the rule, the
 * event, the calendar, and what happened since: pauses and extensions. The same arguments always give the same limit.
 */
public final class TimeLimit {
    private final LimitRule rule;
    private final LocalDate event;
    private final WorkingCalendar calendar;
    private final List<Pause> pauses;
    private final List<Extension> extensions;
    private final LocalDate lastDay;
    private final List<Step> steps;

    private TimeLimit(
            LimitRule rule,
            LocalDate event,
            WorkingCalendar calendar,
            List<Pause> pauses,
            List<Extension> extensions,
            LocalDate lastDay,
            List<Step> steps) {
        this.rule = rule;
        this.event = event;
        this.calendar = calendar;
        this.pauses = pauses;
        this.extensions = extensions;
        this.lastDay = lastDay;
        this.steps = steps;
    }

    public static TimeLimit of(LimitRule rule, LocalDate event, WorkingCalendar calendar) {
        return of(rule, event, calendar, List.of(), List.of());
    }

    /**
     * Of an event known to the instant.
     *
     * @param zone where the event took place, which decides on what day that was
     */
    public static TimeLimit of(LimitRule rule, Instant event, ZoneId zone, WorkingCalendar calendar) {
        return of(rule, LocalDate.ofInstant(event, zone), calendar);
    }

    /**
     * With what happened since the event.
     *
     * @param pauses stretches in which the clock stood still, in any order
     * @param extensions one after the other
     * @throws LimitNotComputable when the limit leaves the years of the calendar, an extension doesn't lengthen it, or a
     *     limit counted backwards is to be extended
     */
    public static TimeLimit of(
            LimitRule rule, LocalDate event, WorkingCalendar calendar, List<Pause> pauses, List<Extension> extensions) {
        calendar.table(event.getYear());
        var derivation = new Derivation(rule, calendar, List.copyOf(pauses));
        var lastDay = derivation.count(event, extensions);
        return new TimeLimit(
                rule,
                event,
                calendar,
                List.copyOf(pauses),
                List.copyOf(extensions),
                lastDay,
                derivation.steps().written());
    }

    public TimeLimit with(Pause pause) {
        var all = new ArrayList<>(pauses);
        all.add(pause);
        return of(rule, event, calendar, all, extensions);
    }

    public TimeLimit with(Extension extension) {
        var all = new ArrayList<>(extensions);
        all.add(extension);
        return of(rule, event, calendar, pauses, all);
    }

    public LimitRule rule() {
        return rule;
    }

    public LocalDate event() {
        return event;
    }

    public List<Pause> pauses() {
        return pauses;
    }

    public List<Extension> extensions() {
        return extensions;
    }

    /** The last day on which the act is in time. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** The first instant that is too late: midnight after the last day, or when the office closes on it. */
    public Instant endsAt() {
        var end = rule.untilOfficeCloses()
                ? lastDay.atTime(calendar.officeCloses()).atZone(calendar.zone())
                : lastDay.plusDays(1).atStartOfDay(calendar.zone());
        return end.toInstant();
    }

    /** Whether the clock stands still, so that the limit is only what it would be if it went on now. */
    public boolean isStanding() {
        return pauses.stream().anyMatch(this::isStanding);
    }

    /** Whether it rests on a year whose official notice isn't known yet. */
    public boolean isProvisional() {
        return notes().stream().anyMatch(note -> note.key().equals("note.provisional"));
    }

    /** The derivation: from the event to the last day, with each day that isn't counted on a line of its own. */
    public List<Step> steps() {
        return steps;
    }

    /** The derivation with a line for every day. */
    public List<Step> days() {
        var days = new ArrayList<Step>();
        var way = rule.backward() ? -1 : 1;
        for (var step : steps) {
            var date = step.from();
            for (var number = step.firstNumber(); number <= step.lastNumber(); number++, date = date.plusDays(way)) {
                days.add(new Step(date, date, step.counted(), number, number, step.part(), step.reason()));
            }
        }
        return List.copyOf(days);
    }

    /** What to know beside the days: how is counted, extended, ended, and what is uncertain. */
    public List<Reason> notes() {
        return new Notes(rule, event, lastDay, calendar, extensions, isStanding()).all();
    }

    public Remaining remaining(Instant now) {
        var today = LocalDate.ofInstant(now, calendar.zone());
        var overdue = !now.isBefore(endsAt());
        var days = Math.toIntExact(Math.abs(ChronoUnit.DAYS.between(today, lastDay)));
        return new Remaining(overdue, isStanding(), days, Math.abs(calendar.workingDaysBetween(today, lastDay)));
    }

    private boolean isStanding(Pause pause) {
        return pause.lasting() && !pause.from().isAfter(rule.backward() ? event : lastDay);
    }
}
