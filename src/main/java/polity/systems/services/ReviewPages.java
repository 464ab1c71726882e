// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;
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
import polity.kernel.page.Words;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;

/** Officials look at automatic decisions that somebody asked a person to look at. */
@Controller
@RequestMapping("/desk/reviews")
@Zones(Zone.DESK)
final class ReviewPages {

    static final String PERMISSION = "review:decision";
    private static final int LONGEST = 4_000;

    private final Reviews reviews;
    private final Cases cases;
    private final Catalogue catalogue;
    private final Authority authority;
    private final Law law;
    private final Templates templates;

    ReviewPages(Reviews reviews, Cases cases, Catalogue catalogue, Authority authority, Law law, Templates templates) {
        this.reviews = reviews;
        this.cases = cases;
        this.catalogue = catalogue;
        this.authority = authority;
        this.law = law;
        this.templates = templates;
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
                .map(task -> List.of(
                        Cell.link(task.reference(), "/desk/reviews/" + task.id()),
                        Cell.of(title(task, frame)),
                        Cell.of(task.applicantName()),
                        Cell.of(words.time(task.asked()))))
                .toList();
        return templates.sheet(
                frame,
                Sheet.of(
                        words.say("reviews.title"),
                        Listing.Table.of(
                                        "reviews",
                                        words.say("reviews.title"),
                                        List.of(
                                                Column.of(words.say("cases.reference")),
                                                Column.of(words.say("cases.service")),
                                                Column.of(words.say("reviews.applicant")),
                                                Column.of(words.say("reviews.asked"))),
                                        rows)
                                .hidingCaption()));
    }

    @GetMapping("/{id}")
    Page show(@PathVariable UUID id, Caller caller, Frame frame) {
        return page(id, caller, frame, null, "", false);
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
            return page(id, caller, frame, known ? decision : null, plain, true).status(422);
        }
        Context context = authority.context(caller, PERMISSION, "review:" + id);
        return switch (reviews.decide(
                context,
                id,
                decision.equals("change"),
                plain,
                (unit, concerned) -> require(caller, id, unit, concerned))) {
            case UPHELD, CHANGED, DECIDED_BEFORE -> DraftPages.seeOther("/desk/reviews");
            case CANNOT_BE_GRANTED ->
                page(id, caller, frame, "cannot", plain, true).status(422);
            case NO_SUCH_REVIEW -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @GetMapping("/{id}/files/{field}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String field, Caller caller) {
        CaseView view = reviewed(id, caller).matter();
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

    private Page page(
            UUID id, Caller caller, Frame frame, @Nullable String decision, String explanation, boolean sent) {
        Words words = frame.words("services");
        Reviews.Reviewed reviewed = reviewed(id, caller);
        ReviewTask task = reviewed.task();
        CaseView view = reviewed.matter();
        var body = new ArrayList<Component>();
        String grounds = task.grounds();
        if (grounds != null) {
            body.add(new Block.Heading(words.say("review.grounds-title", "name", task.applicantName()), 2));
            body.add(new Block.InsetText(grounds));
        } else {
            body.add(new Block.Paragraph(words.say("review.by-rules", "name", task.applicantName())));
        }
        var outcome = Outcome.of(view, frame, law);
        body.addAll(outcome.decided(view));
        body.addAll(outcome.grounds(view));
        body.addAll(outcome.answers(view, "/desk/reviews/" + id));
        if (task.decided()) {
            body.add(new Block.InsetText(words.say("review.decided")));
            return sheet(id, task, frame, body);
        }
        String mistake = !sent || (decision != null && !decision.equals("cannot"))
                ? null
                : words.say(decision == null ? "review.choose" : "review.cannot");
        body.add(Question.Radios.of(
                Field.of("decision", words.say("review.decision"))
                        .value(decision)
                        .error(mistake),
                List.of(
                        Choice.of("uphold", words.say(grounds != null ? "review.uphold" : "review.refuse")),
                        Choice.of("change", words.say(grounds != null ? "review.change" : "review.grant"))
                                .hint(words.say("review.change-hint")))));
        body.add(new Question.TextArea(
                Field.of("explanation", words.say("review.explanation"))
                        .hint(words.say("review.explanation-hint"))
                        .value(explanation)
                        .error(sent && !fits(explanation) ? words.say("review.explain") : null),
                6,
                LONGEST));
        body.add(Block.Button.of(words.say("review.decide")));
        return sheet(id, task, frame, body);
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
