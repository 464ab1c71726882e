// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

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

    /**
     * A stretch in which the clock stands still: none of its days is counted.
     *
     * @param from the first day that isn't counted
     * @param to the last day that isn't counted; of a pause that still lasts, the day up to which it is known to
     * @param lasting whether the pause still lasts, so that the limit is what it would be if the clock went on after {@code to}
     * @param reason why, in the words of the authority
     */
    public record Pause(LocalDate from, LocalDate to, boolean lasting, String reason) {
        /**
         * A stretch in order.
         *
         * @throws LimitNotComputable when it ends before it begins
         */
        public Pause {
            if (to.isBefore(from)) {
                throw new LimitNotComputable("A pause from " + from + " cannot end on " + to + ".");
            }
        }

        public static Pause between(LocalDate from, LocalDate to, String reason) {
            return new Pause(from, to, false, reason);
        }

        /** A pause without an end yet, as things stand on the day given. */
        public static Pause lasting(LocalDate from, LocalDate asOf, String reason) {
            return new Pause(from, asOf, true, reason);
        }

        boolean covers(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    /**
     * A prolongation of a time limit: by a period, counted from the day on which the limit ended until then, or to a day.
     *
     * @param reason why, in the words of the authority
     * @param basis the article that allows it
     */
    public record Extension(@Nullable Period by, @Nullable LocalDate until, String reason, String basis) {
        /**
         * What was decided.
         *
         * @throws LimitNotComputable unless it has exactly one of a period and a day
         */
        public Extension {
            if ((by == null) == (until == null)) {
                throw new LimitNotComputable("An extension is either by a period or until a day.");
            }
        }

        public static Extension by(Period period, String reason, String basis) {
            return new Extension(period, null, reason, basis);
        }

        public static Extension until(LocalDate day, String reason, String basis) {
            return new Extension(null, day, reason, basis);
        }
    }

    /**
     * One line of a derivation: a day, or a run of counted days in a row. A day that isn't counted always has a line of its
     * own. Of a limit counted backwards, the lines run into the past and {@code to} is before {@code from}.
     *
     * @param firstNumber the running number of {@code from}; 0 when it isn't counted
     * @param lastNumber the running number of {@code to}; 0 when it isn't counted
     * @param part 0 for the period itself, 1 for the first extension, and so on; numbers begin anew in each
     * @param reason why the day is counted, or why not
     */
    public record Step(
            LocalDate from, LocalDate to, boolean counted, int firstNumber, int lastNumber, int part, Reason reason) {

        public boolean isRun() {
            return !from.equals(to);
        }
    }

    /**
     * How a time limit stands at an instant.
     *
     * @param overdue whether it has ended
     * @param standing whether its clock stands still
     * @param days days from today to the last day, 0 on the last day; when overdue, days since the last day
     * @param workingDays the same in working days
     */
    public record Remaining(boolean overdue, boolean standing, int days, int workingDays) {}
}
