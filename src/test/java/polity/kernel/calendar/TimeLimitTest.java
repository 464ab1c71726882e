// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import polity.kernel.calendar.LimitRule.Counting;
import polity.kernel.calendar.TimeLimit.Extension;
import polity.kernel.calendar.TimeLimit.Pause;
import polity.kernel.calendar.TimeLimit.Remaining;
import polity.kernel.calendar.TimeLimit.Step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimeLimitTest {
    private final WorkingCalendar england = Calendars.bundled().of(new Place("gb/england-and-wales"));
    private final WorkingCalendar china = Calendars.bundled().of(new Place("cn"));

    @Test
    void in_england_five_working_days_from_a_notice_before_christmas_end_after_it() {
        var limit = TimeLimit.of(rule("P5WD"), date("2026-12-18"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-12-29");
        assertThat(limit.endsAt()).isEqualTo("2026-12-30T00:00:00Z");
        assertThat(lines(limit))
                .containsExactly(
                        "2026-12-18 - step.event",
                        "2026-12-19 - day.weekend",
                        "2026-12-20 - day.weekend",
                        "2026-12-21..2026-12-24 1..4 day.working",
                        "2026-12-25 - day.holiday",
                        "2026-12-26 - day.weekend",
                        "2026-12-27 - day.weekend",
                        "2026-12-28 - day.substitute",
                        "2026-12-29 5 day.working");
        assertThat(notes(limit))
                .containsExactly(
                        "note.period.working-days", "note.event-excluded", "note.moves-on", "note.ends-at-midnight");
    }

    @Test
    void in_china_a_limit_across_national_day_counts_the_sunday_worked_for_it() {
        var limit = TimeLimit.of(rule("P10WD"), date("2026-09-18"), china);
        assertThat(limit.lastDay()).isEqualTo("2026-10-09");
        assertThat(limit.endsAt()).isEqualTo("2026-10-09T16:00:00Z");
        assertThat(lines(limit))
                .containsExactly(
                        "2026-09-18 - step.event",
                        "2026-09-19 - day.weekend",
                        "2026-09-20 1 day.make-up",
                        "2026-09-21..2026-09-24 2..5 day.working",
                        "2026-09-25 - day.holiday",
                        "2026-09-26 - day.holiday",
                        "2026-09-27 - day.holiday",
                        "2026-09-28..2026-09-30 6..8 day.working",
                        "2026-10-01 - day.holiday",
                        "2026-10-02 - day.holiday",
                        "2026-10-03 - day.holiday",
                        "2026-10-04 - day.holiday",
                        "2026-10-05 - day.holiday",
                        "2026-10-06 - day.holiday",
                        "2026-10-07 - day.holiday",
                        "2026-10-08..2026-10-09 9..10 day.working");
        assertThat(limit.isProvisional()).isFalse();
        assertThat(TimeLimit.of(rule("P10WD"), date("2026-09-24"), china).lastDay())
                .as("10 October, a Saturday, is worked")
                .isEqualTo("2026-10-15");
    }

    @ParameterizedTest
    @CsvSource({
        // the law's month arithmetic
        "P1M, 2026-01-31, 2026-02-28",
        "P1M, 2028-01-31, 2028-02-29",
        "P1M, 2026-02-28, 2026-03-28",
        "P3M, 2026-11-30, 2027-02-28",
        "P1Y, 2028-02-29, 2029-02-28",
        "P4Y, 2028-02-29, 2032-02-29",
        "P1Y6M, 2026-08-31, 2028-02-29",
        "P1M15D, 2026-01-31, 2026-03-15",
        "P1D, 2028-02-28, 2028-02-29",
        "P1D, 2027-02-28, 2027-03-01",
        "P2W, 2026-12-18, 2027-01-01",
        // Civil Procedure Rules 2.8, first example
        "P14D, 2026-10-02, 2026-10-16"
    })
    void a_period_without_working_days_ends_by_the_calendar(String period, LocalDate event, LocalDate last) {
        assertThat(TimeLimit.of(rule(period).lastDayStays(), event, england).lastDay())
                .isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({
        "P1M, 2026-01-01, 2026-01-31",
        "P1M, 2026-02-01, 2026-02-28",
        "P1M, 2026-01-31, 2026-02-28",
        "P1M, 2026-01-30, 2026-02-28",
        "P1M, 2026-01-29, 2026-02-28",
        "P1M, 2026-01-28, 2026-02-27",
        "P1Y, 2026-01-01, 2026-12-31",
        "P1W, 2026-03-02, 2026-03-08",
        "P1D, 2026-03-02, 2026-03-02",
        "P2WD, 2026-03-02, 2026-03-03",
        "P2WD, 2026-03-01, 2026-03-03"
    })
    void the_day_of_the_event_may_be_the_first(String period, LocalDate event, LocalDate last) {
        var rule = rule(period).counting(Counting.FROM_EVENT_DAY).lastDayStays();
        assertThat(TimeLimit.of(rule, event, england).lastDay()).isEqualTo(last);
    }

    @Test
    void a_month_from_31_january_ends_on_the_last_day_of_february_and_moves_to_monday() {
        var limit = TimeLimit.of(rule("P1M"), date("2026-01-31"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-03-02");
        assertThat(lines(limit))
                .containsExactly(
                        "2026-01-31 - step.event",
                        "2026-02-01..2026-02-27 1..27 step.day",
                        "2026-02-28 28 step.last.weekend",
                        "2026-03-01 - day.weekend",
                        "2026-03-02 - step.moved");
        assertThat(notes(limit)).contains("note.end-of-month");
        assertThat(notes(TimeLimit.of(rule("P1M"), date("2026-01-15"), england)))
                .contains("note.corresponding-day");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28, 2026-03-29T00:00:00Z",
        "2026-03-29, 2026-03-29T23:00:00Z",
        "2026-10-24, 2026-10-24T23:00:00Z",
        "2026-10-25, 2026-10-26T00:00:00Z"
    })
    void the_end_of_the_day_follows_summer_time(LocalDate lastDay, Instant end) {
        var limit = TimeLimit.of(rule("P7D").lastDayStays(), lastDay.minusDays(7), england);
        assertThat(limit.endsAt()).isEqualTo(end);
    }

    @Test
    void a_limit_may_end_when_the_office_closes() {
        var rule = rule("P1D").untilTheOfficeCloses();
        assertThat(TimeLimit.of(rule, date("2026-03-26"), england).endsAt()).isEqualTo("2026-03-27T17:00:00Z");
        assertThat(TimeLimit.of(rule, date("2026-03-29"), england).endsAt()).isEqualTo("2026-03-30T16:00:00Z");
        var early = england.closingAt(LocalTime.of(12, 30));
        var limit = TimeLimit.of(rule, date("2026-03-26"), early);
        assertThat(limit.endsAt()).isEqualTo("2026-03-27T12:30:00Z");
        assertThat(limit.notes().getLast().values()).containsEntry("time", LocalTime.of(12, 30));
    }

    @Test
    void an_event_known_to_the_instant_falls_on_the_day_it_was_where_it_took_place() {
        var event = Instant.parse("2026-06-15T23:30:00Z");
        assertThat(TimeLimit.of(rule("P1WD"), event, ZoneId.of("Europe/London"), england)
                        .event())
                .isEqualTo("2026-06-16");
        assertThat(TimeLimit.of(rule("P1WD"), event, ZoneId.of("America/New_York"), england)
                        .event())
                .isEqualTo("2026-06-15");
    }

    @Test
    void a_limit_before_an_event_is_counted_backwards() {
        var limit = TimeLimit.of(rule("P10WD").before(), date("2027-01-15"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-12-31");
        assertThat(lines(limit))
                .containsExactly(
                        "2027-01-15 - step.event",
                        "2027-01-14..2027-01-11 1..4 day.working",
                        "2027-01-10 - day.weekend",
                        "2027-01-09 - day.weekend",
                        "2027-01-08..2027-01-04 5..9 day.working",
                        "2027-01-03 - day.weekend",
                        "2027-01-02 - day.weekend",
                        "2027-01-01 - day.holiday",
                        "2026-12-31 10 day.working");
    }

    @Test
    void a_last_day_counted_backwards_moves_away_from_the_event() {
        var limit = TimeLimit.of(rule("P7D").before(), date("2026-05-10"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-05-01");
        assertThat(lines(limit))
                .containsExactly(
                        "2026-05-10 - step.event",
                        "2026-05-09..2026-05-04 1..6 step.day",
                        "2026-05-03 7 step.last.weekend",
                        "2026-05-02 - day.weekend",
                        "2026-05-01 - step.moved");
        assertThat(TimeLimit.of(rule("P1M").before().lastDayStays(), date("2026-03-31"), england)
                        .lastDay())
                .isEqualTo("2026-02-28");
        var included = rule("P1M").before().counting(Counting.FROM_EVENT_DAY).lastDayStays();
        assertThat(TimeLimit.of(included, date("2026-03-31"), england).lastDay())
                .isEqualTo("2026-03-01");
    }

    /** Civil Procedure Rules 2.8: three clear days before a hearing on Friday 20 October leave Monday 16 October. */
    @Test
    void clear_days_before_an_event_count_neither_its_day_nor_that_of_the_act() {
        var rule = rule("P3D").before().counting(Counting.CLEAR_DAYS);
        var limit = TimeLimit.of(rule, date("2023-10-20"), england);
        assertThat(limit.lastDay()).isEqualTo("2023-10-16");
        assertThat(lines(limit))
                .containsExactly(
                        "2023-10-20 - step.event", "2023-10-19..2023-10-17 1..3 step.day", "2023-10-16 - step.act");
        assertThat(lines(TimeLimit.of(rule, date("2023-10-19"), england)))
                .endsWith("2023-10-15 - day.weekend", "2023-10-14 - day.weekend", "2023-10-13 - step.act");
    }

    @Test
    void clear_days_after_an_act_end_before_the_day_of_the_event() {
        var limit = TimeLimit.of(rule("P14D").counting(Counting.CLEAR_DAYS), date("2026-11-02"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-11-16");
        assertThat(lines(limit)).endsWith("2026-11-17 - step.clear-event");
    }

    @Test
    void a_pause_stops_the_count_and_says_why() {
        var limit = TimeLimit.of(rule("P5WD"), date("2026-11-02"), england)
                .with(Pause.between(date("2026-11-04"), date("2026-11-10"), "documents asked for"));
        assertThat(limit.lastDay()).isEqualTo("2026-11-16");
        assertThat(lines(limit))
                .containsSubsequence(
                        "2026-11-03 1 day.working",
                        "2026-11-04 - step.paused",
                        "2026-11-10 - step.paused",
                        "2026-11-11..2026-11-13 2..4 day.working",
                        "2026-11-16 5 day.working");
        assertThat(limit.isStanding()).isFalse();
    }

    @Test
    void a_pause_that_lasts_is_told_apart() {
        var asOf = TimeLimit.of(rule("P5WD"), date("2026-11-02"), england)
                .with(Pause.lasting(date("2026-11-04"), date("2026-11-20"), "documents asked for"));
        assertThat(asOf.isStanding()).isTrue();
        assertThat(asOf.lastDay()).isEqualTo("2026-11-26");
        assertThat(lines(asOf)).contains("2026-11-20 - step.paused.lasting");
        assertThat(notes(asOf)).contains("note.standing");
        assertThat(asOf.remaining(Instant.parse("2026-11-20T12:00:00Z"))).isEqualTo(new Remaining(false, true, 6, 4));
        var afterwards = TimeLimit.of(rule("P1WD"), date("2026-11-02"), england)
                .with(Pause.lasting(date("2026-11-04"), date("2026-11-20"), "too late"));
        assertThat(afterwards.isStanding()).isFalse();
    }

    @Test
    void a_pause_lengthens_a_period_of_months_by_its_days() {
        var limit = TimeLimit.of(rule("P1M").lastDayStays(), date("2026-03-10"), england);
        assertThat(limit.lastDay()).isEqualTo("2026-04-10");
        var paused = limit.with(Pause.between(date("2026-03-20"), date("2026-03-24"), "a"))
                .with(Pause.between(date("2026-04-12"), date("2026-04-13"), "b"));
        assertThat(paused.lastDay()).isEqualTo("2026-04-17");
    }

    @Test
    void a_last_day_does_not_move_onto_a_day_on_which_the_clock_stands_still() {
        var limit = TimeLimit.of(rule("P7D"), date("2026-10-31"), england)
                .with(Pause.between(date("2026-11-09"), date("2026-11-09"), "system down"));
        assertThat(limit.lastDay()).isEqualTo("2026-11-10");
        assertThat(lines(limit))
                .endsWith("2026-11-08 - day.weekend", "2026-11-09 - step.paused", "2026-11-10 - step.moved");
    }

    @Test
    void an_extension_runs_from_the_day_to_which_the_limit_had_moved() {
        var limit = TimeLimit.of(rule("P7D"), date("2026-10-31"), england)
                .with(Extension.by(Period.parse("P2W"), "complex matter", "article 33"));
        assertThat(limit.lastDay()).isEqualTo("2026-11-23");
        assertThat(lines(limit)).endsWith("2026-11-09 - step.moved", "2026-11-10..2026-11-23 1..14 step.day");
        assertThat(limit.steps().getLast().part()).isEqualTo(1);
        assertThat(limit.notes())
                .filteredOn(note -> note.key().equals("note.extended.weeks"))
                .singleElement()
                .satisfies(note -> assertThat(note.values())
                        .containsEntry("reason", "complex matter")
                        .containsEntry("basis", "article 33")
                        .containsEntry("count", 2));
    }

    @Test
    void an_extension_may_run_until_a_day() {
        var limit = TimeLimit.of(rule("P5WD"), date("2026-11-02"), england);
        var extended = limit.with(Extension.until(date("2026-11-21"), "illness", "section 4"));
        assertThat(extended.lastDay()).isEqualTo("2026-11-23");
        assertThat(lines(extended))
                .endsWith(
                        "2026-11-10..2026-11-20 1..11 step.day", "2026-11-21 12 step.last.weekend",
                        "2026-11-22 - day.weekend", "2026-11-23 - step.moved");
        assertThatExceptionOfType(LimitNotComputable.class)
                .isThrownBy(() -> limit.with(Extension.until(date("2026-11-09"), "none", "section 4")));
    }

    @Test
    void extensions_follow_one_another() {
        var limit = TimeLimit.of(
                rule("P5WD"),
                date("2026-11-02"),
                england,
                List.of(),
                List.of(
                        Extension.by(Period.ofWorkingDays(5), "first", "section 4"),
                        Extension.by(Period.parse("P1M"), "second", "section 5")));
        assertThat(limit.lastDay()).isEqualTo("2026-12-16");
        assertThat(limit.steps()).extracting(Step::part).contains(0, 1, 2);
    }

    @Test
    void what_cannot_be_computed_is_refused() {
        var before = TimeLimit.of(rule("P5WD").before(), date("2026-11-02"), england);
        assertThatExceptionOfType(LimitNotComputable.class)
                .isThrownBy(() -> before.with(Extension.by(Period.ofDays(1), "a", "b")));
        assertThatExceptionOfType(LimitNotComputable.class)
                .isThrownBy(() -> Pause.between(date("2026-11-02"), date("2026-11-01"), "a"));
        assertThatExceptionOfType(LimitNotComputable.class).isThrownBy(() -> new Extension(null, null, "a", "b"));
        for (var endless : List.of("P9999Y", "P9999M", "P9999W", "P1Y")) {
            assertThatExceptionOfType(LimitNotComputable.class)
                    .isThrownBy(() -> TimeLimit.of(rule(endless), date("2199-06-01"), england));
        }
    }

    @Test
    void a_limit_into_a_year_without_its_notice_is_provisional() {
        var limit = TimeLimit.of(rule("P10WD"), date("2026-12-25"), china);
        assertThat(limit.isProvisional()).isTrue();
        assertThat(limit.notes().getLast()).isEqualTo(Reason.of("note.provisional", "year", "2027"));
        assertThat(TimeLimit.of(rule("P14D").lastDayStays(), date("2026-12-25"), china)
                        .isProvisional())
                .as("holidays don't matter here")
                .isFalse();
        assertThat(notes(TimeLimit.of(rule("P10WD"), date("2027-12-24"), england)))
                .contains("note.by-rule");
    }

    @Test
    void what_remains_is_told_in_days_and_working_days() {
        var limit = TimeLimit.of(rule("P5WD"), date("2026-12-18"), england);
        assertThat(limit.remaining(Instant.parse("2026-12-18T10:00:00Z")))
                .isEqualTo(new Remaining(false, false, 11, 5));
        assertThat(limit.remaining(Instant.parse("2026-12-29T23:59:59Z"))).isEqualTo(new Remaining(false, false, 0, 0));
        assertThat(limit.remaining(Instant.parse("2026-12-30T00:00:00Z"))).isEqualTo(new Remaining(true, false, 1, 1));
        assertThat(limit.remaining(Instant.parse("2027-01-04T00:00:00Z"))).isEqualTo(new Remaining(true, false, 6, 3));
        var office = TimeLimit.of(rule("P5WD").untilTheOfficeCloses(), date("2026-12-18"), england);
        assertThat(office.remaining(Instant.parse("2026-12-29T17:00:00Z"))).isEqualTo(new Remaining(true, false, 0, 0));
    }

    private static LimitRule rule(String period) {
        return Period.parse(period).from("given");
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static List<String> lines(TimeLimit limit) {
        return limit.steps().stream()
                .map(step -> step.from() + (step.isRun() ? ".." + step.to() : "") + " "
                        + (step.counted() ? step.firstNumber() + (step.isRun() ? ".." + step.lastNumber() : "") : "-")
                        + " "
                        + step.reason().key())
                .toList();
    }

    private static List<String> notes(TimeLimit limit) {
        return limit.notes().stream().map(Reason::key).toList();
    }
}
