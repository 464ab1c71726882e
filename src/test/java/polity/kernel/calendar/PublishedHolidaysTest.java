// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The data and the rules, against what governments have published. */
class PublishedHolidaysTest {
    private static final Locale CHINESE = Locale.forLanguageTag("zh-Hans");

    private final WorkingCalendar england = Calendars.bundled().of(new Place("gb/england-and-wales"));
    private final WorkingCalendar china = Calendars.bundled().of(new Place("cn"));

    /** GOV.UK, bank holidays in England and Wales; an s marks a substitute day. */
    @ParameterizedTest
    @CsvSource({
        "2019, 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        "2020, 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28s",
        "2021, 01-01 04-02 04-05 05-03 05-31 08-30 12-27s 12-28s",
        "2022, 01-03s 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27s",
        "2023, 01-02s 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        "2024, 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        "2025, 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        "2026, 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28s",
        "2027, 01-01 03-26 03-29 05-03 05-31 08-30 12-27s 12-28s"
    })
    void bank_holidays_in_england_and_wales_are_those_published(int year, String published) {
        assertThat(bankHolidays(england.exceptions(year))).isEqualTo(published);
        assertThat(england.isProvisional(year)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2025", "2026", "2027"})
    void the_rules_of_the_library_agree_with_the_published_list(int year) {
        var rules = JollydayRules.of("gb", Optional.of("eng"), Map.of());
        assertThat(rules.exist()).isTrue();
        var published = england.exceptions(year).stream()
                .collect(Collectors.toMap(Day::date, day -> day.reason().key()));
        var computed = rules.in(year).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, day -> day.getValue().key()));
        assertThat(computed).isEqualTo(published);
        assertThat(england.isSettled(year)).isTrue();
    }

    /** Notices of the General Office of the State Council, 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号. */
    @ParameterizedTest
    @CsvSource({
        "2025, 元旦, 2025-01-01, 2025-01-01, 1",
        "2025, 春节, 2025-01-28, 2025-02-04, 8",
        "2025, 清明节, 2025-04-04, 2025-04-06, 3",
        "2025, 劳动节, 2025-05-01, 2025-05-05, 5",
        "2025, 端午节, 2025-05-31, 2025-06-02, 3",
        "2025, 国庆节、中秋节, 2025-10-01, 2025-10-08, 8",
        "2026, 元旦, 2026-01-01, 2026-01-03, 3",
        "2026, 春节, 2026-02-15, 2026-02-23, 9",
        "2026, 清明节, 2026-04-04, 2026-04-06, 3",
        "2026, 劳动节, 2026-05-01, 2026-05-05, 5",
        "2026, 端午节, 2026-06-19, 2026-06-21, 3",
        "2026, 中秋节, 2026-09-25, 2026-09-27, 3",
        "2026, 国庆节, 2026-10-01, 2026-10-07, 7"
    })
    void holidays_in_china_are_those_of_the_notice(int year, String name, LocalDate from, LocalDate to, int days) {
        var holidays = china.exceptions(year).stream()
                .filter(day ->
                        !day.working() && day.reason().parameters(CHINESE).containsValue(name))
                .map(Day::date)
                .toList();
        assertThat(holidays).isEqualTo(from.datesUntil(to.plusDays(1)).toList()).hasSize(days);
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11, 28",
        "2026, 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10, 33"
    })
    void weekends_worked_in_china_are_those_of_the_notice(int year, String dates, int holidays) {
        var worked = china.exceptions(year).stream().filter(Day::working).toList();
        assertThat(worked.stream().map(day -> day.date().toString())).containsExactly(dates.split(" "));
        assertThat(worked).allMatch(day -> day.reason().key().equals("day.make-up"));
        assertThat(china.exceptions(year)).hasSize(worked.size() + holidays);
        assertThat(china.isProvisional(year)).isFalse();
    }

    /** The Regulation on Public Holidays: 13 days from 2025, or fewer dates where two fall together. */
    @Test
    void without_a_notice_china_has_the_days_named_by_law() {
        assertThat(china.exceptions(2027).stream()
                        .map(day -> day.date() + " "
                                + day.reason().parameters(CHINESE).get("holiday")))
                .containsExactly(
                        "2027-01-01 元旦",
                        "2027-02-05 春节",
                        "2027-02-06 春节",
                        "2027-02-07 春节",
                        "2027-02-08 春节",
                        "2027-04-05 清明节",
                        "2027-05-01 劳动节",
                        "2027-05-02 劳动节",
                        "2027-06-09 端午节",
                        "2027-09-15 中秋节",
                        "2027-10-01 国庆节",
                        "2027-10-02 国庆节",
                        "2027-10-03 国庆节");
        assertThat(Stream.iterate(2027, year -> year + 1).limit(14))
                .allSatisfy(year -> assertThat(china.exceptions(year)).hasSizeBetween(12, 13));
    }

    @Test
    void the_days_named_by_law_lie_within_those_of_the_notices() {
        var known = LocalDate.of(2024, 11, 11);
        for (var year : List.of(2025, 2026)) {
            assertThat(china.knownOn(known).exceptions(year))
                    .hasSize(13)
                    .allSatisfy(day ->
                            assertThat(china.day(day.date()).reason().key()).isEqualTo("day.holiday"));
        }
    }

    private static String bankHolidays(List<Day> days) {
        return days.stream()
                .map(day ->
                        day.date().toString().substring(5) + (day.reason().key().equals("day.substitute") ? "s" : ""))
                .collect(Collectors.joining(" "));
    }
}
