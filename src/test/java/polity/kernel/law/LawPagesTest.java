// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

import polity.kernel.node.Zone;
import polity.kernel.page.Assets;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Page;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;
import polity.kernel.page.Vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages without a server: they need neither a session nor the database. */
class LawPagesTest {

    private static final Site SITE = new Site(
            Map.of(Language.EN, "Town of Harbourfield", Language.ZH_HANS, "海港市人民政府"),
            true,
            Vocabulary.load(Laws.LONDON),
            Assets.load());
    private static final LawPages PAGES = pages("2026-07-01T12:00:00Z");

    private static LawPages pages(String now) {
        return new LawPages(Laws.LAW, new Templates(), InstantSource.fixed(Instant.parse(now)));
    }

    private static Frame frame(Language language) {
        return SITE.frame(language, Zone.PUBLIC, "/law");
    }

    private static String work(@Nullable String on, Language language) {
        return PAGES.work("dogs-order", on, frame(language)).html();
    }

    private static String article(String number, @Nullable String on, Language language) {
        return PAGES.article("dogs-order", number, on, frame(language)).html();
    }

    @Test
    void the_list_names_every_work_in_the_language_of_the_reader() {
        assertThat(PAGES.works(frame(Language.EN)).html())
                .contains("href=\"/law/dogs-order\">Dogs Order</a>", "Order, this text in force since 29 March 2026");
        assertThat(PAGES.works(frame(Language.ZH_HANS)).html()).contains(">养犬条例</a>", "条例，现行文本自2026年3月29日起施行");
        var lawless = new LawPages(
                new Law(new TreeMap<>(), Laws.LONDON), new Templates(), InstantSource.fixed(Instant.EPOCH));
        assertThat(lawless.works(frame(Language.EN)).html()).contains("There is no text yet");
        assertThat(pages("2019-01-01T00:00:00Z").works(frame(Language.EN)).html())
                .contains("Order, comes into force on 1 January 2020");
    }

    @Test
    void a_work_is_shown_whole_as_it_is_today() {
        assertThat(work(null, Language.EN))
                .contains(
                        "href=\"#a2A\"",
                        "id=\"a1-p3\"",
                        "three metres",
                        "Guide dogs &lt;are&gt; exempt.",
                        "This text has been in force since 29 March 2026. It changes on 1 January 2030.",
                        "href=\"/law/dogs-order/2A\"",
                        "Changed or inserted articles: 1, 2A. Repealed articles: 10.",
                        "<time class=\"polity-timeline__time\" datetime=\"2020-01-01\">1 January 2020</time>")
                .doesNotContain("Cats are", "lang=\"en\">Guide");
    }

    @Test
    void a_work_is_shown_as_of_another_day_and_carries_that_day_on() {
        assertThat(work("2026-03-28", Language.EN))
                .contains(
                        "two metres",
                        "Cats are welcome.",
                        "It was in force from 1 January 2020 to 28 March 2026.",
                        "href=\"/law/dogs-order/10?on=2026-03-28\"");
        assertThat(work("2030-01-01", Language.EN))
                .contains("Cats are tolerated.", "It comes into force on 1 January 2030.");
        assertThat(work("2019-12-31", Language.EN))
                .contains("Nothing of this was in force on 31 December 2019.", "As made")
                .doesNotContain("Leads");
    }

    @Test
    void what_lacks_in_chinese_stands_in_english_and_says_so() {
        assertThat(work(null, Language.ZH_HANS))
                .contains(
                        "<html lang=\"zh-Hans\"",
                        "犬只应当以不超过三米的绳索牵引。",
                        "第2A条",
                        "部分内容仅有英文文本，以英文显示。",
                        "<span lang=\"en\">Guide dogs");
        assertThat(work("2020-01-01", Language.ZH_HANS)).doesNotContain("仅有英文文本", "lang=\"en\"><");
    }

    @Test
    void an_article_shows_its_paragraphs_its_versions_and_what_changed() {
        assertThat(article("1", null, Language.EN))
                .contains(
                        "id=\"p1\"",
                        "id=\"p3\"",
                        "This article has read so since 29 March 2026.",
                        "href=\"/law/dogs-order/1?on=2020-01-01\"",
                        "As made",
                        "Changed on 29 March 2026",
                        "removed: </span>two<span",
                        "added: </span>three<span",
                        "removed: </span>In the harbour it wears a muzzle.<span",
                        "added: </span>Guide dogs &lt;are&gt; exempt.<span",
                        "href=\"/law/dogs-order/2\" rel=\"next\"");
        assertThat(article("1", null, Language.ZH_HANS))
                .contains("删去：</span>两<span", "增加：</span>三<span", "<span lang=\"en\"><ins>", "以英文显示");
    }

