// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

import polity.kernel.page.Frame;
import polity.kernel.page.Page;
import polity.kernel.page.Templates;

/** EntranceAnswers that the pages of accounts share. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class EntranceAnswers {

    private static final String SECONDS_UNTIL_CALM = "5";
    private static final String SECONDS_UNTIL_ALLOWED = "60";

    private final Templates templates;

    EntranceAnswers(Templates templates) {
        this.templates = templates;
    }

    /** Goes on to another page after a POST. */
    static ResponseEntity<Void> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Somebody at this network address tries too often. */
    Page tooOften(Frame frame, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_ALLOWED);
        return templates.failure(frame, HttpStatus.TOO_MANY_REQUESTS.value(), reference());
    }

    /** A link from an e-mail is a key: nothing between us and its owner keeps what is answered to it. */
    @ControllerAdvice(assignableTypes = {SignUpPages.class, PasswordPages.class})
    static final class NothingKept {
        @ModelAttribute
        void keepNothing(HttpServletResponse response) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    @ExceptionHandler
    void tooBusy(TooBusy busy, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_CALM);
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, busy.getMessage());
    }

    private static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
