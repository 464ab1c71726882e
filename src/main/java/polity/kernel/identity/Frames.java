// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Arrays;
import java.util.stream.Stream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Zone;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Site;
import polity.kernel.page.Viewer;

/** The frame of a request's page: its language, and who is signed in. */
final class Frames {

    private final Site site;
    private final Callers callers;

    Frames(Site site, Callers callers) {
        this.site = site;
        this.callers = callers;
    }

    Frame of(HttpServletRequest request) {
        Frame frame = site.frame(language(request), Zone.current(), path(request));
        return callers.holder(request)
                .filter(holder -> holder.person() != null)
                .map(holder -> frame.with(new Viewer(holder.name(), holder.unread())))
                .orElse(frame);
    }

    /** Path and query; for an error those of the request that failed. */
    private static String path(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return failed;
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    static Language language(HttpServletRequest request) {
        return Language.choose(
                request.getParameter(Language.PARAMETER), remembered(request), request.getHeader("Accept-Language"));
    }

    private static @Nullable String remembered(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>of() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(Language.COOKIE))
                .map(Cookie::getValue)
                .findFirst()
                .orElse(null);
    }
}
