// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import polity.kernel.node.Zone;

/** What is answered to somebody who must sign in first: people are led there and back, programs are told (RFC 6750). */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallerFailures {

    @ExceptionHandler
    ResponseEntity<?> signInNeeded(Caller.SignInNeeded needed, HttpServletRequest request) {
        if (Callers.isProgram(request)) {
            boolean brought = request.getHeader("Authorization") != null;
            return problem(
                    HttpStatus.UNAUTHORIZED,
                    brought ? "Bearer error=\"invalid_token\"" : "Bearer",
                    "Send an access token that is still good, as Authorization: Bearer and the token.");
        }
        String signIn = (needed.zone() == Zone.DESK ? "/desk/sign-in" : "/sign-in") + "?back="
                + URLEncoder.encode(needed.address(), StandardCharsets.UTF_8);
        if (request.getHeader("HX-Request") != null) {
            // A fragment can't hold the sign-in page: the whole page goes there.
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header("HX-Redirect", signIn)
                    .build();
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, signIn)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @ExceptionHandler
    ResponseEntity<?> scopeMissing(Caller.ScopeMissing missing) {
        return problem(
                HttpStatus.FORBIDDEN,
                "Bearer error=\"insufficient_scope\", scope=\"" + missing.scope() + "\"",
                "The access token does not permit " + missing.scope() + ". Make one that does.");
    }

    /** All connections to the data base are taken: a quick answer beats a slow death. */
    @ExceptionHandler({CannotGetJdbcConnectionException.class, CannotCreateTransactionException.class})
    void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The page that says so must not need what is lacking.
        Callers.forget(request);
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "no connection to the data base is free");
    }

    private static ResponseEntity<?> problem(HttpStatus status, String challenge, String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of("title", status.getReasonPhrase(), "status", status.value(), "detail", detail));
    }
}
