// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;
import polity.kernel.page.Page;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

class SharedPagesTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final AtomicInteger made = new AtomicInteger();
    private final SessionCookie cookie = new SessionCookie(RunningPolity.part(NodeSettings.class));
    private final SharedPages pages = new SharedPages(cookie, now::get);
    private boolean shared = true;

    @Test
    void a_page_for_everybody_is_made_once_a_second() throws Exception {
        MockHttpServletResponse first = get("/", Map.of());
        MockHttpServletResponse second = get("/", Map.of());
        assertThat(made).hasValue(1);
        assertThat(second.getContentAsString())
                .isEqualTo(first.getContentAsString())
                .isNotEmpty();
        assertThat(second.getHeader("Content-Language")).isEqualTo("en");
        assertThat(second.getHeader("X-Test")).isEqualTo("kept");
        now.set(now.get().plusSeconds(1));
        get("/", Map.of());
        assertThat(made).hasValue(2);
    }

    @Test
    void each_language_and_address_has_its_own() throws Exception {
        get("/", Map.of());
        assertThat(get("/", Map.of("Accept-Language", "zh")).getHeader("Content-Language"))
                .isEqualTo("zh-Hans");
        get("/other", Map.of());
        assertThat(made).hasValue(3);
    }

    @Test
    void whoever_has_a_session_or_asks_for_something_special_gets_his_own() throws Exception {
        get("/", Map.of());
        var signedIn = new MockHttpServletRequest("GET", "/");
        signedIn.setCookies(new Cookie("polity-public", Secret.next().text()));
        answer(signedIn);
        var searching = new MockHttpServletRequest("GET", "/");
        searching.setQueryString("q=permit");
        answer(searching);
        answer(new MockHttpServletRequest("POST", "/"));
        assertThat(made).hasValue(4);
    }

    @Test
    void a_page_that_is_not_shared_is_not_kept() throws Exception {
        shared = false;
        get("/", Map.of());
        get("/", Map.of());
        assertThat(made).hasValue(2);
    }

    @Test
    void it_is_packed_for_those_who_can_unpack() throws Exception {
        String plain = get("/", Map.of()).getContentAsString();
        MockHttpServletResponse packed = get("/", Map.of("Accept-Encoding", "gzip, deflate, br"));
        assertThat(packed.getHeader("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.getHeaders("Vary").toString()).contains("Accept-Encoding");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed.getContentAsByteArray())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(plain);
        assertThat(get("/", Map.of("Accept-Encoding", "gzip;q=0")).getContentAsString())
                .isEqualTo(plain);
    }

    private MockHttpServletResponse get(String path, Map<String, String> headers) throws ServletException, IOException {
        var request = new MockHttpServletRequest("GET", path);
        headers.forEach(request::addHeader);
        return answer(request);
    }

    /** Behind the filter stands a handler that answers with a page of the running program. */
    private MockHttpServletResponse answer(MockHttpServletRequest request) throws ServletException, IOException {
        var response = new MockHttpServletResponse();
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        try {
            Zone.PUBLIC.call(() -> {
                pages.doFilter(request, response, (_, _) -> {
                    made.incrementAndGet();
                    response.setHeader("X-Test", "kept");
                    Page page = page(request);
                    if (shared) {
                        request.setAttribute(Page.SHARED, page.shared());
                    }
                    page.writeTo(response);
                });
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return response;
    }

    private static Page page(MockHttpServletRequest request) {
        var frame = RunningPolity.part(polity.kernel.page.Site.class)
                .frame(Frames.language(request), Zone.PUBLIC, String.valueOf(request.getRequestURI()));
        return RunningPolity.part(polity.kernel.page.Templates.class)
                .failure(frame, 404, "test")
                .status(200);
    }
}
