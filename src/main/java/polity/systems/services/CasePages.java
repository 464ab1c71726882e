// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.documents.IssuedDocument;
import polity.kernel.forms.Draft;
import polity.kernel.forms.Drafts;
import polity.kernel.handling.Handling;
import polity.kernel.identity.Caller;
import polity.kernel.law.Law;
import polity.kernel.node.PlainText;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;
import polity.kernel.registers.Registers;

/** The cases of a person: where each stands, why, what comes next, and its documents. */
@Controller
@RequestMapping("/cases")
@Zones(Zone.PUBLIC)
final class CasePages {

    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_GROUNDS = 4_000;

    private final Cases cases;
    private final Catalogue catalogue;
    private final Handling handling;
    private final Preview preview;
    private final Drafts drafts;
    private final Law law;
    private final Registers registers;
    private final Templates templates;
    private final InstantSource clock;

    CasePages(
            Cases cases,
            Catalogue catalogue,
            Handling handling,
            Preview preview,
            Drafts drafts,
            Law law,
            Registers registers,
            Templates templates,
            InstantSource clock) {
        this.cases = cases;
        this.catalogue = catalogue;
        this.handling = handling;
        this.preview = preview;
        this.drafts = drafts;
        this.law = law;
        this.registers = registers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Page list(Caller caller, Frame frame, @RequestParam(required = false) @Nullable UUID before) {
        UUID person = caller.signedIn().value();
        Words words = frame.words("services");
        List<CaseView.Line> found = cases.of(person, before == null ? null : new CaseId(before), ON_A_PAGE + 1);
        List<CaseView.Line> lines = found.subList(0, Math.min(found.size(), ON_A_PAGE));
        List<Component> unfinished = before == null ? unfinished(caller, frame) : List.of();
        if (lines.isEmpty() && unfinished.isEmpty()) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("cases.title"),
                            new Block.EmptyState(
                                    words.say("cases.none"),
                                    words.say("cases.none-text"),
                                    Link.to("/", words.say("cases.find")))));
        }
        List<List<Cell>> rows = lines.stream()
                .map(line -> List.of(
                        Cell.link(
                                named(line.service(), line.procedure(), frame),
                                "/cases/" + line.id().value()),
                        Cell.of(line.about() == null ? "" : line.about()),
                        Cell.of(line.reference()),
                        Cell.of(words.day(line.submitted())),
                        Cell.of(line.to() == null ? "" : words.date(line.to())),
                        Cell.tag(status(line, frame), Standing.tone(line.status()))))
                .toList();
        var body = new ArrayList<Component>(unfinished);
        if (!unfinished.isEmpty() && !lines.isEmpty()) {
            body.add(new Block.Heading(words.say("cases.sent"), 2));
        }
        if (!lines.isEmpty()) {
            body.add(Listing.Table.of(
                            "cases",
                            words.say("cases.title"),
                            List.of(
                                    Column.of(words.say("cases.service")),
                                    Column.of(words.say("cases.about")),
                                    Column.of(words.say("cases.reference")),
                                    Column.of(words.say("cases.submitted")),
                                    Column.of(words.say("cases.until")),
                                    Column.of(words.say("cases.status"))),
                            rows)
                    .asStacked()
                    .hidingCaption());
        }
        if (found.size() > lines.size()) {
            body.add(new Block.Pagination(
                    null, "/cases?before=" + lines.getLast().id().value()));
        }
        return templates.sheet(
                frame,
                Sheet.of(words.say("cases.title"), body.toArray(Component[]::new))
                        .asWide());
    }

    /** What somebody has begun to ask and not sent. */
    private List<Component> unfinished(Caller caller, Frame frame) {
        Words words = frame.words("services");
        List<List<Cell>> rows = drafts.of(caller.context("draft")).stream()
                .filter(this::continues)
                .map(draft -> List.of(
                        Cell.link(
                                words.say(
                                        "cases.continue", "service", named(draft.service(), draft.procedure(), frame)),
                                "/services/" + draft.service() + "/drafts/" + draft.id()),
                        Cell.of(words.time(draft.changed()))))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Heading(words.say("cases.unfinished"), 2),
                        new Block.Paragraph(words.say("cases.unfinished-text")),
                        Listing.Table.of(
                                        "unfinished",
                                        words.say("cases.unfinished"),
                                        List.of(
                                                Column.of(words.say("cases.service")),
                                                Column.of(words.say("cases.answered"))),
                                        rows)
                                .asStacked()
                                .hidingCaption());
    }

    /** Whether what was begun can still be sent by its owner. */
    private boolean continues(Draft draft) {
        return catalogue
                .current(draft.service())
                .flatMap(service -> service.procedure(draft.procedure()))
                .filter(procedure ->
                        procedure.opens() == Procedure.Opens.ANYONE || procedure.opens() == Procedure.Opens.HOLDER)
                .isPresent();
    }

    @GetMapping("/{id}")
    Page show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String returned,
            Caller caller,
            Frame frame) {
        CaseView view = find(caller, id);
        Words words = frame.words("services");
        Words own = view.service().words(frame.language());
        var body = new ArrayList<Component>();
        body.addAll(new Standing(view, frame, returned != null).components());
        for (IssuedDocument document : view.documents()) {
            body.addAll(document(view, document, words));
        }
        var outcome = Outcome.of(view, frame, law);
        List<Handling.Stage> stages = handling.story(caller.signedIn().value(), view);
        body.addAll(RequestPages.ahead(view, stages, outcome, words));
        body.addAll(outcome.decision(view));
        body.addAll(outcome.remedies(view));
        body.addAll(further(view, caller, frame));
        body.addAll(outcome.answers(view, "/cases/" + id));
        body.addAll(new EntryTable(registers, view.service(), frame).read(view, outcome::citation));
        body.addAll(outcome.story(view, stages));
        return templates.sheet(
                frame,
                Sheet.of(Standing.title(own, view.procedure()), body.toArray(Component[]::new))
                        .caption(view.reference())
                        .before(new Block.Breadcrumbs(List.of(
                                Link.to("/", words.say("home")), Link.to("/cases", words.say("cases.title"))))));
    }

    private List<Component> document(CaseView view, IssuedDocument document, Words words) {
        Instant until = document.revoked();
        if (until != null && !until.isAfter(clock.instant())) {
            return List.of(new Block.InsetText(
                    words.say("case.document-" + document.reason(), "number", document.number(), "at", until)));
        }
        if (document.file() == null) {
            return List.of(new Block.Progress(
                    words.say("case.document-coming"),
                    Link.to("/cases/" + view.id().value(), words.say("case.again"))));
        }
        var shown = new ArrayList<Component>();
        if (until != null) {
            shown.add(new Block.InsetText(words.say(
                    "case.document-ends",
                    "number",
                    document.number(),
                    "day",
                    LocalDate.ofInstant(until.minusNanos(1), view.service().place()))));
        }
        shown.addAll(download(view, document, words));
        return shown;
    }

    private static List<Component> download(CaseView view, IssuedDocument document, Words words) {
        return List.of(
                Block.Button.of(words.say("case.download"))
                        .to("/cases/" + view.id().value() + "/documents/"
                                + document.id().id()),
                new Block.Paragraph(words.say("case.code", "number", document.number(), "code", document.code())));
    }

    /** What can be asked of the service about what this case has given. */
    private List<Component> further(CaseView view, Caller caller, Frame frame) {
        ServicePackage service = view.service();
        UUID entry = view.entry();
        Optional<Procedure> first = service.procedures().stream()
                .filter(procedure -> procedure.opens() == Procedure.Opens.HOLDER)
                .findFirst();
        if (entry == null
                || !view.status().equals("issued")
                || first.isEmpty()
                || catalogue.current(service.code()).isEmpty()) {
            return List.of();
        }
        Instant at = clock.instant();
        String register = first.get().register().orElse("");
        Map<String, @Nullable Object> held = preview.entry(entry, caller, first.get(), at, service);
        if (held == null) {
            return List.of();
        }
        Words words = frame.words("services");
        Words own = service.words(frame.language());
        var possible = new Possible(service, frame, law, at);
        var shown = new ArrayList<Component>();
        List<Procedure> now = possible.now(Procedure.Opens.HOLDER, register, held);
        if (!now.isEmpty()) {
            shown.add(new Block.LinkGrid(now.stream()
                    .map(procedure -> new Block.LinkGrid.Entry(
                            Link.to(
                                    HoldingPages.path(service, entry, procedure.code()),
                                    own.say("procedure." + procedure.code())),
                            null))
                    .toList()));
        }
        List<Listing.SummaryList.Row> otherwise = possible.otherwise(register, held);
        if (!otherwise.isEmpty()) {
            shown.add(new Listing.SummaryList(otherwise));
        }
        if (!shown.isEmpty()) {
            shown.addFirst(new Block.Heading(words.say("case.further"), 2));
        }
        return shown;
    }

    @GetMapping("/{id}/{procedure:[a-z][a-z-]+}")
    Object begin(@PathVariable UUID id, @PathVariable String procedure, Caller caller, Frame frame) {
        CaseView view = find(caller, id);
        UUID entry = view.entry();
        // Nobody writes or confirms what can't be done any more.
        if (procedure.equals("review")) {
            return view.reviewable() ? review(view, null, frame) : DraftPages.seeOther("/cases/" + id);
        }
        if (procedure.equals("withdraw")) {
            return view.withdrawable() ? withdrawal(view, frame) : DraftPages.seeOther("/cases/" + id);
        }
        if (entry == null || view.service().procedure(procedure).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return DraftPages.seeOther(HoldingPages.path(view.service(), entry, procedure));
    }

    @PostMapping("/{id}/review")
    Object askForReview(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String grounds, Caller caller, Frame frame) {
        CaseView view = find(caller, id);
        String plain = grounds.strip();
        if (plain.length() > LONGEST_GROUNDS || !PlainText.isLines(plain)) {
            return review(view, plain, frame).status(422);
        }
        cases.askForReview(caller.signedIn().value(), view.id(), plain.isEmpty() ? null : plain);
        return DraftPages.seeOther("/cases/" + id);
    }

    private Page withdrawal(CaseView view, Frame frame) {
        Words words = frame.words("services");
        String path = "/cases/" + view.id().value();
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("withdraw.title"),
                                new Block.Paragraph(words.say("withdraw." + (view.position() > 0 ? "text" : "open"))),
                                Block.Button.warning(words.say("withdraw.button")))
                        .before(new Block.BackLink(path))
                        .sendingTo(path + "/withdraw"));
    }

    @PostMapping("/{id}/withdraw")
    ResponseEntity<Void> withdraw(@PathVariable UUID id, Caller caller) {
        cases.withdraw(caller.signedIn().value(), find(caller, id).id());
        return DraftPages.seeOther("/cases/" + id);
    }

    private Page review(CaseView view, @Nullable String sent, Frame frame) {
        Words words = frame.words("services");
        Field grounds = Field.of("grounds", words.say("review.grounds"))
                .hint(words.say("review.hint"))
                .value(sent)
                .error(sent == null ? null : words.say("review.missing"))
                .asOptional();
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("case.ask-review"),
                                new Block.Paragraph(words.say("review.text")),
                                new Question.TextArea(grounds, 6, LONGEST_GROUNDS),
                                Block.Button.of(words.say("review.send")))
                        .before(new Block.BackLink("/cases/" + view.id().value()))
                        .sendingTo("/cases/" + view.id().value() + "/review"));
    }

    @GetMapping("/{id}/documents/{document}")
    ResponseEntity<byte[]> document(@PathVariable UUID id, @PathVariable UUID document, Caller caller, Frame frame) {
        CaseView view = find(caller, id);
        IssuedDocument found = view.documents().stream()
                .filter(each -> each.id().id().equals(document))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        byte[] content = cases.content(found).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String title = view.service().words(frame.language()).say("service.title");
        return Files.attachment(title + " " + found.number() + ".pdf", MediaType.APPLICATION_PDF, content);
    }

    @GetMapping("/{id}/files/{field}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String field, Caller caller) {
        CaseView view = find(caller, id);
        return Files.download(view, field, cases.file(view, field));
    }

    private CaseView find(Caller caller, UUID id) {
        return cases.find(caller.signedIn().value(), new CaseId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String named(String service, String procedure, Frame frame) {
        return catalogue
                .known(service)
                .map(found -> Standing.title(found.words(frame.language()), procedure))
                .orElse(service);
    }

    private String status(CaseView.Line line, Frame frame) {
        return catalogue
                .known(line.service())
                .map(service -> service.words(frame.language()).say("status." + line.status() + ".label"))
                .orElse(line.status());
    }
}
