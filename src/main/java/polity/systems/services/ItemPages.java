// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

import polity.kernel.forms.Accepted;
import polity.kernel.forms.FieldError;
import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormPage;
import polity.kernel.forms.FormView;
import polity.kernel.forms.Uploads;
import polity.kernel.identity.Caller;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** Questions that are asked of each of several things: one after the other, then all of them to change or add to. */
@Controller
@RequestMapping("/services/{code}/drafts/{id}/{page}")
@Zones(Zone.PUBLIC)
final class ItemPages {

    private static final String ANOTHER = "another";
    private static final String NUMBER = "/{number:[1-9][0-9]?}";

    private final Asking.Keeper askings;
    private final Uploads uploads;
    private final Templates templates;

    ItemPages(Asking.Keeper askings, Uploads uploads, Templates templates) {
        this.askings = askings;
        this.uploads = uploads;
        this.templates = templates;
    }

    /** All of them, and whether there is another. */
    @GetMapping("/items")
    Object list(@PathVariable UUID id, @PathVariable String page, Caller caller, Frame frame) {
        Asked asked = asked(id, page, caller);
        return asked.items().isEmpty() && asked.repeat().least() > 0
                ? DraftPages.seeOther(asked.path("/1"))
                : list(asked, List.of(), null, caller, frame);
    }

    /** Leads on: to the next one, to the first one that is not wholly answered, or to the next page. */
    @PostMapping("/items")
    Object another(
            @PathVariable UUID id,
            @PathVariable String page,
            @RequestParam(defaultValue = "") String another,
            Caller caller,
            Frame frame) {
        Asked asked = asked(id, page, caller);
        int size = asked.items().size();
        if (size < asked.repeat().least() || (another.equals("yes") && !asked.full())) {
            return DraftPages.seeOther(asked.path("/" + (size + 1)));
        }
        if (!another.equals("no") && !asked.full()) {
            String error = frame.words("forms").say(size == 0 ? "add-any" : "add-another");
            return list(asked, List.of(), error, caller, frame).status(422);
        }
        for (int number = 1; number <= size; number++) {
            if (!asked.complete(number)) {
                return DraftPages.seeOther(asked.path("/" + number));
            }
        }
        // Saying that there is none is an answer too.
        Map<String, @Nullable Object> answers = asked.asking()
                .form()
                .with(asked.page(), asked.items(), asked.asking().answers());
        return DraftPages.seeOther(askings.keep(asked.asking(), answers, caller));
    }

    @GetMapping(NUMBER)
    Page one(@PathVariable UUID id, @PathVariable String page, @PathVariable int number, Caller caller, Frame frame) {
        Asked asked = asked(id, page, caller);
        return one(asked, number, asked.item(number, true), Map.of(), List.of(), caller, frame);
    }

    @PostMapping(NUMBER)
    Object answer(
            @PathVariable UUID id,
            @PathVariable String page,
            @PathVariable int number,
            HttpServletRequest request,
            Caller caller,
            Frame frame) {
        Asked asked = asked(id, page, caller);
        SentAnswers sent = SentAnswers.of(request, asked.page(), asked.known(number), uploads, caller.context("draft"));
        String of = sent.one("of");
        // The page that added this one may come twice; any other page of an older list would change another one.
        boolean again = of.equals(Integer.toString(number - 1))
                && number <= asked.items().size();
        if (!asked.isStill(of) && !again) {
            Words words = frame.words("forms");
            var changed = new Block.NotificationBanner(words.say("not-kept"), words.say("not-kept-text"), null, false);
            return list(asked, List.of(changed), null, caller, frame).status(HttpStatus.CONFLICT.value());
        }
        Map<String, @Nullable Object> before = asked.item(number, true);
        if (!sent.read()) {
            return one(asked, number, before, Map.of(), sent.errors(), caller, frame)
                    .status(422);
        }
        Accepted accepted = asked.asking()
                .form()
                .accept(asked.page(), number, sent.parameters(), asked.asking().answers(), asked.asking()::known);
        List<FieldError> errors = sent.with(accepted.errors());
        if (!errors.isEmpty()) {
            return one(asked, number, accepted.answers(), sent.parameters(), errors, caller, frame)
                    .status(422);
        }
        askings.keep(asked.asking(), asked.with(number, accepted.answers()), caller);
        return DraftPages.seeOther(asked(id, page, caller).after(number));
    }

    @GetMapping(NUMBER + "/remove")
    Page removal(
            @PathVariable UUID id, @PathVariable String page, @PathVariable int number, Caller caller, Frame frame) {
        Asked asked = asked(id, page, caller);
        FormView view = askings.view(asked.asking(), asked.asking().answers(), caller, frame);
        Words words = frame.words("forms");
        var remove = Block.Button.warning(words.say("remove-yes")).sending("of", asked.count());
        return sheet(
                asked,
                words.say("remove-title", "item", view.one(asked.repeat(), number)),
                List.of(
                        new Block.Paragraph(words.say("remove-text")),
                        view.summary(asked.page(), asked.item(number, false)),
                        new Block.ButtonGroup(List.of(remove), Link.to(asked.path("/items"), words.say("keep")))),
                "/" + number + "/remove",
                frame);
    }

