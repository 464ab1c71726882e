// SPDX-License-Identifier: Apache-2.0
package polity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody before a real browser. After every page: axe finds nothing, there is one heading of the first level, nothing
 * scrolls sideways, and the browser has refused nothing. {@code -Dpolity.shots=FOLDER} keeps pictures.
 */
public final class Visit implements AutoCloseable {

    private static final List<String> CHECKED =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final @Nullable String PICTURES = System.getProperty("polity.shots");
    private static final Set<String> LOOKED_AT = ConcurrentHashMap.newKeySet();
    private static final int MOST_TABS = 120;
    private static final int MOST_LOOKS = 300;

    private final Manner manner;
    private final Zone zone;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private int pages;

    public Visit(Manner manner, Zone zone) {
        this.manner = manner;
        this.zone = zone;
        context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(manner.width(), 800)
                        .setLocale(manner.language().equals("en") ? "en-GB" : "zh-CN")
                        .setJavaScriptEnabled(manner.script())
                        .setAcceptDownloads(true));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser also tells of each answer that is no 2xx; those are looked at as pages.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    public Page page() {
        return page;
    }

    public String text() {
        return page.innerText("main");
    }

    /** Path and query of the address. */
    public String path() {
        return page.url().replaceFirst("^https?://[^/]+", "");
    }

    public Visit go(String path) {
        page.navigate(RunningPolity.address(zone, path).toString());
        return looked();
    }

    public Visit signIn(String email) {
        return fill("email", email).fill("password", Browsing.PASSWORD).press("main button[type=submit]");
    }

    /** The number of the case that is shown. */
    public String reference() {
        return page.locator("h1 .govuk-caption-l").textContent().strip();
    }

    /** Signs in at the desk and opens what an official is to look at. */
    public Visit review(String reference) {
        go("/desk").signIn("hugo@demo.example").press("nav a[href='/desk/reviews']");
        return press("a[href='%s']".formatted(page.getAttribute("main a >> text=" + reference, "href")));
    }

    /** Types into the field, in place of what stands there. */
    public Visit fill(String id, String text) {
        String field = "#" + id;
        if (manner == Manner.KEYBOARD) {
            tabTo(field);
            page.keyboard().press("Control+A");
            page.keyboard().type(text);
        } else {
            page.fill(field, text);
        }
        return this;
    }

    /** Chooses one of several answers. */
    public Visit choose(String name, String value) {
        String choice = "input[name=%s][value='%s']".formatted(name, value);
        if (manner != Manner.KEYBOARD) {
            page.check(choice);
            return this;
        }
        tabTo("input[name=" + name + "]");
        for (int step = 0; step < 10 && !focusIsOn(choice); step++) {
            page.keyboard().press("ArrowDown");
        }
        page.keyboard().press("Space");
        assertThat(page.isChecked(choice)).as(choice).isTrue();
        return this;
    }

    /** Ticks one of several boxes. */
    public Visit tick(String name, String value) {
        String box = "input[name=%s][value='%s']".formatted(name, value);
        if (manner == Manner.KEYBOARD) {
            tabTo(box);
            page.keyboard().press("Space");
        } else {
            page.check(box);
        }
        assertThat(page.isChecked(box)).as(box).isTrue();
        return this;
    }

    /** Follows the link or presses the button, and looks at the page that comes. */
    public Visit press(String selector) {
        navigating(() -> use(selector));
        return looked();
    }

    // Waiting for an address, as Playwright would have it, doesn't tell a page that comes again from the one before.
    @SuppressWarnings("deprecation")
    public void navigating(Runnable act) {
        page.waitForNavigation(act);
    }

    /** Presses the button that sends the questions of the page. */
    public Visit next() {
        return press("main form button[type=submit]");
    }

    public Visit upload(String id, String name, byte[] content) {
        page.setInputFiles("#" + id, new FilePayload(name, "application/pdf", content));
        return this;
    }

