// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site makes a browser send here (Fetch Metadata, W3C; RFC 6454). Tokens in forms would need a
 * session, and with it every page that holds a form could no longer be kept by caches; see docs/adr/0071.
 */
final class CrossOriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final SessionCookie cookie;
    private final Rejections rejections;

    CrossOriginFilter(SessionCookie cookie, Rejections rejections) {
        this.cookie = cookie;
        this.rejections = rejections;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) || Callers.isProgram(request) || isOurs(request)) {
            chain.doFilter(request, response);
            return;
        }
        rejections.answer(request, response, HttpServletResponse.SC_FORBIDDEN, "another site made the browser send it");
    }

    private boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OURS.contains(site.toLowerCase(Locale.ROOT));
        }
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return authority(origin).equalsIgnoreCase(request.getHeader("Host"));
        }
        // Not a browser, or one from before 2020: it may do what needs no session.
        return cookie.read(request).isEmpty();
    }

    /** The scheme isn't compared: a proxy in front may have taken the encryption off. */
    private static String authority(String origin) {
        int start = origin.indexOf("://");
        return start < 0 ? "" : origin.substring(start + 3);
    }
}
