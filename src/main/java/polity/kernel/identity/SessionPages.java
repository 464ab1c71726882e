// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.identity.Sessions.Own;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing.SummaryCard;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Where a person is signed in, and how to end that. */
@Controller
class SessionPages {

    private static final String ALL = "all";

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Transactions transactions;
    private final Audit audit;
    private final Templates templates;
    private final InstantSource clock;

    SessionPages(
            Sessions sessions,
            SessionCookie cookie,
            Transactions transactions,
            Audit audit,
            Templates templates,
            InstantSource clock) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.transactions = transactions;
        this.audit = audit;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/account/sessions")
    @Zones(Zone.PUBLIC)
    Page list(Caller caller, Frame frame) {
        return show(caller, frame, "/account");
    }

    @GetMapping("/desk/account/sessions")
    @Zones(Zone.DESK)
    Page listAtDesk(Caller caller, Frame frame) {
        return show(caller, frame, "/desk/account");
    }

    @PostMapping("/account/sessions")
    @Zones(Zone.PUBLIC)
    ResponseEntity<Void> end(Caller caller, @RequestParam(defaultValue = "") List<String> which) {
        endThese(caller, which);
        return seeOther("/account/sessions");
    }

    @PostMapping("/desk/account/sessions")
    @Zones(Zone.DESK)
    ResponseEntity<Void> endAtDesk(Caller caller, @RequestParam(defaultValue = "") List<String> which) {
        endThese(caller, which);
        return seeOther("/desk/account/sessions");
    }

    @PostMapping("/sign-out")
    @Zones(Zone.PUBLIC)
    ResponseEntity<Void> signOut(HttpServletRequest request, HttpServletResponse response) {
        leave(request, response);
        return seeOther("/");
    }

    @PostMapping("/desk/sign-out")
    @Zones(Zone.DESK)
    ResponseEntity<Void> signOutAtDesk(HttpServletRequest request, HttpServletResponse response) {
        leave(request, response);
        return seeOther("/desk/sign-in");
    }

    private void leave(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request)
                .ifPresent(token -> transactions.write(Context.visitor("sign-out"), () -> {
                    sessions.signOut(token)
                            .filter(ended -> ended.person() != null)
                            .ifPresent(ended -> recordEnd(
                                    Objects.requireNonNull(ended.person()),
                                    List.of(Objects.requireNonNull(ended.session()))));
                }));
        cookie.clear(request, response);
        // What the browser keeps of pages for a person goes with the session (W3C Clear Site Data).
        response.setHeader("Clear-Site-Data", "\"cache\"");
    }

    private void endThese(Caller caller, List<String> which) {
        PersonId person = caller.signedIn();
        UUID mine = Objects.requireNonNull(caller.session());
        transactions.write(caller.context("account"), () -> {
            List<UUID> ended = which.contains(ALL)
                    ? sessions.endOthers(mine)
                    : which.stream()
                            .flatMap(each -> id(each).stream())
                            .filter(sessions::end)
                            .toList();
            recordEnd(person, ended);
        });
    }

    private void recordEnd(PersonId person, List<UUID> ended) {
        audit.record(ended.stream()
                .map(session -> Act.of(clock.instant(), "identity.session-ended", "session", session)
                        .by(person.value())
                        .with("zone", Zone.current().name()))
                .toList());
    }

    private Page show(Caller caller, Frame frame, String account) {
        caller.signedIn();
        List<Own> own = transactions.read(caller.context("account"), () -> sessions.own(clock.instant()));
        Words words = frame.words("identity");
        var body = new ArrayList<Component>();
        body.add(new Block.Paragraph(words.say("sessions.what")));
        own.stream().filter(each -> each.id().equals(caller.session())).forEach(each -> body.add(card(each, words)));
        List<Choice> others = own.stream()
                .filter(each -> !each.id().equals(caller.session()))
                .map(each -> Choice.of(each.id().toString(), device(each.device(), words))
                        .hint(words.say("sessions.seen", "time", each.lastSeen(), "network", each.network())))
                .toList();
        if (others.isEmpty()) {
            body.add(new Block.Paragraph(words.say("sessions.noOthers")));
            return templates.sheet(frame, sheet(words, body, account));
        }
        var choices = new ArrayList<>(others);
        if (others.size() > 1) {
            choices.add(Choice.of(ALL, words.say("sessions.all")).asExclusive());
        }
        body.add(new Question.Checkboxes(Field.of("which", words.say("sessions.which")), choices));
        body.add(Block.Button.of(words.say("sessions.end")));
        return templates.sheet(frame, sheet(words, body, account).sendingTo(account + "/sessions"));
    }

    private static Sheet sheet(Words words, List<Component> body, String account) {
        return Sheet.of(words.say("sessions.title"), body.toArray(Component[]::new))
                .before(new Block.BackLink(account));
    }

    private static SummaryCard card(Own session, Words words) {
        return new SummaryCard(
                words.say("sessions.this"),
                2,
                List.of(),
                SummaryList.of(
                        SummaryList.Row.of(words.say("sessions.device"), device(session.device(), words)),
                        SummaryList.Row.of(words.say("sessions.begun"), words.instant(session.begun())),
                        SummaryList.Row.of(words.say("sessions.network"), session.network())));
    }

    private static String device(Device device, Words words) {
        if (device.browser().isEmpty() && device.system().isEmpty()) {
            return words.say("device.unknown");
        }
        if (device.browser().isEmpty() || device.system().isEmpty()) {
            return device.browser() + device.system();
        }
        return words.say("device.on", "browser", device.browser(), "system", device.system());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Void> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }
}
