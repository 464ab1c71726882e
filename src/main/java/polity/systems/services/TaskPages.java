// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.authority.Authority;
import polity.kernel.authority.Subject;
import polity.kernel.authority.Unit;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.AnswerLinks;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormView;
import polity.kernel.handling.Handling;
import polity.kernel.handling.Requests;
import polity.kernel.handling.Task;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.law.Law;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** One step of a process that waits for an official: what it is about, what others have said, and taking it. */
@Controller
@RequestMapping("/desk/tasks")
@Zones(Zone.DESK)
final class TaskPages {

    static final String PERMISSION = "work:task";

    private final Handling handling;
    private final Cases cases;
    private final Authority authority;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    TaskPages(Handling handling, Cases cases, Authority authority, Law law, Templates templates, InstantSource clock) {
        this.handling = handling;
        this.cases = cases;
        this.authority = authority;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    /** Who wants to take it, as the official who looks would say. */
    static String with(Task task, Caller caller) {
        UUID claimed = task.claimed();
        return claimed == null ? "nobody" : claimed.equals(caller.signedIn().value()) ? "me" : "colleague";
    }

    @GetMapping("/{id}")
    Page show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Caller caller, Frame frame) {
        return page(opened(id, caller), Sent.NOTHING, done.equals("yes"), caller, frame);
    }

