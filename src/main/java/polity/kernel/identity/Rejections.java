// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.io.IOException;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.page.Site;
import polity.kernel.page.Templates;

/** Answers what is refused before any handler sees it. */
final class Rejections implements RequestRejectedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    private static final int LONGEST_REASON = 300;

    private final Site site;
    private final Templates templates;

    Rejections(Site site, Templates templates) {
        this.site = site;
        this.templates = templates;
    }

    /** The firewall found something odd in the request; its parameters can't be trusted to be readable. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        answer(request, response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(rejected.getMessage()));
    }

    void answer(HttpServletRequest request, HttpServletResponse response, int status, String why) throws IOException {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.info("{} {} was refused with {}: {}", reference, request.getMethod(), status, printable(why));
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setHeader("Cache-Control", "no-store");
        if (Zone.current() == Zone.EXCHANGE) {
            response.setStatus(status);
            return;
        }
        Language language = Language.choose(null, null, request.getHeader("Accept-Language"));
        templates
                .failure(
                        site.frame(language, Zone.current(), Zone.current() == Zone.DESK ? "/desk" : "/"),
                        status,
                        reference)
                .writeTo(response);
    }

    /** What came from outside writes no lines of its own into the log. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