    @Test
    void an_article_that_is_not_in_force_says_so_and_shows_what_came_closest() {
        assertThat(article("10", null, Language.EN))
                .contains(
                        "This article was not in force on 1 July 2026.",
                        "Cats are welcome.",
                        "Repealed",
                        "First in force");
        assertThat(article("2A", "2020-01-01", Language.EN)).contains("not in force on 1 January 2020", "Puppies cost");
        assertThat(article("10", "2031-01-01", Language.EN))
                .contains("The article reads so from 1 January 2030.", "Cats are tolerated.");
        assertThat(article("10", "2020-01-01", Language.EN))
                .contains("The article read so from 1 January 2020 to 28 March 2026.");
    }

    @Test
    void an_article_that_never_changed_shows_no_changes() {
        assertThat(article("2", null, Language.EN)).contains("£30").doesNotContain("What changed", "<del");
    }

    @Test
    void at_the_desk_every_way_stays_at_the_desk() {
        Frame desk = SITE.frame(Language.EN, Zone.DESK, "/desk/law");
        assertThat(List.of(
                        PAGES.worksAtDesk(desk).html(),
                        PAGES.workAtDesk("dogs-order", null, desk).html(),
                        PAGES.articleAtDesk("dogs-order", "1", null, desk).html()))
                .allMatch(page -> page.contains("href=\"/desk/law/dogs-order") && !page.contains("href=\"/law"));
    }

    @Test
    void any_day_can_be_asked_for_and_what_is_no_day_is_said_beside_the_question() {
        Frame frame = frame(Language.EN);
        assertThat(work("2026-03-28", Language.EN))
                .contains("Read the text of any day", "name=\"day-year\"", "value=\"2026\"");
        assertThat(PAGES.workOfDay("dogs-order", " 1", "2", "2020 ", frame))
                .isInstanceOfSatisfying(
                        ResponseEntity.class,
                        answer -> assertThat(answer.getHeaders().getFirst("Location"))
                                .isEqualTo("/law/dogs-order?on=2020-02-01"));
        assertThat(PAGES.workOfDay("dogs-order", "30", "2", "<b>", frame)).isInstanceOfSatisfying(Page.class, page -> {
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.html()).contains("Enter a real date", "&lt;b", "three metres");
        });
        for (String on : List.of("", "today", "2026-02-30", "<b>")) {
            assertThat(PAGES.work("dogs-order", on, frame).status()).as(on).isEqualTo(422);
        }
        assertThat(PAGES.workOfDay("cats-order", "", "", "", frame))
                .isInstanceOfSatisfying(
                        Page.class, page -> assertThat(page.status()).isEqualTo(404));
    }

    @Test
    void what_there_is_not_is_not_found() {
        Frame frame = frame(Language.EN);
        for (String on :
                List.of("", "today", "2026-02-30", "2026-2-3", "+99999-01-01", "2026-01-01,2026-01-02", "<b>")) {
            assertThat(PAGES.article("dogs-order", "1", on, frame).status())
                    .as(on)
                    .isEqualTo(404);
        }
        for (Page page : List.of(
                PAGES.work("cats-order", null, frame),
                PAGES.article("cats-order", "1", null, frame),
                PAGES.article("dogs-order", "99", null, frame),
                PAGES.article("dogs-order", "../1", null, frame))) {
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.html()).contains("Page not found");
        }
    }

    @Test
    void a_citation_is_named_as_people_say_it() {
        assertThat(Laws.LAW.name(Laws.cited("dogs-order:1(2)"), frame(Language.EN)))
                .isEqualTo("Dogs Order, article 1(2)");
        assertThat(Laws.LAW.name(Laws.cited("dogs-order:1(2)"), frame(Language.ZH_HANS)))
                .isEqualTo("《养犬条例》第1条第2款");
        assertThat(Laws.LAW.name(Laws.cited("dogs-order:2"), frame(Language.ZH_HANS)))
                .isEqualTo("《养犬条例》第2条");
        assertThat(Laws.LAW.name(Laws.cited("cats-order:2"), frame(Language.EN)))
                .isEqualTo("cats-order:2");
    }

    @Test
    void every_kind_of_work_has_a_name() {
        for (Language language : Language.values()) {
            assertThat(LawFile.KINDS)
                    .allMatch(kind -> frame(language).words("law").has("kind." + kind));
        }
    }
}
