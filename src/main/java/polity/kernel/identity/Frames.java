// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import polity.kernel.node.Zone;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Navigation;
import polity.kernel.page.Site;
import polity.kernel.page.Viewer;

/** The frame of a request's page: its language, and who is signed in. */
final class Frames {

    private final Site site;
    private final Callers callers;
    private final ObjectProvider<Navigation> faces;

    Frames(Site site, Callers callers, ObjectProvider<Navigation> faces) {
        this.site = site;
        this.callers = callers;
        this.faces = faces;
    }

    Frame of(HttpServletRequest request) {
        Frame frame = site.frame(language(request), Zone.current(), path(request));
        Frame viewed = callers.holder(request)
                .flatMap(holder -> Optional.ofNullable(holder.person())
                        .map(person -> frame.with(new Viewer(person.value(), holder.name(), holder.unread()))))
                .orElse(frame);
        return faces.stream()
                .filter(face -> face.zone() == viewed.zone())
                .findFirst()
                .map(face -> viewed.withNavigation(face.main(viewed.language(), viewed.viewer()))
                        .withFooter(face.foot(viewed.language())))
                .orElse(viewed);
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
        // Only links choose a language; a form's parameters are left to its handler, which knows what to say when an
        // upload is too large to be read.
        String chosen = request.getMethod().equals("GET") ? request.getParameter(Language.PARAMETER) : null;
        return Language.choose(chosen, remembered(request), request.getHeader("Accept-Language"));
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
