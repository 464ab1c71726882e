// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTest {

    @Test
    void the_address_decides_before_the_cookie_and_the_cookie_before_the_browser() {
        assertThat(Language.choose("en", "zh-Hans", "zh")).isEqualTo(Language.EN);
        assertThat(Language.choose(null, "zh-Hans", "en")).isEqualTo(Language.ZH_HANS);
        assertThat(Language.choose(null, null, "zh-CN")).isEqualTo(Language.ZH_HANS);
        assertThat(Language.choose(null, null, null)).isEqualTo(Language.EN);
    }

    @Test
    void what_names_no_language_of_ours_is_passed_over() {
        assertThat(Language.choose("<script>", "xx", "fr, de;q=0.9")).isEqualTo(Language.EN);
        assertThat(Language.choose("", "", "zh")).isEqualTo(Language.ZH_HANS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zh-CN,zh;q=0.9,en;q=0.8     | ZH_HANS
                    en-GB,en;q=0.9,zh;q=0.8     | EN
                    en;q=0.5,zh-Hans;q=0.8      | ZH_HANS
                    fr-CH, fr;q=0.9, zh;q=0.7   | ZH_HANS
                    zh-TW                       | ZH_HANS
                    zh;q=0, en;q=0.1            | EN
                    *                           | EN
                    zh;q=banana                 | EN
                    ;;;,,,                      | EN
                    """)
    void the_browser_is_heard_by_weight(String header, Language expected) {
        assertThat(Language.choose(null, null, header)).isEqualTo(expected);
    }

    @Test
    void an_endless_header_is_not_read() {
        assertThat(Language.choose(null, null, "zh," + "fr,".repeat(10_000))).isEqualTo(Language.EN);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a?lang=zh-Hans, /a",
        "/a?x=1, /a?x=1&lang=zh-Hans, /a?x=1",
        "/a?lang=en, /a?lang=zh-Hans, /a",
        "/a?lang=en&x=1&language=2, /a?x=1&language=2&lang=zh-Hans, /a?x=1&language=2"
    })
    void changing_the_language_keeps_the_rest_of_the_address(String address, String chosen, String plain) {
        assertThat(Language.ZH_HANS.addressOf(address)).isEqualTo(chosen);
        assertThat(Language.withoutChoice(address)).isEqualTo(plain);
    }
}
