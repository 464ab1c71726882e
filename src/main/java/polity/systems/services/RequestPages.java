// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Upload;
import polity.kernel.forms.Uploads;
import polity.kernel.handling.Handling;
import polity.kernel.handling.Requests;
import polity.kernel.handling.Task;
import polity.kernel.identity.Caller;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** What officials ask of an applicant while they handle his case: all of it on one page, answered once. */
@Controller
@RequestMapping("/cases/{id}/requests/{task}")
@Zones(Zone.PUBLIC)
final class RequestPages {

    private final Cases cases;
    private final Requests requests;
    private final Uploads uploads;
    private final Templates templates;

    RequestPages(Cases cases, Requests requests, Uploads uploads, Templates templates) {
        this.cases = cases;
        this.requests = requests;
        this.uploads = uploads;
        this.templates = templates;
    }

    /** What lies ahead of a case: what its applicant is to answer, for whom it waits, and that he can take it back. */
    static List<Component> ahead(CaseView view, List<Handling.Stage> stages, Outcome outcome, Words words) {
        boolean undecided = view.withdrawable() && view.position() == 0;
        String path = "/cases/" + view.id().value();
        List<Handling.Stage> open = stages.stream()
                .filter(stage -> stage.state() == Task.State.OPEN)
                .toList();
        var shown = new ArrayList<Component>();
        if (open.isEmpty() && undecided) {
            shown.add(new Block.Progress(words.say("request.passed-on"), Link.to(path, words.say("case.again"))));
        }
        open.stream().filter(stage -> stage.unit() == null).findFirst().ifPresent(stage -> {
            shown.add(new Block.WarningText(
                    stage.lastDay() == null
                            ? words.say("request.open")
                            : words.say("request.open-until", "date", stage.lastDay())));
            shown.add(Block.Button.of(words.say("request.answer")).to(path + "/requests/" + stage.task()));
        });
        shown.addAll(outcome.next(stages));
        if (undecided) {
            shown.add(Standing.withdraw(view, words));
        }
        return shown;
    }

    /** What is asked, of which case. */
    private record Opened(CaseView view, Requests.Request request, FormDefinition form) {

        String path() {
            return "/cases/" + view.id().value() + "/requests/" + request.task();
        }

        FormPage page() {
            return form.page().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
    }

    @GetMapping
    Object show(@PathVariable UUID id, @PathVariable UUID task, Caller caller, Frame frame) {
        Opened opened = opened(id, task, caller);
        return opened.request().state() == Task.State.OPEN
                ? page(opened, Map.of(), Map.of(), List.of(), caller, frame)
                : DraftPages.seeOther("/cases/" + id);
    }

    @PostMapping
    Object answer(
            @PathVariable UUID id, @PathVariable UUID task, HttpServletRequest request, Caller caller, Frame frame) {
        Opened opened = opened(id, task, caller);
        if (opened.request().state() != Task.State.OPEN) {
            return DraftPages.seeOther("/cases/" + id);
        }
        SentAnswers sent = SentAnswers.of(request, opened.page(), Map.of(), uploads, caller.context("draft"));
        if (!sent.read()) {
            return page(opened, Map.of(), Map.of(), sent.errors(), caller, frame)
                    .status(422);
        }
        Accepted accepted = opened.form()
                .acceptAll(sent.parameters(), answers -> requests.known(opened.view(), opened.request(), answers));
        List<FieldError> errors = sent.with(accepted.errors());
        if (errors.isEmpty()) {
            switch (requests.answer(
                    caller.signedIn().value(), opened.view(), opened.request(), opened.form(), accepted.answers())) {
                case Requests.Result.Taken _ -> {
                    return DraftPages.seeOther("/cases/" + id);
                }
                case Requests.Result.TooLate _ -> {
                    return tooLate(opened, frame);
                }
                case Requests.Result.Misfit(var misfits) -> errors = misfits;
            }
        }
        return page(opened, accepted.answers(), sent.parameters(), errors, caller, frame)
                .status(422);
    }

    private Page tooLate(Opened opened, Frame frame) {
        Words words = frame.words("services");
        return templates
                .sheet(
                        frame,
                        Sheet.of(words.say("request.late"), new Block.Paragraph(words.say("request.late-text")))
                                .before(new Block.BackLink(
                                        "/cases/" + opened.view().id().value())))
                .status(HttpStatus.CONFLICT.value());
    }

    private Opened opened(UUID id, UUID task, Caller caller) {
        UUID person = caller.signedIn().value();
        return cases.find(person, new CaseId(id))
                .flatMap(view -> requests.find(person, view, task)
                        .flatMap(found -> view.service()
                                .course()
                                .flatMap(course ->
                                        Optional.ofNullable(course.steps().get(found.step())))
                                .flatMap(view.service()::formOf)
                                .map(form -> new Opened(view, found, form))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Page page(
            Opened opened,
            Map<String, @Nullable Object> answers,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Caller caller,
            Frame frame) {
        Words words = frame.words("services");
        CaseView view = opened.view();
        Words own = view.service().words(frame.language());
        List<Upload> known = List.copyOf(
                uploads.of(caller.context("draft"), opened.form().files(answers).values())
                        .values());
        var questions = new FormView(opened.form(), own, frame, view.service().currency(), known).below();
        var body = new ArrayList<Component>();
        if (opened.request().lastDay() != null) {
            body.add(new Block.InsetText(
                    words.say("request.until", "date", opened.request().lastDay())));
        }
        // What officials have said of it is read in the case: here it stands beside the questions.
        view.events().stream()
                .filter(event -> event.kind().equals("explained") && event.note() != null)
                .reduce((_, last) -> last)
                .ifPresent(event -> body.add(new Block.InsetText(String.valueOf(event.note()))));
        body.addAll(questions.questions(
                opened.page(), answers, sent, errors, requests.known(view, opened.request(), answers)));
        body.add(Block.Button.of(words.say("request.send")));
        return templates.sheet(
                frame,
                Sheet.of(own.say("step." + opened.request().step() + ".title"), body.toArray(Component[]::new))
                        .caption(Standing.title(own, view.procedure()) + " · " + view.reference())
                        .before(new Block.Breadcrumbs(List.of(
                                Link.to("/cases", words.say("cases.title")),
                                Link.to("/cases/" + view.id().value(), view.reference()))))
                        .sendingTo(opened.path()));
    }
}
