// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordsTest {
    private static final Vocabulary VOCABULARY = Vocabulary.load(ZoneId.of("Asia/Shanghai"));
    private static final Map<String, String> TEXTS = Map.of(
            "plain", "Nothing to fill",
            "filled", "{name} sent {count} letters on {day}",
            "letters.one", "{count} letter",
            "letters.other", "{count} letters");

    private final Words english = VOCABULARY.words("test", Language.EN, TEXTS);
    private final Words chinese = VOCABULARY.words("test", Language.ZH_HANS, TEXTS);

    @Test
    void placeholders_are_filled_as_the_language_writes_them() {
        var day = LocalDate.of(2026, 3, 3);
        assertThat(english.say("filled", "name", "Mei {day} $1", "count", 1234, "day", day))
                .isEqualTo("Mei {day} $1 sent 1,234 letters on 3 March 2026");
        assertThat(chinese.say("filled", "name", "林美", "count", 2L, "day", day)).endsWith("on 2026年3月3日");
    }

    @Test
    void a_missing_text_or_argument_is_named() {
        assertThatThrownBy(() -> english.say("nowhere"))
                .isInstanceOf(BrokenText.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("test.en.yaml");
        assertThatThrownBy(() -> english.say("filled", "name", "Mei"))
                .isInstanceOf(BrokenText.class)
                .hasMessageContaining("wants {");
        assertThatThrownBy(() -> english.say("plain", "name")).isInstanceOf(BrokenText.class);
        assertThatThrownBy(() -> VOCABULARY.words("no-such-module", Language.EN))
                .isInstanceOf(BrokenText.class);
    }

    @Test
    void one_thing_and_many_things_take_the_plural_form_of_the_language() {
        assertThat(english.count("letters", 1)).isEqualTo("1 letter");
        assertThat(english.count("letters", 0)).isEqualTo("0 letters");
        assertThat(english.count("letters", 1_000)).isEqualTo("1,000 letters");
        assertThat(chinese.count("letters", 1)).isEqualTo("1 letters");
    }

    @Test
    void money_is_written_from_minor_units() {
        assertThat(english.money(123_450, Currency.getInstance("GBP"))).isEqualTo("£1,234.50");
        assertThat(english.money(-5, Currency.getInstance("GBP"))).isEqualTo("−£0.05");
        assertThat(chinese.money(123_450, Currency.getInstance("CNY"))).isEqualTo("¥1,234.50");
        assertThat(english.money(1_234, Currency.getInstance("JPY"))).endsWith("1,234");
        assertThat(english.money(Long.MAX_VALUE, Currency.getInstance("GBP"))).isEqualTo("£92,233,720,368,547,758.07");
    }

    @Test
    void an_instant_names_its_time_zone_and_its_day_there() {
        var late = Instant.parse("2026-03-03T20:30:00Z");
        assertThat(english.instant(late)).isEqualTo("4 March 2026, 04:30 (China Standard Time)");
        assertThat(chinese.instant(late)).isEqualTo("2026年3月4日 04:30（中国标准时间）");
        assertThat(english.day(late)).isEqualTo("4 March 2026");
        assertThat(english.moment(late).machine()).isEqualTo("2026-03-03T20:30:00Z");
    }

    @Test
    void texts_stand_nested_or_flat_and_only_as_strings() {
        assertThat(read("a:\n  b: c\nd.e: f\n")).isEqualTo(Map.of("a.b", "c", "d.e", "f"));
        assertThatThrownBy(() -> read("a: 5\n")).isInstanceOf(BrokenText.class).hasMessageContaining("quote it");
        assertThatThrownBy(() -> read("a:\n  b: c\na.b: d\n"))
                .isInstanceOf(BrokenText.class)
                .hasMessageContaining("twice");
    }

    private static Map<String, String> read(String yaml) {
        return Vocabulary.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
