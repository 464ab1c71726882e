// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.page.Page;

/**
 * Pages that are the same for all visitors are made once a second, however many ask for them, so that a rush on one
 * service leaves the others their machine. Who has a session never gets one from here.
 */
final class SharedPages extends OncePerRequestFilter {

    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int MOST = 1_000;
    /** What the connector says anew of each answer. */
    private static final Set<String> ITS_OWN =
            Set.of("date", "content-length", "content-encoding", "connection", "vary");

    private final SessionCookie cookie;
    private final InstantSource clock;
    private final Map<Key, Kept> pages = new ConcurrentHashMap<>();

    SharedPages(SessionCookie cookie, InstantSource clock) {
        this.cookie = cookie;
        this.clock = clock;
    }

    private record Key(String path, Language language, boolean secure) {}

    private record Header(String name, String value) {}

    /** An answer as it was given, and the same packed. */
    private static final class Kept {
        private final Instant until;
        private final List<Header> headers;
        private final String type;
        private final byte[] plain;
        private final byte[] packed;

        Kept(Instant until, List<Header> headers, String type, byte[] plain) throws IOException {
            this.until = until;
            this.headers = headers;
            this.type = type;
            this.plain = plain;
            this.packed = packed(plain);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Zone.current() != Zone.PUBLIC
                || !request.getMethod().equals("GET")
                || request.getQueryString() != null
                || cookie.read(request).isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        var key = new Key(request.getRequestURI(), Frames.language(request), cookie.secure(request));
        Instant now = clock.instant();
        Kept kept = pages.get(key);
        if (kept != null && now.isBefore(kept.until)) {
            send(kept, request, response);
            return;
        }
        chain.doFilter(request, response);
        if (request.getAttribute(Page.SHARED) instanceof Page page && response.getStatus() == page.status()) {
            keep(key, page, response, now);
        }
    }

    private void keep(Key key, Page page, HttpServletResponse response, Instant now) throws IOException {
        if (page.status() != HttpServletResponse.SC_OK || response.containsHeader(HttpHeaders.SET_COOKIE)) {
            return;
        }
        var headers = new ArrayList<Header>();
        for (String name : response.getHeaderNames()) {
            if (!ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                response.getHeaders(name).forEach(value -> headers.add(new Header(name, value)));
            }
        }
        if (pages.size() >= MOST) {
            pages.clear();
        }
        pages.put(key, new Kept(now.plus(KEPT), headers, String.valueOf(response.getContentType()), page.bytes()));
    }

    private static void send(Kept kept, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = kept.plain;
        if (accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            body = kept.packed;
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        for (Header header : kept.headers) {
            response.addHeader(header.name(), header.value());
        }
        response.addHeader(HttpHeaders.VARY, "Accept-Language, Cookie, Accept-Encoding");
        response.setContentType(kept.type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** RFC 9110 section 12.5.3; whoever weighs codings against each other gets the plain page. */
    private static boolean accepts(@Nullable String codings) {
        return codings != null && codings.contains("gzip") && !codings.contains("q=");
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream(plain.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
