// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Procedure;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.Draft;
import polity.kernel.forms.Drafts;
import polity.kernel.forms.FieldError;
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
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** A draft: one question a page, the answers to check with what the rules would say, and sending it. */
@Controller
@RequestMapping("/services/{code}/drafts/{id}")
@Zones(Zone.PUBLIC)
final class DraftPages {

    private static final String CHECK = "check";

    private final Catalogue catalogue;
    private final Drafts drafts;
    private final Uploads uploads;
    private final Cases cases;
    private final Preview preview;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    DraftPages(
            Catalogue catalogue,
            Drafts drafts,
            Uploads uploads,
            Cases cases,
            Preview preview,
            Law law,
            Templates templates,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.drafts = drafts;
        this.uploads = uploads;
        this.cases = cases;
        this.preview = preview;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    /** Leads to the first page that isn't answered yet. */
    @GetMapping
    ResponseEntity<Void> resume(@PathVariable UUID id, Caller caller) {
        Asking asking = asking(id, caller);
        return seeOther(asking.path(open(asking, asking.answers())));
    }

    @GetMapping("/{page}")
    Page question(@PathVariable UUID id, @PathVariable String page, Caller caller, Frame frame) {
        Asking asking = asking(id, caller);
        return show(asking, page(asking, page), asking.answers(), Map.of(), List.of(), caller, frame);
    }

    @PostMapping("/{page}")
    Object answer(
            @PathVariable UUID id, @PathVariable String page, HttpServletRequest request, Caller caller, Frame frame) {
        Asking asking = asking(id, caller);
        FormPage asked = page(asking, page);
        SentAnswers sent = SentAnswers.of(request, asked, asking.draft().answers(), uploads, caller.context("draft"));
        Accepted accepted = asking.form().accept(asked, sent.parameters(), asking.answers(), asking::known);
        List<FieldError> errors = sent.with(accepted.errors());
        if (!errors.isEmpty()) {
            return show(asking, asked, accepted.answers(), sent.parameters(), errors, caller, frame)
                    .status(422);
        }
        Map<String, @Nullable Object> answers = asking.form().asked(accepted.answers(), asking::known);
        drafts.save(caller.context("draft"), id, answers);
        return seeOther(asking.path(open(asking, answers)));
    }

    /** The answers once more, and what would be decided now. */
    @GetMapping("/" + CHECK)
    Object check(@PathVariable UUID id, Caller caller, Frame frame) {
        Asking asking = asking(id, caller);
        Map<String, @Nullable Object> answers = asking.answers();
        String open = open(asking, answers);
        if (!open.equals(CHECK)) {
            return seeOther(asking.path(open));
        }
        Words words = frame.words("services");
        FormView view = view(asking, answers, caller, frame);
        Determination determination = preview.determine(asking.service(), asking.asked(answers), caller);
        var body = new ArrayList<Component>();
        body.add(view.summary(asking.form().path(answers, asking::known), answers, page -> asking.path(page.id())));
        if (!caller.known()) {
            body.add(new Block.WarningText(words.say("check.unknown")));
        }
        body.addAll(new Outcome(asking.service(), frame, law).preview(determination));
        if (determination instanceof Determination.Determined determined
                && determined.outcome() == Determination.Outcome.REFUSED) {
            body.add(new Block.Paragraph(words.say("check.refused")));
        }
        if (caller.known()) {
            body.add(new Block.Heading(words.say("check.now"), 2));
            body.add(
                    new Block.Paragraph(asking.service().words(frame.language()).say("check.declaration")));
            body.add(Block.Button.of(words.say("check.send")));
        } else {
            body.add(new Block.Heading(words.say("check.account"), 2));
            body.add(new Block.Paragraph(words.say("check.sign-in")));
            body.add(Block.Button.of(words.say("check.sign-in-button")));
        }
        List<FormPage> path = asking.form().path(answers, asking::known);
        return templates.sheet(
                frame,
                Sheet.of(words.say("check.title"), body.toArray(Component[]::new))
                        .before(new Block.BackLink(asking.path(path.getLast().id())))
                        .sendingTo(asking.path(CHECK)));
    }

    /** Sends it. The draft's own key makes a second click, or a click after going back, the same case. */
    @PostMapping("/" + CHECK)
    ResponseEntity<Void> send(@PathVariable UUID id, Caller caller, Frame frame) {
        PersonId person = caller.signedIn();
        Asking asking = asking(id, caller);
        Map<String, @Nullable Object> answers = asking.form().asked(asking.answers(), asking::known);
        if (!open(asking, answers).equals(CHECK)) {
            return seeOther(asking.path(open(asking, answers)));
        }
        var sent = new HashMap<String, @Nullable Object>(asking.draft().answers());
        sent.keySet().retainAll(answers.keySet());
        Draft draft = asking.draft();
        Received received = cases.submit(new Submission(
                draft.service(),
                draft.procedure(),
                person.value(),
                caller.name(),
                frame.language(),
                draft.key(),
                sent,
                draft.entry()));
        return switch (received) {
            case Received.Case made -> {
                URI pay = made.pay();
                yield seeOther(
                        pay != null ? pay.toString() : "/cases/" + made.id().value());
            }
            // The draft was changed after it had been sent: it begins anew under another key.
            case Received.OtherContent _ -> seeOther("/cases");
            // Something became known meanwhile that asks for other answers.
            case Received.Invalid _ -> seeOther(asking.path(CHECK));
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
        FormView view = view(asking, answers, caller, frame);
        Words words = frame.words("services");
        var body = new ArrayList<Component>(view.questions(page, answers, sent, errors, asking.known(answers)));
        body.add(Block.Button.of(words.say("continue")));
        List<FormPage> path = asking.form().path(answers, asking::known);
        int at = path.indexOf(page);
        String back = at > 0
                ? asking.path(path.get(at - 1).id())
                : "/services/" + asking.service().code();
        return templates.sheet(
                frame,
                Sheet.of(view.title(page), body.toArray(Component[]::new))
                        .caption(asking.service().words(frame.language()).say("service.title"))
                        .before(new Block.BackLink(back))
                        .sendingTo(asking.path(page.id())));
    }

    private FormView view(Asking asking, Map<String, @Nullable Object> answers, Caller caller, Frame frame) {
        return new FormView(
                asking.form(),
                asking.service().words(frame.language()),
                frame,
                asking.service().currency(),
                uploads.of(caller.context("draft"), asking.form().files(answers).values())
                        .values());
    }

    private static String open(Asking asking, Map<String, @Nullable Object> answers) {
        return asking.form().firstOpen(answers, asking::known).map(FormPage::id).orElse(CHECK);
    }

    private static FormPage page(Asking asking, String id) {
        return asking.form().page(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Asking asking(UUID id, Caller caller) {
        Optional<Asking> asking = caller.actor()
                .flatMap(_ -> drafts.find(caller.context("draft"), id))
                .flatMap(draft -> Asking.of(draft, caller, catalogue, preview, clock));
        return asking.filter(found -> found.procedure().opens() != Procedure.Opens.OFFICIAL)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }
}
