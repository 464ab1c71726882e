// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;

import polity.kernel.node.Zone;

/** Remembers the language that somebody chose by a link, and leads back to the same page without it in the address. */
final class LanguageChoice extends OncePerRequestFilter {

    private static final long SECONDS_OF_A_YEAR = 365L * 24 * 60 * 60;
    private static final Set<Zone> FOR_PEOPLE = EnumSet.of(Zone.PUBLIC, Zone.DESK);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        Optional<Language> chosen = query == null || !query.contains(Language.PARAMETER + "=")
                ? Optional.empty()
                : Optional.ofNullable(request.getParameter(Language.PARAMETER)).flatMap(Language::ofTag);
        if (chosen.isEmpty() || !request.getMethod().equals("GET") || !FOR_PEOPLE.contains(Zone.current())) {
            chain.doFilter(request, response);
            return;
        }
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(Language.COOKIE, chosen.get().tag())
                        .path("/")
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .httpOnly(true)
                        .maxAge(SECONDS_OF_A_YEAR)
                        .build()
                        .toString());
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, Language.withoutChoice(request.getRequestURI() + "?" + query));
    }
}
