// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.Cases;
import polity.kernel.cases.Preview;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.Draft;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Uploads;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.law.Law;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;
import polity.kernel.registers.Registers;

/** A draft: one question a page, the answers to check with what the rules would say, and sending it. */
@Controller
@RequestMapping("/services/{code}/drafts/{id}")
@Zones(Zone.PUBLIC)
final class DraftPages {

    private static final String CHECK = Asking.CHECK;

    private final Asking.Keeper askings;
    private final Uploads uploads;
    private final Cases cases;
    private final Preview preview;
    private final Registers registers;
    private final Law law;
    private final Templates templates;

    DraftPages(
            Asking.Keeper askings,
            Uploads uploads,
            Cases cases,
            Preview preview,
            Registers registers,
            Law law,
            Templates templates) {
        this.askings = askings;
        this.uploads = uploads;
        this.cases = cases;
        this.preview = preview;
        this.registers = registers;
        this.law = law;
        this.templates = templates;
    }

    /** Leads to where it goes on. */
    @GetMapping
    ResponseEntity<Void> resume(@PathVariable UUID id, Caller caller) {
        Asking asking = askings.find(id, caller);
        if (!askings.offers(asking)) {
            return seeOther(ended(asking));
        }
        return seeOther(asking.next(asking.answers()));
    }

    @GetMapping("/{page}")
    Object question(@PathVariable UUID id, @PathVariable String page, Caller caller, Frame frame) {
        Asking asking = askings.find(id, caller);
        if (asking.page(page).repeat() != null) {
            return seeOther(asking.path(page) + "/items");
        }
        return show(asking, asking.page(page), asking.answers(), Map.of(), List.of(), caller, frame);
    }

    @PostMapping("/{page}")
    Object answer(
            @PathVariable UUID id, @PathVariable String page, HttpServletRequest request, Caller caller, Frame frame) {
        Asking asking = askings.find(id, caller);
        FormPage asked = asking.page(page);
        if (asked.repeat() != null) {
            return seeOther(asking.path(page) + "/items");
        }
        SentAnswers sent = SentAnswers.of(request, asked, asking.draft().answers(), uploads, caller.context("draft"));
        if (!sent.read()) {
            return show(asking, asked, asking.answers(), Map.of(), sent.errors(), caller, frame)
                    .status(422);
        }
        Accepted accepted = asking.form().accept(asked, sent.parameters(), asking.answers(), asking::known);
        List<FieldError> errors = sent.with(accepted.errors());
        if (!errors.isEmpty()) {
            return show(asking, asked, accepted.answers(), sent.parameters(), errors, caller, frame)
                    .status(422);
        }
        return seeOther(askings.keep(asking, accepted.answers(), caller));
    }

    /** The answers once more, and what would be decided now. */
    @GetMapping("/" + CHECK)
    Object check(@PathVariable UUID id, Caller caller, Frame frame) {
        Asking asking = askings.find(id, caller);
        if (!askings.offers(asking)) {
            return seeOther(ended(asking));
        }
        List<Obstacle> obstacles = asking.obstacles();
        if (!obstacles.isEmpty()) {
            return notPossible(asking, obstacles, frame);
        }
        Map<String, @Nullable Object> answers = asking.answers();
        String open = asking.open(answers);
        if (!open.equals(CHECK)) {
            return seeOther(asking.path(open));
        }
        Words words = frame.words("services");
        List<Component> given = askings.view(asking, answers, caller, frame).answers(answers, 2, asking);
        if (asking.procedure().opens() == Procedure.Opens.VISITOR) {
            return foretold(asking, answers, given, caller, frame);
        }
        var body = new ArrayList<Component>();
        about(asking, frame).ifPresent(body::add);
        body.addAll(given);
        body.addAll(known(asking, asking.form().path(answers, asking::known), answers, caller, frame));
        if (!caller.known()) {
            // What the registers know of a person decides: without one, nothing is judged.
            body.add(new Block.Heading(words.say("check.account"), 2));
            body.add(new Block.Paragraph(words.say("check.unknown")));
            body.add(new Block.Paragraph(words.say("check.sign-in")));
            body.add(Block.Button.of(words.say("check.sign-in-button")));
            return sheet(words.say("check.title"), asking, answers, asking.path(CHECK), body, frame);
        }
        Preview.Said said = preview.determine(asking.service(), asking.asked(answers), caller);
        if (said.unpaid() != null) {
            body.add(new Block.Heading(words.say("check.unpaid"), 2));
            body.add(new Block.Paragraph(words.say("check.unpaid-text")));
            body.add(Block.Button.of(words.say("check.unpaid-button"))
                    .to("/cases/" + said.unpaid().value()));
            return sheet(words.say("check.title"), asking, answers, null, body, frame);
        }
        body.addAll(Outcome.now(asking.service(), frame, law)
                .preview(said.determination(), asking.procedure().code()));
        if (said.determination() instanceof Determination.Determined determined
                && determined.outcome() == Determination.Outcome.REFUSED) {
            body.add(new Block.Paragraph(words.say("check.refused")));
        }
        body.add(new Block.Heading(words.say("check.now"), 2));
        body.add(new Block.Paragraph(Outcome.said(
                asking.service().words(frame.language()),
                "check",
                asking.procedure().code(),
                "declaration")));
        body.add(Block.Button.of(words.say("check.send")));
        return sheet(words.say("check.title"), asking, answers, asking.path(CHECK), body, frame);
    }

