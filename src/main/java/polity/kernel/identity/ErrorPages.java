// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.util.Map;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import polity.kernel.node.Reference;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Templates;

/** What went wrong and what to do: as a page for people, as problem details (RFC 9457) for machines. */
@Controller
@Zones({Zone.PUBLIC, Zone.DESK, Zone.EXCHANGE, Zone.MANAGEMENT})
final class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final int REFERENCE_CHARACTERS = 7;

    private final Identity identity;
    private final Templates templates;
    private final Bursts bursts;

    ErrorPages(Identity identity, Templates templates, Bursts bursts) {
        this.bursts = bursts;
        this.identity = identity;
        this.templates = templates;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        String reference = Reference.random(REFERENCE_CHARACTERS).text();
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            bursts.happened("Answered 503" + why(request));
        } else if (status >= 500) {
            Object method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
            LOG.error("{} {} failed; the page names the reference {}", method, path, reference);
        }
        if (path.startsWith("/api/") || Zone.current() == Zone.MANAGEMENT || Zone.current() == Zone.EXCHANGE) {
            return problem(status, reference);
        }
        return templates.failure(identity.frame(request), status, reference);
    }

    /** What our own handlers say of it; their sentences are few. */
    private static String why(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String why && !why.isBlank()
                ? " (" + why + ")"
                : "";
    }

    private static ResponseEntity<Map<String, Object>> problem(int status, String reference) {
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        known == null ? "Error" : known.getReasonPhrase(),
                        "status",
                        status,
                        "instance",
                        "urn:reference:" + reference));
    }
}
