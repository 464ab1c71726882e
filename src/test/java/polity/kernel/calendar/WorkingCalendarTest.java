// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WorkingCalendarTest {
    private static final Locale ENGLISH = Locale.UK;
    private static final Locale CHINESE = Locale.forLanguageTag("zh-Hans-CN");

    private final Calendars calendars = Calendars.bundled();
    private final WorkingCalendar england = calendars.of(new Place("gb/england-and-wales"));
    private final WorkingCalendar china = calendars.of(new Place("cn"));

    @Test
    void a_weekend_says_which_day_of_the_week_it_is() {
        var saturday = england.day(LocalDate.of(2026, 12, 26));
        assertThat(saturday.working()).isFalse();
        assertThat(saturday.reason().key()).isEqualTo("day.weekend");
        assertThat(saturday.reason().parameters(ENGLISH)).containsEntry("weekday", "Saturday");
        assertThat(saturday.reason().parameters(CHINESE)).containsEntry("weekday", "星期六");
    }

    @Test
    void a_holiday_has_its_name_in_english_and_chinese() {
        var substitute = england.day(LocalDate.of(2026, 12, 28)).reason();
        assertThat(substitute.key()).isEqualTo("day.substitute");
        assertThat(substitute.parameters(ENGLISH)).containsEntry("holiday", "Boxing Day");
        assertThat(substitute.parameters(CHINESE)).containsEntry("holiday", "节礼日");
        var computed = england.day(LocalDate.of(2030, 12, 25)).reason();
        assertThat(computed.parameters(CHINESE)).containsEntry("holiday", "圣诞节");
    }

    @Test
    void a_make_up_working_day_says_by_which_notice() {
        var saturday = china.day(LocalDate.of(2026, 10, 10));
        assertThat(saturday.working()).isTrue();
        assertThat(saturday.reason().key()).isEqualTo("day.make-up");
        assertThat(saturday.reason().parameters(CHINESE))
                .containsEntry("holiday", "国庆节")
                .containsEntry("source", "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）");
        assertThat(saturday.reason().parameters(ENGLISH).get("source")).endsWith("(国办发明电〔2025〕7号)");
    }

    @Test
    void a_year_without_its_notice_is_provisional_only_where_a_notice_is_needed() {
        assertThat(china.isProvisional(2027)).isTrue();
        assertThat(china.day(LocalDate.of(2027, 3, 1)).provisional()).isTrue();
        assertThat(china.isProvisional(2026)).isFalse();
        assertThat(england.isProvisional(2035)).isFalse();
        assertThat(england.isSettled(2035)).isFalse();
    }

    @Test
    void a_calendar_can_be_asked_as_it_was_known_on_a_day() {
        var before = china.knownOn(LocalDate.of(2025, 11, 3));
        var makeUp = LocalDate.of(2026, 2, 14);
        assertThat(before.isWorkingDay(makeUp)).isFalse();
        assertThat(before.isProvisional(2026)).isTrue();
        assertThat(before.isProvisional(2025)).isFalse();
        assertThat(china.knownOn(LocalDate.of(2025, 11, 4)).isWorkingDay(makeUp))
                .isTrue();
        assertThat(england.knownOn(LocalDate.of(2000, 1, 1))).isSameAs(england);
    }

    @Test
    void a_year_says_what_it_rests_on() {
        assertThat(china.sources(2026)).singleElement().satisfies(source -> {
            assertThat(source.key()).isEqualTo("source.notice");
            assertThat(source.parameters(ENGLISH)).containsEntry("published", "4 November 2025");
            assertThat(source.parameters(CHINESE)).containsEntry("published", "2025年11月4日");
        });
        assertThat(china.sources(2027))
                .singleElement()
                .satisfies(source ->
                        assertThat(source.parameters(CHINESE)).containsEntry("source", "全国年节及纪念日放假办法（国务院令第795号）"));
        assertThat(england.sources(2030)).extracting(Reason::key).containsExactly("source.library");
    }

    @Test
    void working_days_between_two_dates_are_those_after_the_first_up_to_the_second() {
        var from = LocalDate.of(2026, 12, 18);
        var to = LocalDate.of(2027, 1, 4);
        assertThat(england.workingDaysBetween(from, to)).isEqualTo(8);
        assertThat(england.workingDaysBetween(to, from)).isEqualTo(-8);
        assertThat(england.workingDaysBetween(from, from)).isZero();
        assertThat(england.plusWorkingDays(from, 8)).isEqualTo(to);
        assertThat(england.plusWorkingDays(to, -8)).isEqualTo(from);
    }

    @Test
    void an_office_may_close_at_another_time() {
        assertThat(england.officeCloses()).isEqualTo(LocalTime.of(17, 0));
        assertThat(england.closingAt(LocalTime.of(16, 30)).officeCloses()).isEqualTo(LocalTime.of(16, 30));
    }

    @Test
    void the_calendar_ends_where_its_rules_mean_nothing() {
        assertThatExceptionOfType(LimitNotComputable.class)
                .isThrownBy(() -> england.isWorkingDay(LocalDate.of(2200, 1, 1)));
        assertThatExceptionOfType(LimitNotComputable.class).isThrownBy(() -> england.isWorkingDay(LocalDate.MIN));
        assertThat(england.isWorkingDay(LocalDate.of(1900, 1, 2))).isTrue();
        assertThat(england.isWorkingDay(LocalDate.of(2199, 12, 31))).isTrue();
    }

    @Test
    void a_place_of_the_holiday_library_is_added_by_a_file(@TempDir Path folder) {
        DataFolder.write(folder, "eg/place.yaml", """
                place: eg
                name: {en: Egypt, zh-Hans: 埃及}
                zone: Africa/Cairo
                weekend: [friday, saturday]
                office-closes: "15:00"
                notices: optional
                library: {calendar: eg}
                """);
        var egypt = Calendars.with(folder).of(new Place("eg"));
        assertThat(egypt.name(CHINESE)).isEqualTo("埃及");
        assertThat(egypt.isWorkingDay(LocalDate.of(2026, 11, 20))).isFalse();
        assertThat(egypt.isWorkingDay(LocalDate.of(2026, 11, 22))).isTrue();
        assertThat(egypt.exceptions(2026)).isNotEmpty();
    }

    @Test
    void a_holiday_observed_in_the_year_before_belongs_to_that_year(@TempDir Path folder) {
        DataFolder.write(folder, "us/place.yaml", """
                place: us
                name: {en: United States}
                zone: America/New_York
                weekend: [saturday, sunday]
                office-closes: "17:00"
                notices: optional
                library: {calendar: us}
                """);
        var unitedStates = Calendars.with(folder).of(new Place("us"));
        assertThat(unitedStates.day(LocalDate.of(2027, 12, 31)).reason().key()).isEqualTo("day.substitute");
    }

    @Test
    void a_code_that_is_no_place_is_refused() {
        assertThatExceptionOfType(CalendarDataNotValid.class).isThrownBy(() -> new Place("../etc"));
        assertThatExceptionOfType(CalendarDataNotValid.class).isThrownBy(() -> new Place("GB"));
        assertThatExceptionOfType(CalendarDataNotValid.class)
                .isThrownBy(() -> calendars.of(new Place("fr")))
                .withMessageContaining("cn, gb/england-and-wales");
        assertThat(calendars.find(new Place("fr"))).isEmpty();
        assertThat(new Place("gb/england-and-wales").subdivision()).contains("england-and-wales");
    }
}