    /** What comes of what a visitor has said: the verdict first, what it rests on after it. */
    private Page foretold(
            Asking asking, Map<String, @Nullable Object> answers, List<Component> given, Caller caller, Frame frame) {
        Words words = frame.words("services");
        Determination determination = preview.determine(asking.service(), asking.asked(answers), caller)
                .determination();
        var body = new ArrayList<Component>();
        body.add(new Block.InsetText(words.say("check.assumed")));
        String verdict = "review";
        if (determination instanceof Determination.Determined determined) {
            verdict = determined.outcome().word();
            body.addAll(Outcome.now(asking.service(), frame, law)
                    .grounds(determined, asking.procedure().code()));
        }
        body.add(Block.Button.of(words.say("check.apply"))
                .sending("procedure", asking.procedure().asks().orElse("")));
        body.add(new Block.Heading(words.say("check.given"), 2));
        body.addAll(given);
        return sheet(
                words.say("foretold." + verdict),
                asking,
                answers,
                "/services/" + asking.service().code() + "/drafts?from="
                        + asking.draft().id(),
                body,
                frame);
    }

    /** What it is about: the entry that something is done with. */
    private Optional<Component> about(Asking asking, Frame frame) {
        Map<String, @Nullable Object> entry = asking.entry();
        var table = new EntryTable(registers, asking.service(), frame);
        return entry == null
                ? Optional.empty()
                : asking.procedure()
                        .register()
                        .map(register -> new Listing.SummaryCard(
                                table.title(register, entry), 2, List.of(), table.held(register, entry)));
    }

    private Page notPossible(Asking asking, List<Obstacle> obstacles, Frame frame) {
        var possible = new Possible(asking.service(), frame, law, asking.at());
        var body = new ArrayList<Component>();
        body.add(possible.reasons(obstacles));
        about(asking, frame).ifPresent(body::add);
        return templates
                .sheet(
                        frame,
                        Sheet.of(frame.words("services").say("obstacle.title"), body.toArray(Component[]::new))
                                .caption(asking.service()
                                        .words(frame.language())
                                        .say("procedure." + asking.procedure().code()))
                                .before(new Block.BackLink(
                                        "/services/" + asking.service().code() + "/held")))
                .status(HttpStatus.CONFLICT.value());
    }

    private Page sheet(
            String title,
            Asking asking,
            Map<String, @Nullable Object> answers,
            @Nullable String action,
            List<Component> body,
            Frame frame) {
        List<FormPage> path = asking.form().path(answers, asking::known);
        Words own = asking.service().words(frame.language());
        Sheet sheet = Sheet.of(title, body.toArray(Component[]::new));
        return templates.sheet(
                frame,
                (action == null ? sheet : sheet.sendingTo(action))
                        .caption(Standing.title(own, asking.procedure().code()))
                        .before(new Block.BackLink(asking.path(path.getLast().id()))));
    }

    /** Sends it. The draft's own key makes a second click, or a click after going back, the same case. */
    @PostMapping("/" + CHECK)
    ResponseEntity<Void> send(@PathVariable UUID id, Caller caller, Frame frame) {
        PersonId person = caller.signedIn();
        Asking asking = askings.find(id, caller);
        if (!askings.offers(asking)) {
            return seeOther(ended(asking));
        }
        Map<String, @Nullable Object> answers = asking.form().asked(asking.answers(), asking::known);
        if (!asking.open(answers).equals(CHECK)) {
            return seeOther(asking.next(answers));
        }
        Draft draft = asking.draft();
        Received received = cases.submit(new Submission(
                draft.service(),
                draft.procedure(),
                person.value(),
                caller.name(),
                frame.language(),
                draft.key(),
                FormDefinition.json(answers),
                draft.entry()));
        return switch (received) {
            case Received.Case made -> {
                askings.sent(asking, caller);
                URI pay = made.pay();
                yield seeOther(
                        pay != null ? pay.toString() : "/cases/" + made.id().value());
            }
            // The draft was changed after it had been sent: it begins anew under another key.
            case Received.OtherContent _ -> seeOther("/cases");
            // Something became known meanwhile that asks for other answers.
            case Received.Invalid _, Received.NotPossible _ -> seeOther(asking.path(CHECK));
            case Received.NotFound _ when !asking.obstacles().isEmpty() -> seeOther(asking.path(CHECK));
            case Received.NotFound _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private Page show(
            Asking asking,
            FormPage page,
            Map<String, @Nullable Object> answers,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Caller caller,
            Frame frame) {
        FormView view = askings.view(asking, answers, caller, frame);
        Words words = frame.words("services");
        var body = new ArrayList<Component>(view.questions(page, answers, sent, errors, asking.known(answers)));
        body.add(Block.Button.of(words.say("continue")));
        body.addAll(known(asking, List.of(page), answers, caller, frame));
        return templates.sheet(
                frame,
                Sheet.of(view.title(page), body.toArray(Component[]::new))
                        .caption(asking.service().words(frame.language()).say("service.title"))
                        .before(new Block.BackLink(asking.before(page, answers)))
                        .sendingTo(asking.path(page.id())));
    }

    /** What these pages needn't ask; whoever has no account learns nothing of what registers have. */
    private List<Component> known(
            Asking asking, List<FormPage> pages, Map<String, @Nullable Object> answers, Caller caller, Frame frame) {
        Set<String> facts = pages.stream()
                .flatMap(page -> page.facts().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return caller.known()
                        && asking.procedure().opens() != Procedure.Opens.VISITOR
                        && asking.known(answers).get("facts") instanceof Map<?, ?> known
                ? new EntryTable(registers, asking.service(), frame)
                        .known(facts, known, Outcome.now(asking.service(), frame, law)::citation)
                : List.of();
    }

    /** The page that says that the service is no longer offered. */
    private static String ended(Asking asking) {
        return "/services/" + asking.service().code();
    }

    static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
