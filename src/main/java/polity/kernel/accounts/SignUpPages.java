// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.InstantSource;
import java.util.List;
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
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.Secret;
import polity.kernel.node.PlainText;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Signing up: asked for on a page, confirmed through a link by e-mail. */
@Controller
@Zones(Zone.PUBLIC)
class SignUpPages {

    static final int LONGEST_NAME = 200;

    private static final String HERE = "/sign-up";
    private static final String CONFIRM = HERE + "/confirm/";

    private final Entrance entrance;
    private final Identity identity;
    private final PasswordRules rules;
    private final Allowance allowance;
    private final EntranceAnswers answers;
    private final Templates templates;
    private final InstantSource clock;

    SignUpPages(
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

    /** What is wrong with each answer. */
    private record Errors(
            @Nullable String email,
            @Nullable String name,
            @Nullable String password) {

        boolean none() {
            return email == null && name == null && password == null;
        }
    }

    @GetMapping(HERE)
    Page ask(Frame frame, @RequestParam(defaultValue = "") String back) {
        return form(frame, BackAddress.of(back, Zone.PUBLIC), "", "", new Errors(null, null, null));
    }

    @PostMapping(HERE)
    Object signUp(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            Frame frame,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String back) {
        String then = BackAddress.of(back, Zone.PUBLIC);
        Words words = frame.words("accounts");
        Optional<EmailAddress> address = EmailAddress.parse(email);
        String called = name.strip();
        var errors = new Errors(
                address.isEmpty() ? words.say("email.error") : null,
                !isName(called) ? words.say("name.error", "most", LONGEST_NAME) : null,
                rules.check(password, called, address)
                        .map(fault -> fault.say(words))
                        .orElse(null));
        if (address.isEmpty() || !errors.none()) {
            return form(frame, then, email, called, errors).status(422);
        }
        if (!allowance.take(identity.arrival(request).network(), clock.instant())) {
            return answers.tooOften(frame, response);
        }
        entrance.signUp(
                address.get(),
                frame.language().tag(),
                called,
                password,
                then.equals(BackAddress.home(Zone.PUBLIC)) ? null : then,
                caller.known() ? null : caller.actor().orElse(null));
        return EntranceAnswers.seeOther(HERE + "/sent");
    }

    static boolean isName(String called) {
        return !called.isEmpty() && called.length() <= LONGEST_NAME && PlainText.isLine(called);
    }

    @GetMapping(HERE + "/sent")
    Page sent(Frame frame) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                        words.say("sent.title"),
                        new Block.Paragraph(words.say("sent.signUp")),
                        new Block.Paragraph(words.say("sent.nothing"))));
    }

    /** Shows a button and does nothing: whatever opens the links in a mail to check them confirms nothing. */
    @GetMapping(CONFIRM + "{token}")
    Page askToConfirm(Frame frame, @PathVariable String token) {
        return Secret.parse(token)
                .flatMap(link -> entrance.open(link, Entrance.SIGN_UP))
                .map(opened -> opened.open() ? confirm(frame, token, opened, null) : stale(frame, opened))
                .orElseGet(() -> stale(frame, null));
    }

    @PostMapping(CONFIRM + "{token}")
    Object confirm(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password) {
        Optional<Secret> link = Secret.parse(token);
        Optional<Opened> opened = link.flatMap(each -> entrance.open(each, Entrance.SIGN_UP));
        if (link.isEmpty() || opened.isEmpty() || !opened.get().open()) {
            return stale(frame, opened.orElse(null));
        }
        Words words = frame.words("accounts");
        if (password.isEmpty()) {
            return confirm(frame, token, opened.get(), words.say("signIn.passwordMissing"))
                    .status(422);
        }
        return switch (entrance.confirm(link.get(), password, identity.arrival(request))) {
            case Entry.Done done -> {
                identity.begun(request, response, done.token());
                String back = opened.get().back();
                yield EntranceAnswers.seeOther(
                        back == null ? "/account?done=opened" : BackAddress.of(back, Zone.PUBLIC));
            }
            case Entry.Refused _ ->
                confirm(frame, token, opened.get(), words.say("confirm.refused"))
                        .status(422);
            case Entry.Used _ -> stale(frame, new Opened("used", null, null, null, null));
            default -> stale(frame, null);
        };
    }

    private Page confirm(Frame frame, String token, Opened opened, @Nullable String error) {
        Words words = frame.words("accounts");
        String name = opened.name() == null ? "" : opened.name();
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("confirm.title"),
                                new Block.Paragraph(words.say("confirm.what", "name", name)),
                                Question.Input.password(
                                        Field.of("password", words.say("confirm.password"))
                                                .error(error),
                                        false),
                                Block.Button.of(words.say("confirm.button")))
                        .sendingTo(CONFIRM + token));
    }

    /** A link that was used is no error: most often somebody comes back to an old e-mail. */
    private Page stale(Frame frame, @Nullable Opened opened) {
        Words words = frame.words("accounts");
        if (opened != null && opened.outcome().equals("used")) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("confirm.usedTitle"),
                            new Block.Paragraph(words.say("confirm.used")),
                            Block.Button.of(words.say("signIn.button")).to("/sign-in")));
        }
        return templates
                .sheet(
                        frame,
                        Sheet.of(
                                words.say("link.expiredTitle"),
                                new Block.Paragraph(words.say("confirm.expired")),
                                Block.Button.of(words.say("signUp.again")).to(HERE)))
                .status(410);
    }

    private Page form(Frame frame, String back, String email, String name, Errors errors) {
        Words words = frame.words("accounts");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("signUp.title"),
                                Question.Input.of(Field.of("name", words.say("name.label"))
                                                .hint(words.say("name.hint"))
                                                .value(name)
                                                .error(errors.name()))
                                        .autocomplete("name")
                                        .noSpellcheck(),
                                Question.Input.email(Field.of("email", words.say("email.label"))
                                        .hint(words.say("email.hint"))
                                        .value(email)
                                        .error(errors.email())),
                                Question.Input.password(
                                        Field.of("password", words.say("password.choose"))
                                                .hint(words.say("password.hint", "least", PasswordRules.SHORTEST))
                                                .error(errors.password()),
                                        true),
                                new Block.ButtonGroup(
                                        List.of(Block.Button.of(words.say("signUp.button"))),
                                        Link.to(
                                                BackAddress.keeping("/sign-in", back),
                                                words.say("signUp.haveAccount"))))
                        .sendingTo(BackAddress.keeping(HERE, back)));
    }
}
