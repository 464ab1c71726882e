// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.calendar.LimitRule.Counting;
import polity.kernel.calendar.TimeLimit.Extension;
import polity.kernel.calendar.TimeLimit.Pause;

/** Counts a time limit day by day and writes down how. */
final class Derivation {
    private static final Reason EVENT = Reason.of("step.event");
    private static final Reason DAY = Reason.of("step.day");
    private static final Reason MOVED = Reason.of("step.moved");

    private final LimitRule rule;
    private final WorkingCalendar calendar;
    private final List<Pause> pauses;
    /** 1 into the future, -1 into the past. */
    private final int way;

    private final StepWriter steps = new StepWriter();

    Derivation(LimitRule rule, WorkingCalendar calendar, List<Pause> pauses) {
        this.rule = rule;
        this.calendar = calendar;
        this.pauses = pauses;
        this.way = rule.backward() ? -1 : 1;
    }

    StepWriter steps() {
        return steps;
    }

    /** Returns the last day. */
    LocalDate count(LocalDate event, List<Extension> extensions) {
        var first = event;
        if (rule.counting() != Counting.FROM_EVENT_DAY) {
            steps.uncounted(event, 0, EVENT);
            first = event.plusDays(way);
        }
        var last = counted(
                first,
                length(rule.period(), event, rule.counting()),
                rule.period().inWorkingDays(),
                0);
        last = rule.backward() && rule.counting() == Counting.CLEAR_DAYS ? dayOfAct(last) : landed(last, 0);
        for (var index = 0; index < extensions.size(); index++) {
            last = extended(last, extensions.get(index), index + 1);
        }
        if (!rule.backward() && rule.counting() == Counting.CLEAR_DAYS) {
            steps.uncounted(last.plusDays(1), extensions.size(), Reason.of("step.clear-event"));
        }
        return last;
    }

    /** How many days are to be counted: working days, or all days. */
    private int length(Period period, LocalDate event, Counting counting) {
        if (period.inWorkingDays()) {
            return period.workingDays();
        }
        if (!period.inMonths()) {
            return Math.toIntExact(period.totalDays());
        }
        var corresponding = event.plusMonths(way * period.totalMonths());
        var days = Math.abs(ChronoUnit.DAYS.between(event, corresponding));
        // Counted from the day of the event, the last day is the one before the corresponding day; but where the last
        // month has no corresponding day, it is the last day of that month (German Civil Code section 188).
        var dayBefore = counting == Counting.FROM_EVENT_DAY
                && (rule.backward() || corresponding.getDayOfMonth() == event.getDayOfMonth());
        var all = counting == Counting.FROM_EVENT_DAY && !dayBefore ? days + 1 : days;
        return Math.toIntExact(all + period.totalDays());
    }

    private LocalDate counted(LocalDate first, int length, boolean workingDays, int part) {
        var date = first;
        for (var number = 0; ; date = date.plusDays(way)) {
            var pause = pauseOn(date);
            if (pause != null) {
                steps.uncounted(date, part, paused(pause));
                continue;
            }
            if (workingDays) {
                var day = calendar.day(date);
                if (day.working()) {
                    steps.counted(date, ++number, part, day.reason());
                } else {
                    steps.uncounted(date, part, day.reason());
                }
            } else {
                number++;
                steps.counted(date, number, part, number == length ? lastDayReason(date) : DAY);
            }
            if (number == length) {
                return date;
            }
        }
    }

    /** A last day from which the limit moves on says so itself. */
    private Reason lastDayReason(LocalDate date) {
        var clear = rule.backward() && rule.counting() == Counting.CLEAR_DAYS;
        if (!rule.lastDayMoves() || clear) {
            return DAY;
        }
        var day = calendar.day(date);
        return day.working()
                ? DAY
                : new Reason(
                        day.reason().key().replace("day.", "step.last."),
                        day.reason().values());
    }

    /** The last day itself, or the nearest working day onwards on which the clock doesn't stand still. */
    private LocalDate landed(LocalDate last, int part) {
        if (!rule.lastDayMoves() || calendar.isWorkingDay(last)) {
            return last;
        }
        var landing = passOver(last.plusDays(way), part);
        steps.uncounted(landing, part, MOVED);
        return landing;
    }

    /** Before the last of the clear days lies the day on which the act is done, which isn't counted. */
    private LocalDate dayOfAct(LocalDate lastCounted) {
        var before = lastCounted.plusDays(way);
        var act = rule.lastDayMoves() ? passOver(before, 0) : before;
        steps.uncounted(act, 0, Reason.of("step.act"));
        return act;
    }

    private LocalDate passOver(LocalDate from, int part) {
        var date = from;
        for (; ; date = date.plusDays(way)) {
            var pause = pauseOn(date);
            var day = calendar.day(date);
            if (pause != null) {
                steps.uncounted(date, part, paused(pause));
            } else if (day.working()) {
                return date;
            } else {
                steps.uncounted(date, part, day.reason());
            }
        }
    }

    /** An extension runs from the expiry of what it extends, that is, from the day to which it had moved. */
    private LocalDate extended(LocalDate last, Extension extension, int part) {
        if (rule.backward()) {
            throw new LimitNotComputable("A limit counted backwards cannot be extended; move its event instead.");
        }
        var until = extension.until();
        if (until != null) {
            if (!until.isAfter(last)) {
                throw new LimitNotComputable(
                        "An extension until " + until + " would not lengthen a limit that ends on " + last + ".");
            }
            var date = last.plusDays(1);
            for (var number = 1; date.isBefore(until); number++, date = date.plusDays(1)) {
                steps.counted(date, number, part, DAY);
            }
            var days = Math.toIntExact(ChronoUnit.DAYS.between(last, until));
            steps.counted(until, days, part, lastDayReason(until));
            return landed(until, part);
        }
        var by = period(extension);
        var length = length(by, last, Counting.AFTER_EVENT_DAY);
        return landed(counted(last.plusDays(1), length, by.inWorkingDays(), part), part);
    }

    private static Period period(Extension extension) {
        var by = extension.by();
        if (by == null) {
            throw new LimitNotComputable("An extension is either by a period or until a day.");
        }
        return by;
    }

    private @Nullable Pause pauseOn(LocalDate date) {
        for (var pause : pauses) {
            if (pause.covers(date)) {
                return pause;
            }
        }
        return null;
    }

    private static Reason paused(Pause pause) {
        return new Reason(pause.lasting() ? "step.paused.lasting" : "step.paused", Map.of("reason", pause.reason()));
    }
}
