// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import polity.kernel.node.NodeSettings;
import polity.kernel.node.Zone;

/**
 * The cookie that names a session. Cookies ignore ports, so each zone has a name of its own; on a secure connection the
 * prefix lets only this very host set it (RFC 6265bis section 4.1.3).
 */
final class SessionCookie {

    private static final String PREFIX = "__Host-";

    private final boolean publicIsSecure;

    SessionCookie(NodeSettings settings) {
        this.publicIsSecure = "https".equalsIgnoreCase(settings.publicAddress().getScheme());
    }

    /** Whether the person's browser speaks to us encrypted, be it through a proxy that the operator put before us. */
    boolean secure(HttpServletRequest request) {
        return request.isSecure() || (publicIsSecure && Zone.current() == Zone.PUBLIC);
    }

    Optional<Secret> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String name = name(request);
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return Secret.parse(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** Until the browser is closed; how long the session lasts is for the server to say. */
    void write(HttpServletRequest request, HttpServletResponse response, Secret token) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(request, token.text()).build().toString());
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(request, "").maxAge(0).build().toString());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return ResponseCookie.from(name(request), value)
                .httpOnly(true)
                .secure(secure(request))
                .sameSite("Lax")
                .path("/");
    }

    private String name(HttpServletRequest request) {
        String name = "polity-" + Zone.current().name().toLowerCase(Locale.ROOT);
        return secure(request) ? PREFIX + name : name;
    }
}
