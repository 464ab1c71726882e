// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import polity.kernel.cases.Cases;
import polity.kernel.cases.OfficialAct;
import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Desk;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.Accepted;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.FormView;
import polity.kernel.holdings.Holdings;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.law.Law;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Officials do something to what somebody holds: all questions of the procedure's form on one page. */
@Controller
@RequestMapping("/desk/services/{code}/entries/{entry}/{procedure}")
@Zones(Zone.DESK)
final class ActPages {

    /** The field in which an official says that he has looked twice. */
    private static final String SURE = "sure";

    private final Cases cases;
    private final Holdings holdings;
    private final Catalogue catalogue;
    private final Registers registers;
    private final Authority authority;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    ActPages(
            Cases cases,
            Holdings holdings,
            Catalogue catalogue,
            Registers registers,
            Authority authority,
            Law law,
            Templates templates,
            InstantSource clock) {
        this.cases = cases;
        this.holdings = holdings;
        this.catalogue = catalogue;
        this.registers = registers;
        this.authority = authority;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    /** What is done to which entry. */
    private record Doing(ServicePackage service, Procedure procedure, FormDefinition form, UUID entry) {
        String permission() {
            return "decide:" + service.code();
        }

        String path() {
            return "/desk/services/" + service.code() + "/entries/" + entry + "/" + procedure.code();
        }
    }

    @GetMapping
    Page ask(
            @PathVariable String code,
            @PathVariable UUID entry,
            @PathVariable String procedure,
            Caller caller,
            Frame frame) {
        return page(doing(code, entry, procedure), Map.of(), Map.of(), List.of(), null, caller, frame);
    }

    @PostMapping
    Object act(
            @PathVariable String code,
            @PathVariable UUID entry,
            @PathVariable String procedure,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(name = "entry-version", required = false) @Nullable Integer seen,
            HttpServletRequest request,
            Caller caller,
            Frame frame) {
        Doing doing = doing(code, entry, procedure);
        var sent = new LinkedHashMap<String, List<String>>();
        request.getParameterMap().forEach((name, values) -> sent.put(name, List.of(values)));
        FormDefinition.Known known = answers -> context(doing, answers);
        Accepted accepted = doing.form().acceptAll(sent, known);
        Map<String, @Nullable Object> answers = accepted.answers();
        List<FieldError> errors = accepted.errors();
        if (!errors.isEmpty() || !sent.containsKey(SURE) || !key.matches("[A-Za-z0-9-]{8,60}")) {
            return page(doing, answers, sent, errors, null, caller, frame).status(422);
        }
        Object explanation = answers.get("explanation");
        var act = new OfficialAct(
                code, procedure, entry, seen, answers, explanation == null ? null : explanation.toString(), key);
        Context context = authority.context(caller, doing.permission(), "act:" + entry);
        return switch (cases.act(context, act, concerned -> require(caller, doing, concerned))) {
            case OfficialAct.Result.Done(var id) -> DraftPages.seeOther("/desk/cases/" + id.value());
            case OfficialAct.Result.Refused(var reasons) -> {
                Words own = doing.service().words(frame.language());
                String why = String.join(
                        " ",
                        reasons.stream()
                                .map(reason -> own.say("reason." + reason.code()) + ".")
                                .toList());
                yield page(doing, answers, sent, errors, why, caller, frame).status(422);
            }
            case OfficialAct.Result.NotPossible _ ->
                page(doing, answers, sent, errors, null, caller, frame).status(HttpStatus.CONFLICT.value());
            case OfficialAct.Result.Overtaken() -> {
                // What he has checked is another entry now.
                sent.remove(SURE);
                yield page(doing, answers, sent, errors, frame.words("services").say("act.overtaken"), caller, frame)
                        .status(HttpStatus.CONFLICT.value());
            }
            case OfficialAct.Result.NotFound() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private Page page(
            Doing doing,
            Map<String, @Nullable Object> answers,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            @Nullable String refused,
            Caller caller,
            Frame frame) {
        ServicePackage service = doing.service();
        Words own = service.words(frame.language());
        Words words = frame.words("services");
        Context context = authority.context(caller, doing.permission(), "act:" + doing.entry());
        Holdings.Held held = holdings.find(context, service, doing.entry(), () -> require(caller, doing, Set.of()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Obstacle> obstacles =
                service.obstacles(doing.procedure(), held.entry().asContext(service.place()), clock.instant());
        if (!obstacles.isEmpty()) {
            var possible = new Possible(service, frame, law, clock.instant());
            return templates.sheet(
                    frame,
                    Sheet.of(
                                    words.say("obstacle.title"),
                                    possible.reasons(obstacles),
                                    new EntryTable(registers, service, frame).of(held.entry()))
                            .caption(own.say("procedure." + doing.procedure().code()))
                            .before(new Block.BackLink(
                                    "/desk/services/" + service.code() + "/entries/" + doing.entry())));
        }
        var body = new ArrayList<Component>();
        if (refused != null) {
            body.add(new Block.WarningText(refused));
        }
        body.add(new Block.Heading(words.say("entries.entry"), 2));
        body.add(new EntryTable(registers, service, frame).of(held));
        var view = new FormView(doing.form(), own, frame, service.currency(), List.of()).below();
        for (FormPage page : doing.form().path(answers, given -> context(doing, given))) {
            view.questions(page, answers, sent, errors, context(doing, answers)).forEach(body::add);
        }
        boolean sure = sent.containsKey(SURE);
        body.add(new Question.Checkboxes(
                Field.of(SURE, words.say("act.sure-title"))
                        .value(sure ? "yes" : null)
                        .error(!sent.isEmpty() && !sure ? words.say("act.sure-missing") : null),
                List.of(Choice.of(
                        "yes",
                        held.holder().isEmpty()
                                ? words.say("act.sure-nobody", "entry", named(service, held.entry(), words))
                                : words.say(
                                        "act.sure",
                                        "entry",
                                        named(service, held.entry(), words),
                                        "name",
                                        held.holder())))));
        body.add(new Block.WarningText(words.say("act.warning")));
        body.add(Block.Button.warning(own.say("procedure." + doing.procedure().code()))
                .sending(
                        "key",
                        sent.getOrDefault("key", List.of(UUID.randomUUID().toString()))
                                .getFirst()));
        Sheet sheet = Sheet.of(own.say("procedure." + doing.procedure().code()), body.toArray(Component[]::new));
        Link article = Outcome.now(service, frame, law)
                .citation(doing.procedure().article().orElse(null));
        return templates.sheet(
                frame,
                (article == null ? sheet : sheet.caption(article.text()))
                        .before(new Block.BackLink("/desk/services/" + service.code() + "/entries/" + doing.entry()))
                        .sendingTo(
                                doing.path() + "?entry-version=" + held.entry().version()));
    }

    /** By what officials look for it. */
    private String named(ServicePackage service, RegisterEntry entry, Words words) {
        return service.desk().map(Desk::search).orElse(List.of()).stream()
                .map(field -> registers
                        .show(entry.register(), field, entry.data().get(field), words)
                        .value())
                .collect(Collectors.joining(", "));
    }

    /** What conditions of the form may ask: the day, and what was answered. */
    private Map<String, @Nullable Object> context(Doing doing, Map<String, @Nullable Object> answers) {
        return doing.service().begin(new Asked(doing.procedure().code(), clock.instant(), answers, null, "", null));
    }

    private void require(Caller caller, Doing doing, Set<PersonId> concerned) {
        authority.require(
                caller,
                doing.permission(),
                Subject.of("entry", doing.entry())
                        .in(authority.unit(doing.service().unit()).map(Unit::id).orElse(null))
                        .concerning(concerned));
    }

    private Doing doing(String code, UUID entry, String procedure) {
        return catalogue
                .known(code)
                .flatMap(service -> service.procedure(procedure)
                        .filter(found -> found.opens() == Procedure.Opens.OFFICIAL)
                        .flatMap(found -> service.form(procedure).map(form -> new Doing(service, found, form, entry))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
