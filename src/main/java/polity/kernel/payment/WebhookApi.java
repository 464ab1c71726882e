// SPDX-License-Identifier: Apache-2.0
package polity.kernel.payment;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;

/** The address that providers tell their news to. What is kept is answered with 200, whatever it did. */
@Controller
class WebhookApi {

    private static final int LARGEST = 64 * 1024;

    private final Webhooks webhooks;

    WebhookApi(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Zones(Zone.PUBLIC)
    @PostMapping("/api/payments/{provider}/webhook")
    ResponseEntity<?> webhook(@PathVariable("provider") String provider, HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "The body of a webhook has 64 KiB at most.");
        }
        return switch (webhooks.receive(provider, headers(request), body)) {
            case Webhooks.Reception.Kept(var effect) -> ResponseEntity.ok(Map.of("effect", effect.word()));
            case Webhooks.Reception.Repeated() -> ResponseEntity.ok(Map.of("effect", "repeated"));
            case Webhooks.Reception.NoSuchProvider() ->
                problem(HttpStatus.NOT_FOUND, "There is no payment provider of this name.");
            case Webhooks.Reception.Refused(var why) ->
                problem(
                        HttpStatus.BAD_REQUEST,
                        switch (why) {
                            case UNSIGNED -> "The signature is missing or has no time.";
                            case WRONG_SIGNATURE -> "The signature is not that of the body.";
                            case TOO_OLD -> "The signature is more than five minutes old or from the future.";
                            case UNREADABLE -> "The body can't be read.";
                        });
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }
}
