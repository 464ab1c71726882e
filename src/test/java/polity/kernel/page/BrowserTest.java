// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import polity.testing.Chromium;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages in a browser. {@code -Dpolity.shots=FOLDER} keeps pictures of them. */
class BrowserTest {
    private static final List<String> CHECKED =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final @Nullable String PICTURES = System.getProperty("polity.shots");
    private static final Map<String, byte[]> SENT = new ConcurrentHashMap<>();

    private static HttpServer server;
    private static Browser browser;

    @BeforeAll
    static void serve_and_open_a_browser() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", BrowserTest::answer);
        server.start();
        browser = Chromium.browser();
    }

    @AfterAll
    static void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void no_page_breaks_an_accessibility_rule_or_scrolls_sideways(Language language) {
        var faults = new HashMap<String, String>();
        for (var width : new int[] {1280, 320}) {
            for (var page : Pages.all(language).entrySet()) {
                if (PICTURES != null || page.getKey().equals("components") || isChecked(language, width)) {
                    var name = "%s-%s-%d".formatted(page.getKey(), language.tag(), width);
                    faults.putAll(faults(name, page.getValue().html(), width));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void the_components_also_read_from_right_to_left() {
        var html = Pages.TEMPLATES.components(Pages.frame(Language.EN)).html().replace("dir=\"ltr\"", "dir=\"rtl\"");
        assertThat(faults("components-rtl-1280", html, 1280)).isEmpty();
        assertThat(faults("components-rtl-320", html, 320)).isEmpty();
    }

    @Test
    void the_error_summary_takes_the_focus_and_leads_to_the_answer() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(publish("errors", Pages.question(Language.EN).html()));
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("govuk-error-summary");
            page.click(".govuk-error-summary a >> nth=1");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("moved-year");
        }
    }

    @Test
    void characters_are_counted_as_the_server_counts_them() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(publish("count", Pages.question(Language.EN).html()));
            page.fill("#reason", "𝛑".repeat(299));
            assertThat(page.locator(".govuk-character-count__message[aria-hidden]")
                            .textContent())
                    .isEqualTo("You have 1 character left");
            page.fill("#reason", "x".repeat(302));
            assertThat(page.locator(".govuk-character-count__message[aria-hidden]")
                            .textContent())
                    .isEqualTo("You have 2 characters too many");
        }
    }

    @Test
    void a_question_that_follows_from_an_answer_shows_with_it_even_without_script() {
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate(publish(
                    "follow",
                    Pages.TEMPLATES.components(Pages.frame(Language.EN)).html()));
            assertThat(page.locator("#contactTelephone").isVisible()).isFalse();
            page.check("#contact-3");
            assertThat(page.locator("#contactTelephone").isVisible()).isTrue();
        }
    }

    @Test
    void none_of_these_excludes_the_others() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(publish("none", Pages.oneQuestion(Language.EN).html()));
            page.check("input[value=car]");
            page.check("input[value=none]");
            assertThat(page.isChecked("input[value=car]")).isFalse();
            page.check("input[value=van]");
            assertThat(page.isChecked("input[value=none]")).isFalse();
        }
    }

    @Test
    void a_form_is_sent_once_however_often_its_button_is_pressed() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(publish("twice", Pages.oneQuestion(Language.EN).html()));
            var sent = page.evaluate("""
                    () => {
                      let sent = 0
                      window.addEventListener("submit", (event) => {
                        if (!event.defaultPrevented) sent++
                        event.preventDefault()
                      })
                      const button = document.querySelector("main button")
                      button.click(); button.click(); button.click()
                      return sent
                    }
                    """);
            assertThat(sent).isEqualTo(1);
        }
    }

    @Test
    void the_first_load_of_the_first_page_stays_below_100_kilobytes() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            page.navigate(publish("load", Pages.home(Language.EN).html()));
            page.evaluate("document.fonts.ready");
            var received = page.evaluate("""
                    performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
                        .reduce((sum, it) => sum + it.transferSize, 0)
                    """);
            assertThat(((Number) received).intValue()).isBetween(20_000, 70_000);
        }
    }

    /** The component page is looked at in every way; of the others each once, to save time. */
    private static boolean isChecked(Language language, int width) {
        return (language == Language.EN) == (width > 320);
    }

    private static Map<String, String> faults(String name, String html, int width) {
        var faults = new HashMap<String, String>();
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
            var page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    faults.put(name + " console", message.text());
                }
            });
            page.navigate(publish(name, html));
            page.evaluate("document.fonts.ready");
            keep(page, name);
            for (var violation :
                    new AxeBuilder(page).withTags(CHECKED).analyze().getViolations()) {
                faults.put(name + " " + violation.getId(), told(violation));
            }
            var scrolls = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (((Number) scrolls).intValue() > 0) {
                faults.put(name + " scrolls", scrolls + " px");
            }
        }
        return faults;
    }

    private static String told(Rule violation) {
        return violation.getHelp()
                + violation.getNodes().stream()
                        .map(node -> "\n    " + node.getHtml())
                        .reduce("", String::concat);
    }

    private static void keep(com.microsoft.playwright.Page page, String name) {
        if (PICTURES != null) {
            page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions()
                    .setPath(Path.of(PICTURES, name + ".png"))
                    .setFullPage(true));
        }
    }

    private static String publish(String name, String html) {
        SENT.put("/" + name, html.getBytes(StandardCharsets.UTF_8));
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", "default-src 'self'; style-src 'self'; script-src 'self'");
            var html = SENT.get(path);
            var asset = Pages.SITE
                    .assets()
                    .find(
                            path.substring(path.lastIndexOf('/') + 1),
                            exchange.getRequestHeaders().getFirst("Accept-Encoding"));
            if (html != null) {
                headers.set("Content-Type", "text/html;charset=UTF-8");
                exchange.sendResponseHeaders(200, html.length);
                exchange.getResponseBody().write(html);
            } else if (asset.isPresent()) {
                headers.set("Content-Type", asset.get().type());
                asset.get().coding().ifPresent(coding -> headers.set("Content-Encoding", coding));
                exchange.sendResponseHeaders(200, asset.get().length());
                asset.get().writeTo(exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }
}
