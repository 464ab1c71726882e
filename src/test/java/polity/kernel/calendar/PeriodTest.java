// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import polity.kernel.calendar.Period.PeriodNotValid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeriodTest {

    @ParameterizedTest
    @ValueSource(strings = {"P3D", "P2W", "P3M", "P1Y", "P10WD", "P1Y6M", "P1M15D", "P1Y2M3D", "P12M", "P9999D"})
    void a_period_prints_as_it_was_written(String text) {
        assertThat(Period.parse(text)).hasToString(text);
        assertThat(Period.isPeriod(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "P", "P0D", "P0WD", "P0Y0M", "10WD", "P10", "P-3D", "P1.5D", "PT5H", "P1W2D", "P10WD1D", "P10000D",
                "p3d", " P3D", "P3D ", "P٣D", "P3DP"
            })
    void what_is_no_period_is_refused_with_what_to_write(String text) {
        assertThatExceptionOfType(PeriodNotValid.class)
                .isThrownBy(() -> Period.parse(text))
                .withMessageContaining("“" + text + "” is not a period. Write P10WD");
        assertThat(Period.isPeriod(text)).isFalse();
    }

    @Test
    void working_days_do_not_mix_with_months() {
        assertThatExceptionOfType(PeriodNotValid.class).isThrownBy(() -> new Period(0, 1, 0, 0, 5));
        assertThatExceptionOfType(PeriodNotValid.class).isThrownBy(() -> new Period(0, 0, 1, 3, 0));
        assertThatExceptionOfType(PeriodNotValid.class).isThrownBy(() -> Period.ofDays(-1));
        assertThatExceptionOfType(PeriodNotValid.class).isThrownBy(() -> Period.ofWorkingDays(0));
    }

    @Test
    void a_period_says_itself_in_parts() {
        assertThat(Period.parse("P1Y6M").parts())
                .extracting(Reason::key)
                .containsExactly("period.years", "period.months");
        assertThat(Period.parse("P10WD").parts().getFirst().count()).hasValue(10);
    }

    @Test
    void a_period_with_its_event_is_a_rule() {
        assertThat(Period.ofWorkingDays(10).from("received"))
                .isEqualTo(LimitRule.of(Period.parse("P10WD"), "received"));
    }
}