    /** Removes one, unless the list has changed since it was shown: a second click would remove the next one. */
    @PostMapping(NUMBER + "/remove")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @PathVariable String page,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String of,
            Caller caller) {
        Asked asked = asked(id, page, caller);
        if (asked.isStill(of) && number <= asked.items().size()) {
            List<Map<String, @Nullable Object>> items = new ArrayList<>(asked.items());
            items.remove(number - 1);
            askings.keep(
                    asked.asking(),
                    asked.asking()
                            .form()
                            .with(asked.page(), items, asked.asking().answers()),
                    caller);
        }
        return DraftPages.seeOther(asked.path("/items"));
    }

    private Page list(Asked asked, List<Component> first, @Nullable String error, Caller caller, Frame frame) {
        Words words = frame.words("forms");
        FormView view = askings.view(asked.asking(), asked.asking().answers(), caller, frame);
        var body = new ArrayList<>(first);
        int number = 0;
        for (Map<String, @Nullable Object> item : asked.items()) {
            number++;
            String name = view.one(asked.repeat(), number);
            body.add(new Listing.SummaryCard(
                    name,
                    2,
                    List.of(
                            Link.to(asked.path("/" + number), words.say("change")),
                            Link.to(asked.path("/" + number + "/remove"), words.say("remove"))),
                    view.summary(asked.page(), item)));
        }
        int lacking = asked.repeat().least() - number;
        if (lacking > 0) {
            body.add(new Block.InsetText(words.count("more-needed", lacking)));
        } else if (asked.full()) {
            body.add(new Block.InsetText(words.say("most-added", "max", number)));
        } else {
            String question = number == 0 ? view.any(asked.repeat()) : view.another(asked.repeat());
            body.add(new Question.Radios(
                    Field.of(ANOTHER, question).error(error),
                    List.of(Choice.of("yes", words.say("yes")), Choice.of("no", words.say("no"))),
                    true));
        }
        body.add(Block.Button.of(frame.words("services").say("continue")));
        return sheet(asked, view.title(asked.page()), body, "/items", frame);
    }

    private Page one(
            Asked asked,
            int number,
            Map<String, @Nullable Object> item,
            Map<String, List<String>> sent,
            List<FieldError> errors,
            Caller caller,
            Frame frame) {
        // What was uploaded just now is called by its name, though it isn't kept yet.
        FormView view = askings.view(asked.asking(), asked.with(number, item), caller, frame);
        Map<String, @Nullable Object> context =
                FormDefinition.about(item, asked.asking().known(asked.asking().answers()));
        var body = new ArrayList<Component>(view.questionsAboutOne(asked.page(), item, sent, errors, context));
        body.add(Block.Button.of(frame.words("services").say("continue")).sending("of", asked.count()));
        return sheet(asked, view.one(asked.repeat(), number), body, "/" + number, frame);
    }

    private Page sheet(Asked asked, String title, List<Component> body, String path, Frame frame) {
        Asking asking = asked.asking();
        String back = path.equals("/items") || asked.items().isEmpty()
                ? asking.before(asked.page(), asking.answers())
                : asked.path("/items");
        return templates.sheet(
                frame,
                Sheet.of(title, body.toArray(Component[]::new))
                        .caption(asking.service().words(frame.language()).say("service.title"))
                        .before(new Block.BackLink(back))
                        .sendingTo(asked.path(path)));
    }

    private Asked asked(UUID id, String page, Caller caller) {
        Asking asking = askings.find(id, caller);
        FormPage found = asking.page(page);
        FormPage.Repeat repeat = found.repeat();
        if (repeat == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new Asked(asking, found, repeat, FormDefinition.items(found, asking.answers()));
    }

    /** A repeated page of a draft with what it was answered for. */
    private record Asked(
            Asking asking, FormPage page, FormPage.Repeat repeat, List<Map<String, @Nullable Object>> items) {

        String path(String rest) {
            return asking.path(page.id()) + rest;
        }

        String count() {
            return Integer.toString(items.size());
        }

        boolean full() {
            return items.size() >= repeat.most();
        }

        /** Whether the list is as long as when a page showed it; what a page doesn't say, it can't be wrong about. */
        boolean isStill(String length) {
            return length.isEmpty() || length.equals(count());
        }

        /** All answers, with these about one of them. */
        Map<String, @Nullable Object> with(int number, Map<String, @Nullable Object> item) {
            return asking.form().with(page, number, item, asking.answers());
        }

        boolean complete(int number) {
            return asking.form().complete(page, items.get(number - 1), asking.answers(), asking::known);
        }

        /** Where it goes on once one of them was answered: the same again where an answer has brought up a question. */
        String after(int number) {
            if (!complete(number)) {
                return path("/" + number);
            }
            return items.size() < repeat.least() ? path("/" + (items.size() + 1)) : path("/items");
        }

        /** What was answered about one of them, if there is such a one. */
        Map<String, @Nullable Object> known(int number) {
            return number <= items.size() ? items.get(number - 1) : Map.of();
        }

        /** The answers about one of them; none yet about the next one, where another may be added. */
        Map<String, @Nullable Object> item(int number, boolean orNext) {
            if (number <= items.size()) {
                return items.get(number - 1);
            }
            if (orNext && number == items.size() + 1 && number <= repeat.most()) {
                return Map.of();
            }
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
