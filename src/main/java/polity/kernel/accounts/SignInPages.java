// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.identity.Arrival;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Signing in, for everybody and at the desk. */
@Controller
class SignInPages {

    private static final String PUBLIC = "/sign-in";
    private static final String DESK = "/desk/sign-in";

    private final Entrance entrance;
    private final Identity identity;
    private final Allowance allowance;
    private final EntranceAnswers answers;
    private final Templates templates;
    private final InstantSource clock;

    SignInPages(
            Entrance entrance,
            Identity identity,
            Allowance allowance,
            EntranceAnswers answers,
            Templates templates,
            InstantSource clock) {
        this.entrance = entrance;
        this.identity = identity;
        this.allowance = allowance;
        this.answers = answers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(PUBLIC)
    @Zones(Zone.PUBLIC)
    Object ask(Caller caller, Frame frame, @RequestParam(defaultValue = "") String back) {
        return begin(caller, frame, BackAddress.of(back, Zone.PUBLIC), PUBLIC);
    }

    @GetMapping(DESK)
    @Zones(Zone.DESK)
    Object askAtDesk(Caller caller, Frame frame, @RequestParam(defaultValue = "") String back) {
        return begin(caller, frame, BackAddress.of(back, Zone.DESK), DESK);
    }

    @PostMapping(PUBLIC)
    @Zones(Zone.PUBLIC)
    Object signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String back) {
        return enter(request, response, frame, email, password, BackAddress.of(back, Zone.PUBLIC), PUBLIC);
    }

    @PostMapping(DESK)
    @Zones(Zone.DESK)
    Object signInAtDesk(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String back) {
        return enter(request, response, frame, email, password, BackAddress.of(back, Zone.DESK), DESK);
    }

    private Object begin(Caller caller, Frame frame, String back, String here) {
        return caller.known() ? EntranceAnswers.seeOther(back) : form(frame, here, back, "", null, null);
    }

    private Object enter(
            HttpServletRequest request,
            HttpServletResponse response,
            Frame frame,
            String email,
            String password,
            String back,
            String here) {
        Words words = frame.words("accounts");
        Optional<EmailAddress> address = EmailAddress.parse(email);
        if (address.isEmpty() || password.isEmpty()) {
            return form(
                            frame,
                            here,
                            back,
                            email,
                            address.isEmpty() ? words.say("email.error") : null,
                            password.isEmpty() ? words.say("signIn.passwordMissing") : null)
                    .status(422);
        }
        Arrival arrival = identity.arrival(request);
        if (!allowance.take(arrival.network(), clock.instant())) {
            return answers.tooOften(frame, response);
        }
        return switch (entrance.signIn(address.get(), password, arrival)) {
            case Entry.Done done -> {
                allowance.giveBack(arrival.network(), clock.instant());
                identity.begun(request, response, done.token());
                yield EntranceAnswers.seeOther(back);
            }
            case Entry.Wait wait ->
                form(frame, here, back, email, words.say("signIn.wait", "time", wait.until()), null)
                        .status(429);
            case Entry.NotAdmitted _ ->
                form(frame, here, back, email, words.say("signIn.notAdmitted"), null)
                        .status(403);
            default ->
                form(frame, here, back, email, words.say("signIn.refused"), null)
                        .status(422);
        };
    }

    private Page form(
            Frame frame,
            String here,
            String back,
            String email,
            @Nullable String emailError,
            @Nullable String passwordError) {
        Words words = frame.words("accounts");
        var body = new ArrayList<Component>(List.of(
                Question.Input.email(
                        Field.of("email", words.say("email.label")).value(email).error(emailError)),
                Question.Input.password(
                        Field.of("password", words.say("password.label")).error(passwordError), false),
                Block.Button.of(words.say("signIn.button"))));
        if (here.equals(PUBLIC)) {
            body.add(new Block.LinkGrid(List.of(
                    new Block.LinkGrid.Entry(
                            Link.to(BackAddress.keeping("/sign-up", back), words.say("signUp.title")),
                            words.say("signIn.noAccount")),
                    new Block.LinkGrid.Entry(
                            Link.to("/forgotten-password", words.say("signIn.forgottenTitle")),
                            words.say("signIn.forgotten")))));
        } else {
            body.add(Block.Details.of(
                    words.say("signIn.deskHelp"), new Block.Paragraph(words.say("signIn.deskHelpText"))));
        }
        String title = words.say(here.equals(DESK) ? "signIn.deskTitle" : "signIn.title");
        return templates.sheet(
                frame, Sheet.of(title, body.toArray(Component[]::new)).sendingTo(BackAddress.keeping(here, back)));
    }
}
