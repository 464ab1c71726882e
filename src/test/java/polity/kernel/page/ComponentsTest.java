// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ComponentsTest {
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "!doctype");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z!][a-zA-Z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>");

    @Test
    void every_component_has_an_example() {
        var shown = Example.all(Pages.frame(Language.EN)).stream()
                .flatMap(example -> example.components().stream())
                .map(Object::getClass)
                .collect(Collectors.toSet());
        // A hero fills the first page and cannot stand among others.
        var known =
                kinds(Component.class).filter(kind -> kind != Block.Hero.class).toList();
        assertThat(shown)
                .containsAll(known.stream()
                        .<Class<? extends Object>>map(kind -> kind)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void every_page_is_well_formed_and_points_only_to_what_is_there(Language language) {
        Pages.all(language).forEach((name, page) -> {
            var html = page.html();
            assertThat(unbalanced(html)).as(name).isEmpty();
            var ids = values(html, "id");
            assertThat(ids).as(name).doesNotHaveDuplicates();
            for (var attribute : List.of("for", "aria-describedby", "aria-labelledby")) {
                for (var value : values(html, attribute)) {
                    assertThat(ids).as("%s: %s", name, attribute).contains(value.split(" "));
                }
            }
            assertThat(html)
                    .as(name)
                    .contains("lang=\"" + language.tag() + "\"")
                    .doesNotContain("style=\"")
                    .doesNotContain("onclick")
                    .doesNotContain("javascript:");
            // The component page has a confirmation among its examples.
            var headings = name.equals("components") ? 2 : 1;
            assertThat(Pattern.compile("<h1").matcher(html).results().count())
                    .as(name)
                    .isEqualTo(headings);
        });
    }

    @Test
    void what_people_typed_is_never_markup() {
        var field = Field.of("a\"b.c", "<i>Label</i>")
                .value("\"><script>x</script>")
                .error("<u>")
                .hint("<s>");
        var html = Pages.render(Language.EN, Question.Input.of(field)).html();
        assertThat(html)
                .doesNotContain("<script>x")
                .doesNotContain("<i>Label")
                .doesNotContain("<u>")
                .doesNotContain("<s>")
                .contains("id=\"a-b-c\"")
                .contains("name=\"a&#34;b.c\"");
    }

    @Test
    void what_machines_read_cannot_end_its_element() {
        var data = new Block.LinkedData(Map.of("name", "</script><script>x & y</script>"));
        assertThat(Pages.render(Language.EN, data).html()).doesNotContain("<script>x");
        assertThat(JsonMapper.shared().readTree(data.json()).get("name").asString())
                .isEqualTo("</script><script>x & y</script>");
    }

    @Test
    void a_link_cannot_run_script() {
        var html = Pages.render(Language.EN, new Block.Breadcrumbs(List.of(Link.to("javascript:alert(1)", "x"))))
                .html();
        assertThat(html).doesNotContain("javascript:");
    }

    @Test
    void a_wrong_answer_is_described_by_hint_and_error_and_listed_above() {
        var field = Field.of("plate", "Number").hint("Like AB12").value("?").error("Enter a number");
        var html = Pages.render(Language.EN, Question.Input.of(field).width(10)).html();
        assertThat(html)
                .contains("<title>Error: Title")
                .contains("<a href=\"#plate\">Enter a number</a>")
                .contains("<label class=\"govuk-label\" for=\"plate\">Number</label>")
                .contains("aria-describedby=\"plate-hint plate-error\"")
                .contains("aria-invalid=\"true\"")
                .contains("<span class=\"govuk-visually-hidden\">Error:</span> Enter a number")
                .contains("value=\"?\"");
    }

    @Test
    void a_right_answer_carries_nothing_of_an_error() {
        var html = Pages.render(Language.EN, Question.Input.of(Field.of("plate", "Number")))
                .html();
        assertThat(html).doesNotContain("aria-invalid").doesNotContain("error").doesNotContain("aria-describedby");
    }

    @Test
    void an_error_behind_a_choice_is_listed_too() {
        var follow = Question.Input.of(Field.of("phone", "Telephone").error("Enter a number"));
        var radios = Question.Radios.of(
                Field.of("by", "How"), List.of(Choice.of("phone", "Telephone").with(follow)));
        assertThat(Sheet.of("Title", radios).errors())
                .containsExactly(new Block.ErrorSummary.Item("Enter a number", "phone"));
    }

    @Test
    void a_date_is_asked_in_the_order_of_the_language_and_its_error_leads_to_the_wrong_part() {
        var date = Question.DateInput.of(Field.of("moved", "When").error("Enter a month"))
                .value("3", "", "2026")
                .wrong(Question.DateInput.Part.MONTH);
        assertThat(values(Pages.render(Language.EN, date).html(), "name"))
                .containsSubsequence("moved-day", "moved-month", "moved-year");
        assertThat(values(Pages.render(Language.ZH_HANS, date).html(), "name"))
                .containsSubsequence("moved-year", "moved-month", "moved-day");
        assertThat(Pages.render(Language.EN, date).html()).contains("href=\"#moved-month\"");
    }

    @Test
    void a_form_proves_where_it_comes_from_and_sends_files_as_parts() {
        var sheet = Sheet.of("Title", new Question.Upload(Field.of("file", "File"), ".pdf", true))
                .sendingTo("/send");
        var html = Pages.TEMPLATES
                .sheet(Pages.frame(Language.EN).with(new Frame.Proof("_csrf", "t\"")), sheet)
                .html();
        assertThat(html)
                .contains("action=\"/send\" method=\"post\" novalidate enctype=\"multipart/form-data\"")
                .contains("name=\"_csrf\" value=\"t&#34;\"")
                .contains(" multiple");
    }

    @Test
    void the_frame_shows_who_is_signed_in_and_where_we_are() {
        var html = Pages.work(Language.EN).html();
        assertThat(html)
                .contains("Mei Lindqvist")
                .contains("action=\"/desk/sign-out\"")
                .contains("href=\"/desk/cases\" aria-current=\"true\"")
                .doesNotContain("href=\"/desk\" aria-current")
                .contains("/desk/assets/polity.")
                .contains("href=\"/desk/cases/due?lang=zh-Hans\"");
        assertThat(Pages.home(Language.EN).html())
                .contains("href=\"/sign-in\"")
                .contains("href=\"/services\" aria-current=\"true\"")
                .contains("href=\"/services/parking?step=2&amp;lang=zh-Hans\"");
    }

    @ParameterizedTest
    @EnumSource
    void every_failure_says_what_happened_and_what_to_do(Language language) {
        var titles = new HashSet<String>();
        for (var status : Failure.KINDS) {
            var page = Pages.TEMPLATES.failure(Pages.frame(language), status, "ref-1");
            assertThat(page.status()).isEqualTo(status);
            assertThat(page.html().contains("ref-1"))
                    .isEqualTo(!Set.of(404, 410, 503).contains(status));
            titles.addAll(elements(page.html(), "title"));
        }
        assertThat(titles).hasSameSizeAs(Failure.KINDS);
    }

    @Test
    void a_failure_without_words_of_its_own_takes_those_of_its_class() {
        var frame = Pages.frame(Language.EN);
        assertThat(Pages.TEMPLATES.failure(frame, 418, "r").html()).contains("could not understand");
        assertThat(Pages.TEMPLATES.failure(frame, 418, "r").status()).isEqualTo(418);
        assertThat(Pages.TEMPLATES.failure(frame, 502, "r").html()).contains("on our side");
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ComponentsTest::kinds)
                : Stream.of(type);
    }

    private static List<String> values(String html, String attribute) {
        return Pattern.compile("\\s" + attribute + "=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> elements(String html, String name) {
        return Pattern.compile("<" + name + "[^>]*>([^<]*)</" + name + ">")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Elements that are not closed in the order in which they were opened. */
    private static List<String> unbalanced(String html) {
        var open = new ArrayDeque<String>();
        var wrong = new ArrayList<String>();
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            var name = tag.group(2).toLowerCase(Locale.ROOT);
            if (VOID.contains(name) || tag.group(3).endsWith("/")) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else if (!name.equals(open.poll())) {
                wrong.add("</" + name + "> at " + tag.start());
            }
        }
        wrong.addAll(open);
        return wrong;
    }
}
