// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.calendar.LimitRule;
import polity.kernel.calendar.Period;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.cases.CaseId;
import polity.kernel.catalogue.Course;
import polity.kernel.catalogue.WorkingDays;

/** When the time limits of a process run out. */
final class TimeLimits {

    private final WorkingDays days;
    private final Tasks tasks;

    TimeLimits(WorkingDays days, Tasks tasks) {
        this.days = days;
        this.tasks = tasks;
    }

    /**
     * The end of a time limit that begins now.
     *
     * @param known what expressions see
     */
    Tasks.Due due(
            String name, Course.TimeLimit limit, Instant from, ZoneId place, Map<String, @Nullable Object> known) {
        return limit.period()
                .map(period -> counted(period, limit.article(), from, place)
                        .map(counted -> new Tasks.Due(counted.endsAt(), counted.lastDay()))
                        .orElseThrow(() -> new NotCountable(name, "the authority has no calendar of working days")))
                .orElseGet(() -> until(name, limit, place, known));
    }

    /** A time limit of a period, with its derivation; absent where the authority has no calendar. */
    Optional<TimeLimit> counted(String period, Optional<String> article, Instant from, ZoneId place) {
        LimitRule rule = LimitRule.of(Period.parse(period), "opened");
        return days.calendar()
                .map(calendar -> TimeLimit.of(article.map(rule::onBasis).orElse(rule), from, place, calendar));
    }

    /**
     * The time in which a step is to be taken that says so, or that extends the time of an earlier one; absent where the
     * authority has no calendar.
     */
    Optional<TimeLimit> ofStep(Course course, Course.Step step, CaseId matter, Instant opened, ZoneId place) {
        String period = step.period().orElseThrow();
        Optional<String> earlier = step.extended();
        if (earlier.isEmpty()) {
            return counted(period, step.article(), opened, place);
        }
        Course.Step first = Objects.requireNonNull(course.steps().get(earlier.get()));
        return counted(
                        first.period().orElseThrow(),
                        first.article(),
                        tasks.opened(matter, earlier.get()).orElse(opened),
                        place)
                .map(limit -> limit.with(TimeLimit.Extension.by(
                        Period.parse(period), "", step.article().orElse(""))));
    }

    /** The same, as it is kept. */
    Tasks.Due dueOfStep(String name, Course course, Course.Step step, CaseId matter, Instant opened, ZoneId place) {
        return ofStep(course, step, matter, opened, place)
                .map(limit -> new Tasks.Due(limit.endsAt(), limit.lastDay()))
                .orElseThrow(() -> new NotCountable(name, "the authority has no calendar of working days"));
    }

    private static Tasks.Due until(
            String name, Course.TimeLimit limit, ZoneId place, Map<String, @Nullable Object> known) {
        Instant end = limit.until()
                .map(until -> until.value(known))
                .flatMap(value -> instant(value, place))
                .orElseThrow(() -> new NotCountable(name, "\"until\" is no date and time"));
        // The last day on which there is still time.
        return new Tasks.Due(end, LocalDate.ofInstant(end.minusNanos(1), place));
    }

    private static Optional<Instant> instant(Object value, ZoneId place) {
        return Optional.ofNullable(
                switch (value) {
                    case OffsetDateTime time -> time.toInstant();
                    case ZonedDateTime time -> time.toInstant();
                    case LocalDateTime time -> time.atZone(place).toInstant();
                    case LocalDate day -> day.atStartOfDay(place).toInstant();
                    default -> null;
                });
    }

    /** Nobody can say when a time limit ends. */
    static final class NotCountable extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotCountable(String limit, String reason) {
            super("The time limit \"" + limit + "\" can't be counted: " + reason);
        }
    }
}