    @PostMapping("/{id}")
    Object take(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String claim,
            HttpServletRequest request,
            Caller caller,
            Frame frame) {
        if (!claim.isEmpty()) {
            Context context = authority.context(caller, PERMISSION, "task:" + id);
            handling.claim(context, id, claim.equals("yes"), (unit, concerned) -> require(caller, id, unit, concerned));
            return DraftPages.seeOther("/desk/tasks/" + id);
        }
        Handling.Opened opened = opened(id, caller);
        var parameters = new LinkedHashMap<String, List<String>>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        Accepted accepted = form(opened).acceptAll(parameters, answers -> context(opened, answers));
        if (!accepted.right()) {
            return page(opened, new Sent(accepted.answers(), parameters, accepted.errors()), false, caller, frame)
                    .status(422);
        }
        Context context = authority.context(caller, PERMISSION, "task:" + id);
        return switch (handling.take(
                context, id, accepted.answers(), (unit, concerned) -> require(caller, id, unit, concerned))) {
            case TAKEN -> DraftPages.seeOther("/desk/tasks/" + id + "?done=yes");
            case TAKEN_BEFORE, TOO_LATE ->
                page(opened(id, caller), Sent.NOTHING, false, caller, frame).status(HttpStatus.CONFLICT.value());
            case NO_SUCH_TASK -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @GetMapping("/{id}/files/{field}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String field, Caller caller) {
        Handling.Opened opened = opened(id, caller);
        if (opened.task().state() != Task.State.OPEN) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        CaseView view = opened.seen().matter();
        return Files.download(view, field, cases.file(view, field));
    }

    private Handling.Opened opened(UUID id, Caller caller) {
        return handling.find(
                        authority.context(caller, PERMISSION, "task:" + id),
                        id,
                        (unit, concerned) -> require(caller, id, unit, concerned))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What the official has sent, and what is wrong with it. */
    private record Sent(
            Map<String, @Nullable Object> answers, Map<String, List<String>> parameters, List<FieldError> errors) {
        static final Sent NOTHING = new Sent(Map.of(), Map.of(), List.of());
    }

    private Page page(Handling.Opened opened, Sent sent, boolean done, Caller caller, Frame frame) {
        Words words = frame.words("services");
        Task task = opened.task();
        CaseView view = opened.seen().matter();
        ServicePackage service = view.service();
        Words own = service.words(frame.language());
        var outcome = Outcome.of(view, frame, law);
        var body = new ArrayList<Component>();
        body.add(standing(task, done, words));
        if (done && view.events().stream().anyMatch(event -> event.kind().equals("act-impossible"))) {
            body.add(new Block.WarningText(words.say("event.act-impossible")));
        }
        if (task.state() == Task.State.OPEN) {
            body.addAll(limit(service, task, caller, frame));
        }
        body.addAll(said(opened, frame));
        // Whoever had to know it then needn't for ever.
        if (task.state() == Task.State.OPEN) {
            body.addAll(outcome.answers(view, "/desk/tasks/" + task.id()));
        }
        body.addAll(new CourseDiagram(service, frame).of(opened.stages()));
        Sheet sheet;
        if (task.state() == Task.State.OPEN) {
            body.add(new Block.Heading(words.say("task.yours"), 2));
            Map<String, @Nullable Object> known = context(opened, sent.answers());
            var questions = new FormView(form(opened), own, frame, service.currency(), List.of()).below();
            form(opened)
                    .path(sent.answers(), answers -> context(opened, answers))
                    .forEach(page -> body.addAll(
                            questions.questions(page, sent.answers(), sent.parameters(), sent.errors(), known)));
            body.add(Block.Button.of(words.say("task.send")));
            body.addAll(claim(task, caller, words));
        }
        sheet = Sheet.of(own.say("step." + task.step() + ".title"), body.toArray(Component[]::new))
                .caption(own.say("service.title") + " · " + task.reference())
                .before(new Block.Breadcrumbs(List.of(Link.to("/desk/tasks", words.say("tasks.title")))));
        return templates.sheet(
                frame, task.state() == Task.State.OPEN ? sheet.sendingTo("/desk/tasks/" + task.id()) : sheet);
    }

    /** Whether it still waits, and for whom it is done. */
    private static Component standing(Task task, boolean done, Words words) {
        return switch (task.state()) {
            case OPEN ->
                new Block.Paragraph(words.say("task.since", "name", task.applicantName(), "at", task.opened()));
            case ANSWERED, TAKEN ->
                done
                        ? new Block.NotificationBanner(
                                words.say("task.done"),
                                words.say("task.done-text"),
                                Link.to("/desk/tasks", words.say("tasks.title")),
                                true)
                        : new Block.InsetText(words.say("task.taken"));
            case DROPPED -> new Block.InsetText(words.say("task.dropped"));
        };
    }

    /** Who wants to take it, and what the official can say of that. */
    private static List<Component> claim(Task task, Caller caller, Words words) {
        String with = with(task, caller);
        return List.of(
                new Block.Heading(words.say("task.claim-title"), 2),
                new Block.Paragraph(words.say("task.with-" + with)),
                Block.Button.secondary(words.say("task.claim-" + with))
                        .sending("claim", with.equals("me") ? "no" : "yes"));
    }

    /** By when, and how that was counted. */
    private List<Component> limit(ServicePackage service, Task task, Caller caller, Frame frame) {
        Words words = frame.words("services");
        if (task.lastDay() == null) {
            return List.of();
        }
        var shown = new ArrayList<Component>();
        shown.add(new Block.InsetText(words.say(task.binding() ? "task.due" : "task.by", "date", task.lastDay())));
        handling.derivation(authority.context(caller, PERMISSION, "task:" + task.id()), service, task)
                .ifPresent(limit ->
                        shown.add(new Block.Details(words.say("task.counted"), List.of(counted(limit, frame)), false)));
        return shown;
    }

    /** Each day, and why it counts or doesn't. */
    private static Component counted(TimeLimit limit, Frame frame) {
        Words words = frame.words("services");
        Words calendar = frame.words("calendar");
        return Listing.Table.of(
                "time-limit",
                words.say("task.counted"),
                List.of(
                        Column.of(words.say("task.day")),
                        Column.of(words.say("task.number")),
                        Column.of(words.say("task.why"))),
                limit.days().stream()
                        .map(day -> List.of(
                                Cell.of(words.date(day.from())),
                                Cell.of(day.counted() ? words.number(day.firstNumber()) : "–"),
                                Cell.of(calendar.say(
                                        day.reason().key(),
                                        day.reason().arguments(frame.language().locale())))))
                        .toList());
    }

    /** What officials have said before, step by step. */
    private static List<Component> said(Handling.Opened opened, Frame frame) {
        boolean open = opened.task().state() == Task.State.OPEN;
        CaseView view = opened.seen().matter();
        ServicePackage service = view.service();
        Words own = service.words(frame.language());
        var shown = new ArrayList<Component>();
        for (Handling.Said each : opened.said()) {
            Optional<FormDefinition> form = service.course()
                    .map(course -> course.steps().get(each.step()))
                    .flatMap(service::formOf);
            if (form.isPresent() && each.answers().isEmpty()) {
                shown.add(new Block.Heading(own.say("step." + each.step() + ".title"), 2));
                shown.add(new Block.Paragraph(own.say("step." + each.step() + ".silent")));
            } else if (form.isPresent()) {
                shown.add(new Block.Heading(own.say("step." + each.step() + ".title"), 2));
                var files = new AnswerLinks() {
                    @Override
                    public Optional<String> file(String question) {
                        return open
                                ? Optional.of("/desk/tasks/" + opened.task().id() + "/files/"
                                        + Requests.attachment(each.task(), question))
                                : Optional.empty();
                    }
                };
                shown.addAll(new FormView(
                                form.get(),
                                own,
                                frame,
                                service.currency(),
                                view.files().values())
                        .answers(form.get().typed(each.answers()), 3, files));
            }
        }
        return shown;
    }

    private static FormDefinition form(Handling.Opened opened) {
        ServicePackage service = opened.seen().matter().service();
        return Handling.step(service, opened.task())
                .flatMap(service::formOf)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What conditions of the form may ask: what the rules saw, but for the answers, which are those of the step. */
    private Map<String, @Nullable Object> context(Handling.Opened opened, Map<String, @Nullable Object> answers) {
        CaseView view = opened.seen().matter();
        var now = view.service()
                .begin(new Asked(view.procedure(), clock.instant(), answers, null, "", null, steps(opened)));
        now.put("facts", view.known().get("facts"));
        return now;
    }

    /** What was said in the steps before, the latest of each. */
    private static Map<String, @Nullable Object> steps(Handling.Opened opened) {
        var steps = new LinkedHashMap<String, @Nullable Object>();
        opened.said().forEach(each -> steps.put(each.step(), each.answers()));
        return steps;
    }

    private void require(Caller caller, UUID task, String unit, Set<PersonId> concerned) {
        authority.require(
                caller,
                PERMISSION,
                Subject.of("task", task)
                        .in(authority.unit(unit).map(Unit::id).orElse(null))
                        .concerning(concerned));
    }
}
