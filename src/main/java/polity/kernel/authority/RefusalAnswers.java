// SPDX-License-Identifier: Apache-2.0
package polity.kernel.authority;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Identity;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.page.Block;
import polity.kernel.page.Frame;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Records that somebody was refused, after what he began was rolled back, and tells him why. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAnswers {

    private final Transactions transactions;
    private final Audit audit;
    private final Templates templates;
    private final Identity identity;
    private final InstantSource clock;

    RefusalAnswers(
            Transactions transactions, Audit audit, Templates templates, Identity identity, InstantSource clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.templates = templates;
        this.identity = identity;
        this.clock = clock;
    }

    @ExceptionHandler
    Object refused(Refused refused, HttpServletRequest request) {
        UUID person = refused.person().value();
        transactions.write(
                Context.of(person, "refusal"),
                () -> audit.record(Act.of(
                                clock.instant(),
                                "authority.refused",
                                refused.subject().kind(),
                                refused.subject().id())
                        .by(person)
                        .ending(Act.Outcome.REFUSED)
                        .with("permission", refused.permission())
                        .with("reason", refused.reason().name())));
        HttpStatus status = refused.subject().hidden() ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN;
        if (request.getRequestURI().startsWith("/api/")) {
            String detail =
                    refused.subject().hidden() ? "There is no such thing." : "You do not have " + refused.permission();
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Map.of("title", status.getReasonPhrase(), "status", status.value(), "detail", detail));
        }
        Frame frame = identity.frame(request);
        return refused.subject().hidden()
                ? templates.failure(frame, status.value(), reference())
                : templates.sheet(frame, explanation(refused, frame)).status(status.value());
    }

    private static Sheet explanation(Refused refused, Frame frame) {
        Words words = frame.words("authority");
        String language = frame.language().tag();
        List<String> posts =
                refused.posts().stream().map(post -> post.name(language)).toList();
        String why = words.say(
                "refused." + refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        var needed = new Block.Paragraph(words.say("refused.needed", "permission", refused.permission()));
        return posts.isEmpty()
                ? Sheet.of(words.say("refused.title"), new Block.Paragraph(why), needed)
                : Sheet.of(
                        words.say("refused.title"),
                        new Block.Paragraph(why),
                        needed,
                        new Block.Paragraph(words.say("refused.posts")),
                        new Block.Points(posts, false));
    }

    private static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
