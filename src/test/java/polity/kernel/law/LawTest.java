// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import polity.kernel.page.Language;

import static org.assertj.core.api.Assertions.assertThat;
import static polity.kernel.law.Laws.LAW;
import static polity.kernel.law.Laws.cited;

class LawTest {

    private static final LocalDate BEFORE = LocalDate.of(2026, 3, 28);
    private static final LocalDate AFTER = LocalDate.of(2026, 3, 29);

    @Test
    void an_article_changes_at_the_second_of_commencement_in_the_zone_of_the_authority() {
        Instant commencement = Instant.parse("2026-03-29T00:00:00Z");
        assertThat(lead(LAW, commencement.minusSeconds(1))).contains("two metres");
        assertThat(lead(LAW, commencement)).contains("three metres");

        Law shanghai = Laws.read(ZoneId.of("Asia/Shanghai"));
        Instant earlier = Instant.parse("2026-03-28T16:00:00Z");
        assertThat(lead(shanghai, earlier.minusSeconds(1))).contains("two metres");
        assertThat(lead(shanghai, earlier)).contains("three metres");
        assertThat(lead(LAW, earlier)).contains("two metres");
    }

    private static String lead(Law law, Instant at) {
        Article article = law.article(cited("dogs-order:1"), law.day(at)).orElseThrow();
        return article.paragraphs().firstEntry().getValue().in(Language.EN);
    }

    @Test
    void an_article_that_an_amendment_does_not_name_is_carried_over() {
        Article fee = LAW.article(cited("dogs-order:2"), BEFORE).orElseThrow();
        assertThat(LAW.article(cited("dogs-order:2"), AFTER)).contains(fee);
        assertThat(LAW.work("dogs-order").orElseThrow().stages("2"))
                .singleElement()
                .extracting(Work.Stage::since)
                .isEqualTo(LocalDate.of(2020, 1, 1));
    }

    @Test
    void a_repealed_article_is_in_force_until_the_day_before_and_may_come_back() {
        assertThat(LAW.resolves(cited("dogs-order:10(1)"), BEFORE)).isTrue();
        assertThat(LAW.resolves(cited("dogs-order:10(1)"), AFTER)).isFalse();
        assertThat(LAW.resolves(cited("dogs-order:10(1)"), LocalDate.of(2030, 1, 1)))
                .isTrue();
        assertThat(LAW.work("dogs-order").orElseThrow().stages("10"))
                .extracting(stage -> stage.article() != null)
                .containsExactly(true, false, true);
    }

    @Test
    void an_inserted_article_stands_in_its_place_from_its_commencement_on() {
        assertThat(LAW.resolves(cited("dogs-order:2A"), BEFORE)).isFalse();
        assertThat(LAW.versions("dogs-order"))
                .extracting(version ->
                        version.articles().stream().map(Article::number).toList())
                .containsExactly(List.of("1", "2", "10"), List.of("1", "2", "2A"), List.of("1", "2", "2A", "10"));
    }

    @Test
    void nothing_is_in_force_before_the_first_commencement() {
        assertThat(LAW.resolves(cited("dogs-order:1"), LocalDate.of(2019, 12, 31)))
                .isFalse();
        assertThat(LAW.resolves(cited("dogs-order:1"), LocalDate.of(2020, 1, 1)))
                .isTrue();
    }

    @Test
    void a_cited_paragraph_must_be_there() {
        assertThat(LAW.resolves(cited("dogs-order:1(2)"), BEFORE)).isTrue();
        assertThat(LAW.resolves(cited("dogs-order:1(2)"), AFTER)).isFalse();
        assertThat(LAW.resolves(cited("dogs-order:1(3)"), AFTER)).isTrue();
        assertThat(LAW.resolves(cited("dogs-order:2(1)"), AFTER))
                .as("the only paragraph of article 2 has no number")
                .isFalse();
        assertThat(LAW.resolves(cited("cats-order:1"), AFTER)).isFalse();
        assertThat(LAW.versions("cats-order")).isEmpty();
    }

    @Test
    void what_lacks_in_a_language_is_said_in_english() {
        Article article = LAW.article(cited("dogs-order:1"), AFTER).orElseThrow();
        assertThat(article.heading().in(Language.ZH_HANS)).isEqualTo("牵引");
        assertThat(article.paragraphs().lastEntry().getValue().in(Language.ZH_HANS))
                .isEqualTo("Guide dogs <are> exempt.");
        assertThat(article.speaks(Language.ZH_HANS)).isFalse();
    }
}
