// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Determination;
import polity.kernel.identity.Caller;
import polity.kernel.identity.PersonId;
import polity.kernel.law.Law;
import polity.kernel.node.Context;
import polity.kernel.node.PlainText;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
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
import polity.kernel.page.Tone;
import polity.kernel.page.Words;
import polity.kernel.registers.Registers;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;

/** Officials decide what the rules have left to them, and look again at what the rules have decided. */
@Controller
@RequestMapping("/desk/reviews")
@Zones(Zone.DESK)
final class ReviewPages {

    static final String PERMISSION = "review:decision";
    private static final int LONGEST = 4_000;

    private final Reviews reviews;
    private final Cases cases;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Authority authority;
    private final Law law;
    private final Registers registers;
    private final Templates templates;
    private final InstantSource clock;

    ReviewPages(
            Reviews reviews,
            Cases cases,
            Catalogue catalogue,
            Deadlines deadlines,
            Authority authority,
            Law law,
            Registers registers,
            Templates templates,
            InstantSource clock) {
        this.reviews = reviews;
        this.cases = cases;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.authority = authority;
        this.law = law;
        this.registers = registers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Page list(Caller caller, Frame frame) {
        Words words = frame.words("services");
        Context context = authority.context(caller, PERMISSION, "reviews");
        List<ReviewTask> tasks = reviews.open(context, () -> units(caller));
        if (tasks.isEmpty()) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("reviews.title"),
                            new Block.EmptyState(words.say("reviews.none"), words.say("reviews.none-text"), null)));
        }
        List<List<Cell>> rows = tasks.stream()
                .sorted(Comparator.<ReviewTask, LocalDate>comparing(task -> due(task))
                        .thenComparing(ReviewTask::asked))
                .map(task -> List.of(
                        Cell.link(task.reference(), "/desk/reviews/" + task.id()),
                        Cell.of(title(task, frame)),
                        Cell.of(task.applicantName()),
                        Cell.of(words.say(task.byRules() ? "reviews.by-rules" : "reviews.by-applicant")),
                        Cell.of(words.day(task.asked())),
                        due(task, words)))
                .toList();
        var body = new ArrayList<Component>();
        if (tasks.size() == Reviews.MOST) {
            body.add(new Block.InsetText(words.say("reviews.oldest", "count", Reviews.MOST)));
        }
        body.add(Listing.Table.of(
                        "reviews",
                        words.say("reviews.title"),
                        List.of(
                                Column.of(words.say("cases.reference")),
                                Column.of(words.say("cases.service")),
                                Column.of(words.say("reviews.applicant")),
                                Column.of(words.say("reviews.why")),
                                Column.of(words.say("reviews.asked")),
                                Column.of(words.say("reviews.due"))),
                        rows)
                .asStacked()
                .hidingCaption());
        return templates.sheet(
                frame,
                Sheet.of(words.say("reviews.title"), body.toArray(Component[]::new))
                        .asWide());
    }

    /** Its last day; whatever has none comes last. */
    private LocalDate due(ReviewTask task) {
        return deadlines.of(task.due()).orElse(LocalDate.MAX);
    }

    private Cell due(ReviewTask task, Words words) {
        LocalDate last = due(task);
        if (last.equals(LocalDate.MAX)) {
            return Cell.of(words.say("reviews.no-due"));
        }
        return last.isBefore(LocalDate.ofInstant(clock.instant(), words.zone()))
                ? Cell.tag(words.say("reviews.overdue", "date", last), Tone.DANGER)
                : Cell.of(words.date(last));
    }

    @GetMapping("/{id}")
    Page show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, Caller caller, Frame frame) {
        return page(id, caller, frame, new Sent(null, "", false, done.equals("yes")));
    }

    @PostMapping("/{id}")
    Object decide(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String explanation,
            Caller caller,
            Frame frame) {
        String plain = explanation.strip();
        boolean known = decision.equals("uphold") || decision.equals("change");
        if (!known || !fits(plain)) {
            return page(id, caller, frame, new Sent(known ? decision : null, plain, true, false))
                    .status(422);
        }
        Context context = authority.context(caller, PERMISSION, "review:" + id);
        return switch (reviews.decide(
                context,
                id,
                decision.equals("change"),
                plain,
                (unit, concerned) -> require(caller, id, unit, concerned))) {
            case UPHELD, CHANGED -> DraftPages.seeOther("/desk/reviews/" + id + "?done=yes");
            case DECIDED_BEFORE -> DraftPages.seeOther("/desk/reviews/" + id);
            case CANNOT_BE_GRANTED ->
                page(id, caller, frame, new Sent("cannot", plain, true, false)).status(422);
            case NO_SUCH_REVIEW -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @GetMapping("/{id}/files/{field}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String field, Caller caller) {
        CaseView view = reviewed(id, caller).seen().matter();
        return Files.download(view, field, cases.file(view, field));
    }

    private Reviews.Reviewed reviewed(UUID id, Caller caller) {
        Context context = authority.context(caller, PERMISSION, "review:" + id);
        return reviews.find(context, id, unit -> require(caller, id, unit, Set.of()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static boolean fits(String explanation) {
        return !explanation.isEmpty() && explanation.length() <= LONGEST && PlainText.isLines(explanation);
    }

    /**
     * What the official has sent.
     *
     * @param wrong whether it could not be taken
     * @param done whether he has just decided
     */
    private record Sent(@Nullable String decision, String explanation, boolean wrong, boolean done) {}

    private Page page(UUID id, Caller caller, Frame frame, Sent sent) {
        Words words = frame.words("services");
        Reviews.Reviewed reviewed = reviewed(id, caller);
        ReviewTask task = reviewed.task();
        CaseView view = reviewed.seen().matter();
        var body = new ArrayList<Component>();
        if (task.decided()) {
            body.add(
                    sent.done()
                            ? new Block.NotificationBanner(
                                    words.say("review.done"),
                                    words.say("review.done-text", "name", task.applicantName()),
                                    Link.to("/desk/reviews", words.say("reviews.title")),
                                    true)
                            : new Block.InsetText(words.say("review.decided")));
        } else {
            body.add(asked(task, words));
        }
        if (task.grounds() != null) {
            body.add(new Block.Heading(words.say("review.grounds-title", "name", task.applicantName()), 2));
            body.add(new Block.InsetText(task.grounds()));
        }
        var outcome = Outcome.of(view, frame, law);
        body.addAll(task.decided() ? outcome.decision(view) : outcome.undecided(view));
        body.addAll(seen(reviewed, outcome, frame));
        body.addAll(outcome.answers(view, "/desk/reviews/" + id));
        if (!task.decided()) {
            if (!isGranted(view)) {
                body.addAll(
                        outcome.ifGranted(view.service().granted(view.decision().evaluation()), view.procedure()));
            }
            body.addAll(questions(reviewed, sent, words));
        }
        return sheet(id, task, frame, body);
    }

    /** Who asks, and by when it is decided. */
    private Component asked(ReviewTask task, Words words) {
        String who = words.say(
                task.byRules() ? "review.by-rules" : "review.by-applicant",
                "name",
                task.applicantName(),
                "at",
                task.asked());
        LocalDate last = due(task);
        return new Block.Paragraph(last.equals(LocalDate.MAX) ? who : who + words.say("review.due", "date", last));
    }

    /** What the rules saw when they decided, or left it to an official. */
    private List<Component> seen(Reviews.Reviewed reviewed, Outcome outcome, Frame frame) {
        Words words = frame.words("services");
        CaseView view = reviewed.seen().matter();
        var table = new EntryTable(registers, view.service(), frame);
        var shown = new ArrayList<Component>();
        Map<?, ?> facts = view.known().get("facts") instanceof Map<?, ?> map ? map : Map.of();
        String applicant =
                view.known().get("applicant") instanceof Map<?, ?> person ? String.valueOf(person.get("person")) : "";
        shown.addAll(table.seen(facts, view.byRules().facts(), applicant, outcome::citation));
        List<Listing.SummaryList.Row> counted = table.counted(
                view.service().limits(view.procedure(), view.known()),
                view.byRules().counts());
        if (!counted.isEmpty()) {
            shown.add(new Block.Heading(words.say("seen.counted"), 3));
            shown.add(new Listing.SummaryList(counted));
        }
        if (!shown.isEmpty()) {
            shown.addFirst(new Block.Heading(words.say("seen.title"), 2));
            shown.add(1, new Block.Paragraph(words.say("seen.text")));
        }
        return shown;
    }

    private static boolean isGranted(CaseView view) {
        return view.decision().outcome() == Determination.Outcome.GRANTED;
    }

    private static List<Component> questions(Reviews.Reviewed reviewed, Sent sent, Words words) {
        var explanation = new Question.TextArea(
                Field.of("explanation", words.say("review.explanation"))
                        .hint(words.say("review.explanation-hint"))
                        .value(sent.explanation())
                        .error(sent.wrong() && !fits(sent.explanation()) ? words.say("review.explain") : null),
                6,
                LONGEST);
        if (!reviewed.seen().changeable()) {
            return List.of(
                    new Block.Heading(words.say("review.answer"), 2),
                    new Block.Paragraph(words.say("review.answer-text")),
                    explanation,
                    Block.Button.of(words.say("review.answer-send")).sending("decision", "uphold"));
        }
        boolean granted = isGranted(reviewed.seen().matter());
        boolean byRules = reviewed.task().byRules();
        String decision = sent.decision();
        String mistake = !sent.wrong() || (decision != null && !decision.equals("cannot"))
                ? null
                : words.say(decision == null ? "review.choose" : "review.cannot");
        return List.of(
                Question.Radios.of(
                        Field.of("decision", words.say("review.decision"))
                                .value(decision)
                                .error(mistake),
                        List.of(
                                Choice.of("uphold", words.say(byRules ? "review.refuse" : "review.uphold")),
                                Choice.of(
                                                "change",
                                                words.say(
                                                        granted
                                                                ? "review.take-back"
                                                                : byRules ? "review.grant" : "review.change"))
                                        .hint(words.say(granted ? "review.take-back-hint" : "review.change-hint")))),
                explanation,
                Block.Button.of(words.say("review.decide")));
    }

    private Page sheet(UUID id, ReviewTask task, Frame frame, List<Component> body) {
        Words words = frame.words("services");
        return templates.sheet(
                frame,
                Sheet.of(title(task, frame), body.toArray(Component[]::new))
                        .caption(task.reference())
                        .before(new Block.Breadcrumbs(List.of(Link.to("/desk/reviews", words.say("reviews.title")))))
                        .sendingTo("/desk/reviews/" + id));
    }

    private String title(ReviewTask task, Frame frame) {
        return catalogue
                .known(task.service())
                .map(service -> service.words(frame.language()).say("service.title"))
                .orElse(task.service());
    }

    /** Where the caller may review; who may nowhere is refused. */
    private List<String> units(Caller caller) {
        List<Unit> units = authority.unitsWhere(caller, PERMISSION);
        if (units.isEmpty()) {
            authority.require(caller, PERMISSION, Subject.of("review", "all"));
        }
        return units.stream().map(Unit::code).toList();
    }

    private void require(Caller caller, UUID review, String unit, Set<PersonId> concerned) {
        authority.require(
                caller,
                PERMISSION,
                Subject.of("review", review)
                        .in(authority.unit(unit).map(Unit::id).orElse(null))
                        .concerning(concerned));
    }
}