    /** What a link lets one download. */
    public byte[] download(String selector) {
        Path file = page.waitForDownload(() -> use(selector)).path();
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits as the page says: it comes again by itself, or without script its link is followed. */
    public Visit await(String selector) {
        if (manner.script()) {
            page.waitForSelector(selector);
        } else {
            for (int look = 0; look < MOST_LOOKS && page.locator(selector).count() == 0; look++) {
                navigating(() -> page.click(".polity-progress a"));
            }
        }
        assertThat(page.locator(selector).count()).as(selector).isPositive();
        return looked();
    }

    /** The page says what is wrong first, and that is where the reader is led. */
    public Visit wrong(String target) {
        assertThat(page.title()).matches("(Error:|错误：).*");
        assertThat(page.getAttribute(".govuk-error-summary a", "href")).isEqualTo("#" + target);
        if (manner.script()) {
            assertThat(focusIsOn(".govuk-error-summary")).isTrue();
        }
        return this;
    }

    private Visit looked() {
        pages++;
        String here = manner + " " + path();
        String html = page.content();
        if (PICTURES != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(PICTURES, "%s-%s-%02d.png".formatted(manner, zone, pages)))
                    .setFullPage(true));
        }
        if (!LOOKED_AT.add(kind())) {
            assertThat(complaints).as(here).isEmpty();
            return this;
        }
        if (manner.script() && !html.contains("data-polity-progress")) {
            page.evaluate("document.fonts.ready.then(() => true)");
            look(page, here);
        } else {
            lookAtCopy(html, here);
        }
        assertThat(complaints).as(here).isEmpty();
        return this;
    }

    /** Pages of the same address but for its ids, and with the same title, are of one kind: one of them is looked at. */
    private String kind() {
        return manner + " " + zone + " " + path().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*") + " " + page.title();
    }

    private void look(Page shown, String here) {
        assertThat(violations(shown)).as(here).isEmpty();
        assertThat(shown.locator("h1").count()).as(here).isEqualTo(1);
        assertThat(shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(here + " scrolls sideways")
                .isEqualTo(0);
        assertThat(shown.getAttribute("html", "lang")).as(here).isEqualTo(manner.language());
    }

    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .setLegacyMode(true).withTags(CHECKED).analyze().getViolations().stream()
                        .map(Visit::told)
                        .toList();
    }

    /**
     * Looks at the same markup where script runs, but ours doesn't: axe is a script itself, and a page that shows progress
     * may come again while it is looked at.
     */
    private void lookAtCopy(String html, String here) {
        String address = RunningPolity.address(zone, "/").toString();
        try (BrowserContext other =
                Chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(manner.width(), 800))) {
            other.route("**/*.js", Route::abort);
            other.route(
                    address,
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html;charset=UTF-8")
                            .setBody(html)));
            Page copy = other.newPage();
            copy.navigate(address);
            look(copy, here);
        }
    }

    private static String told(Rule violation) {
        return violation.getId() + ": " + violation.getHelp()
                + violation.getNodes().stream()
                        .map(node -> "\n    " + node.getHtml())
                        .reduce("", String::concat);
    }

    private void use(String selector) {
        if (manner == Manner.KEYBOARD) {
            tabTo(selector);
            page.keyboard().press("Enter");
        } else {
            page.locator(selector).first().click();
        }
    }

    /** By the Tab key alone; whatever has the focus on the way shows it. */
    private void tabTo(String selector) {
        for (int tab = 0; tab < MOST_TABS; tab++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate("""
                    () => {
                      const shown = (element, part) => {
                        const style = getComputedStyle(element, part)
                        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
                          || style.boxShadow !== "none"
                      }
                      const focus = document.activeElement
                      const label = focus.labels && focus.labels[0]
                      return focus === document.body || shown(focus) || Boolean(label && shown(label, "::before"))
                    }
                    """))
                    .as("The focus shows at " + page.evaluate("document.activeElement.outerHTML"))
                    .isEqualTo(true);
            if (focusIsOn(selector)) {
                return;
            }
        }
        throw new AssertionError("The Tab key never reaches " + selector + " on " + path());
    }

    private boolean focusIsOn(String selector) {
        return Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector));
    }

    @Override
    public void close() {
        context.close();
    }
}
