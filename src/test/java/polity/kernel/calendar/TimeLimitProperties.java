// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import polity.kernel.calendar.LimitRule.Counting;
import polity.kernel.calendar.TimeLimit.Extension;
import polity.kernel.calendar.TimeLimit.Pause;
import polity.kernel.calendar.TimeLimit.Step;

import static org.assertj.core.api.Assertions.assertThat;

class TimeLimitProperties {
    private static final Calendars CALENDARS = Calendars.bundled();
    private static final int FIRST_DAY = (int) LocalDate.of(2024, 1, 1).toEpochDay();
    private static final int LAST_DAY = (int) LocalDate.of(2029, 12, 31).toEpochDay();

    @Property
    void counting_back_undoes_counting_forward(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate event,
            @ForAll @IntRange(min = 1, max = 80) int days) {
        Assume.that(calendar.isWorkingDay(event));
        var rule = LimitRule.of(Period.ofWorkingDays(days), "event");
        var last = TimeLimit.of(rule, event, calendar).lastDay();
        assertThat(TimeLimit.of(rule.before(), last, calendar).lastDay()).isEqualTo(event);
        assertThat(calendar.plusWorkingDays(event, days)).isEqualTo(last);
        assertThat(calendar.plusWorkingDays(last, -days)).isEqualTo(event);
        assertThat(calendar.workingDaysBetween(event, last)).isEqualTo(days);
    }

    @Property
    void a_later_event_never_makes_an_earlier_end(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("rules") LimitRule rule,
            @ForAll("dates") LocalDate event,
            @ForAll @IntRange(min = 0, max = 40) int later) {
        var earlier = TimeLimit.of(rule, event, calendar);
        assertThat(TimeLimit.of(rule, event.plusDays(later), calendar).endsAt()).isAfterOrEqualTo(earlier.endsAt());
    }

    @Property
    void a_pause_never_shortens(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("rules") LimitRule rule,
            @ForAll("dates") LocalDate event,
            @ForAll("pauses") @Size(max = 3) List<int[]> pauses) {
        Assume.that(!rule.backward());
        var limit = TimeLimit.of(rule, event, calendar);
        for (var pause : pauses) {
            var longer = limit.with(pause(event, pause));
            assertThat(longer.endsAt()).isAfterOrEqualTo(limit.endsAt());
            limit = longer;
        }
    }

    @Property
    void a_pause_inside_moves_a_limit_in_days_by_its_length(
            @ForAll("dates") LocalDate event,
            @ForAll @IntRange(min = 2, max = 60) int days,
            @ForAll @IntRange(min = 1, max = 30) int paused) {
        var calendar = CALENDARS.of(new Place("cn"));
        var rule = LimitRule.of(Period.ofDays(days), "event").lastDayStays();
        var pause = Pause.between(event.plusDays(days), event.plusDays(days + paused - 1L), "pause");
        assertThat(TimeLimit.of(rule, event, calendar).with(pause).lastDay())
                .isEqualTo(event.plusDays(days + (long) paused));
    }

    @Property
    void a_last_day_that_moves_is_a_working_day(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("rules") LimitRule rule,
            @ForAll("dates") LocalDate event,
            @ForAll("pauses") @Size(max = 3) List<int[]> pauses) {
        Assume.that(rule.lastDayMoves());
        var all = pauses.stream().map(pause -> pause(event, pause)).toList();
        var limit = TimeLimit.of(rule, event, calendar, all, List.of());
        assertThat(calendar.isWorkingDay(limit.lastDay())).isTrue();
        assertThat(all).noneMatch(pause -> pause.covers(limit.lastDay()));
    }

    @Property
    void the_derivation_counts_exactly_the_period_and_lists_every_day_once(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("rules") LimitRule rule,
            @ForAll("dates") LocalDate event,
            @ForAll("pauses") @Size(max = 3) List<int[]> pauses) {
        var all = pauses.stream().map(pause -> pause(event, pause)).toList();
        var limit = TimeLimit.of(rule, event, calendar, all, List.of());
        var counted = limit.days().stream().filter(Step::counted).toList();
        if (!rule.period().inMonths()) {
            assertThat(counted)
                    .hasSize(
                            rule.period().inWorkingDays()
                                    ? rule.period().workingDays()
                                    : Math.toIntExact(rule.period().totalDays()));
        }
        for (var number = 1; number <= counted.size(); number++) {
            assertThat(counted.get(number - 1).firstNumber()).isEqualTo(number);
        }
        assertThat(counted).allSatisfy(step -> {
            assertThat(all).noneMatch(pause -> pause.covers(step.from()));
            assertThat(rule.period().inWorkingDays() && !calendar.isWorkingDay(step.from()))
                    .isFalse();
        });
        assertThat(limit.steps()).allMatch(step -> step.counted() || !step.isRun());
        var way = rule.backward() ? -1 : 1;
        var clearForward = !rule.backward() && rule.counting() == Counting.CLEAR_DAYS;
        var end = clearForward ? limit.lastDay().plusDays(1) : limit.lastDay();
        var span = Math.abs(end.toEpochDay() - event.toEpochDay());
        assertThat(limit.days().stream().map(Step::from).collect(Collectors.toList()))
                .isEqualTo(java.util.stream.LongStream.rangeClosed(0, span)
                        .mapToObj(day -> event.plusDays(way * day))
                        .toList());
    }

    @Property
    void an_extension_lengthens(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("rules") LimitRule rule,
            @ForAll("dates") LocalDate event,
            @ForAll("periods") Period by) {
        Assume.that(!rule.backward());
        var limit = TimeLimit.of(rule, event, calendar);
        assertThat(limit.with(Extension.by(by, "reason", "basis")).lastDay()).isAfter(limit.lastDay());
    }

    @Property
    void a_period_reads_what_it_prints(@ForAll("periods") Period period) {
        assertThat(Period.parse(period.toString())).isEqualTo(period);
    }

    @Provide
    Arbitrary<WorkingCalendar> calendars() {
        return Arbitraries.of(CALENDARS.places()).map(CALENDARS::of);
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(FIRST_DAY, LAST_DAY).map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Period> periods() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 80).map(Period::ofWorkingDays),
                Arbitraries.integers().between(1, 120).map(Period::ofDays),
                Arbitraries.integers().between(1, 8).map(Period::ofWeeks),
                Arbitraries.integers().between(1, 18).map(Period::ofMonths),
                Arbitraries.integers().between(1, 3).map(Period::ofYears));
    }

    @Provide
    Arbitrary<LimitRule> rules() {
        return Combinators.combine(
                        periods(),
                        Arbitraries.of(Counting.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((period, counting, backward, moves) ->
                        new LimitRule(period, "event", counting, backward, moves, false, ""));
    }

    /** Where a pause begins after the event, and how long it is. */
    @Provide
    Arbitrary<List<int[]>> pauses() {
        return Combinators.combine(
                        Arbitraries.integers().between(-30, 60),
                        Arbitraries.integers().between(1, 20))
                .as((from, length) -> new int[] {from, length})
                .list();
    }

    private static Pause pause(LocalDate event, int[] pause) {
        var from = event.plusDays(pause[0]);
        return Pause.between(from, from.plusDays(pause[1] - 1L), "pause");
    }
}
