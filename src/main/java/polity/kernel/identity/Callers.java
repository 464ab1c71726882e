// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import polity.kernel.identity.Sessions.Holder;
import polity.kernel.node.Zone;

/** Who comes with a request: asked of the data base once, and not at all when no token came along. */
final class Callers {

    static final String API = "/api/";

    private static final String FOUND = Callers.class.getName();
    private static final String BEARER = "Bearer ";

    /** Elsewhere nobody is anybody, whatever cookie or token he brings. */
    private static final Set<Zone> KNOWN_IN = EnumSet.of(Zone.PUBLIC, Zone.DESK);

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final InstantSource clock;

    Callers(Sessions sessions, SessionCookie cookie, InstantSource clock) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.clock = clock;
    }

    /** Whether a program calls, which brings an access token and whose cookies don't count. */
    static boolean isProgram(HttpServletRequest request) {
        return request.getServletPath().startsWith(API);
    }

    Caller of(HttpServletRequest request) {
        return caller(request, holder(request).orElse(null));
    }

    /** The caller, who from now on has a session, be he signed in or not. */
    Caller keeping(HttpServletRequest request, HttpServletResponse response) {
        Caller caller = of(request);
        if (caller.session() != null || isProgram(request) || !KNOWN_IN.contains(Zone.current())) {
            return caller;
        }
        var token = Secret.next();
        UUID session = sessions.draft(token, Arrival.of(request, null), clock.instant());
        cookie.write(request, response, token);
        var holder = new Holder(session, null, "", "", 0, null);
        request.setAttribute(FOUND, Optional.of(holder));
        return caller(request, holder);
    }

    /** The session or access token that the request has; asked once. */
    Optional<Holder> holder(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof Optional<?> known) {
            return known.map(Holder.class::cast);
        }
        if (!KNOWN_IN.contains(Zone.current())) {
            return Optional.empty();
        }
        Optional<Holder> found = isProgram(request)
                ? bearer(request).flatMap(token -> sessions.bearer(token, clock.instant()))
                : cookie.read(request).flatMap(token -> sessions.resume(token, clock.instant()));
        request.setAttribute(FOUND, found);
        return found;
    }

    /** From now on the request is a visitor's. */
    static void forget(HttpServletRequest request) {
        request.setAttribute(FOUND, Optional.empty());
    }

    private static Optional<Secret> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Secret.parse(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Caller caller(HttpServletRequest request, @Nullable Holder holder) {
        String address = address(request);
        return holder == null
                ? new Caller(null, null, Zone.current(), "", null, address)
                : new Caller(
                        holder.person(), holder.session(), Zone.current(), holder.name(), holder.scopes(), address);
    }

    /** The page to come back to: this one, or the one that sent the form. */
    private static String address(HttpServletRequest request) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            String query = request.getQueryString();
            return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        }
        String referrer = request.getHeader("Referer");
        String host = request.getHeader("Host");
        if (referrer == null || host == null) {
            return home();
        }
        try {
            URI page = URI.create(referrer);
            return host.equals(page.getRawAuthority()) && page.getRawPath() != null
                    ? page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery())
                    : home();
        } catch (IllegalArgumentException _) {
            return home();
        }
    }

    private static String home() {
        return Zone.current() == Zone.DESK ? "/desk" : "/";
    }
}
