// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.InstantSource;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.accounts.Credentials.Opened;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Secret;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** A new password for somebody who forgot his, through a link by e-mail. */
@Controller
@Zones(Zone.PUBLIC)
class PasswordPages {

    private static final String HERE = "/forgotten-password";

    private final Entrance entrance;
    private final Identity identity;
    private final PasswordRules rules;
    private final Allowance allowance;
    private final EntranceAnswers answers;
    private final Templates templates;
    private final InstantSource clock;

    PasswordPages(
            Entrance entrance,
            Identity identity,
            PasswordRules rules,
            Allowance allowance,
            EntranceAnswers answers,
            Templates templates,
            InstantSource clock) {
        this.entrance = entrance;
        this.identity = identity;
        this.rules = rules;
        this.allowance = allowance;
        this.answers = answers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(HERE)
    Page ask(Frame frame) {
        return form(frame, "", null);
    }

    @PostMapping(HERE)
    Object send(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            @RequestParam(defaultValue = "") String email) {
        Optional<EmailAddress> address = EmailAddress.parse(email);
        if (address.isEmpty()) {
            return form(frame, email, frame.words("accounts").say("email.error"))
                    .status(422);
        }
        if (!allowance.take(identity.arrival(request).network(), clock.instant())) {
            return answers.tooOften(frame, response);
        }
        entrance.forgotPassword(address.get(), frame.language().tag());
        return EntranceAnswers.seeOther(HERE + "/sent");
    }

    @GetMapping(HERE + "/sent")
    Page sent(Frame frame) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                        words.say("sent.title"),
                        new Block.Paragraph(words.say("sent.password")),
                        new Block.Paragraph(words.say("sent.nothing"))));
    }

    @GetMapping(HERE + "/{token}")
    Page choose(Frame frame, @PathVariable String token) {
        return isOpen(Secret.parse(token)) ? choose(frame, token, null) : stale(frame);
    }

    @PostMapping(HERE + "/{token}")
    Object replace(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password) {
        Optional<Secret> link = Secret.parse(token);
        if (link.isEmpty() || !isOpen(link)) {
            return stale(frame);
        }
        Optional<String> fault =
                rules.check(password, "", Optional.empty()).map(each -> each.say(frame.words("accounts")));
        if (fault.isPresent()) {
            return choose(frame, token, fault.get()).status(422);
        }
        if (entrance.replacePassword(link.get(), password, identity.arrival(request)) instanceof Entry.Done done) {
            identity.begun(request, response, done.token());
            return EntranceAnswers.seeOther("/account?done=password");
        }
        return stale(frame);
    }

    private boolean isOpen(Optional<Secret> link) {
        return link.flatMap(each -> entrance.open(each, Entrance.PASSWORD))
                .filter(Opened::open)
                .isPresent();
    }

    private Page form(Frame frame, String email, @Nullable String error) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("forgotten.title"),
                                new Block.Paragraph(words.say("forgotten.what")),
                                Question.Input.email(Field.of("email", words.say("email.label"))
                                        .value(email)
                                        .error(error)),
                                Block.Button.of(words.say("forgotten.button")))
                        .before(new Block.BackLink("/sign-in"))
                        .sendingTo(HERE));
    }

    private Page choose(Frame frame, String token, @Nullable String error) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("choose.title"),
                                new Block.Paragraph(words.say("choose.what")),
                                Question.Input.password(
                                        Field.of("password", words.say("password.choose"))
                                                .hint(words.say("password.hint", "least", PasswordRules.SHORTEST))
                                                .error(error),
                                        true),
                                Block.Button.of(words.say("choose.button")))
                        .sendingTo(HERE + "/" + token));
    }

    private Page stale(Frame frame) {
        Words words = frame.words("accounts");
        return templates
                .sheet(
                        frame,
                        Sheet.of(
                                words.say("link.expiredTitle"),
                                new Block.Paragraph(words.say("choose.expired")),
                                Block.Button.of(words.say("forgotten.button")).to(HERE)))
                .status(410);
    }
}
