// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import polity.kernel.authority.Authority;
import polity.kernel.authority.Subject;
import polity.kernel.authority.Unit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.handling.Handling;
import polity.kernel.handling.Task;
import polity.kernel.identity.Caller;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;

/** What waits for officials in the processes of cases, what is due first at the head. */
@Controller
@Zones(Zone.DESK)
final class InboxPages {

    private final Handling handling;
    private final Catalogue catalogue;
    private final Authority authority;
    private final Templates templates;
    private final InstantSource clock;

    InboxPages(Handling handling, Catalogue catalogue, Authority authority, Templates templates, InstantSource clock) {
        this.handling = handling;
        this.catalogue = catalogue;
        this.authority = authority;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/desk/tasks")
    Page list(Caller caller, Frame frame) {
        Words words = frame.words("services");
        List<Task> tasks = handling.open(authority.context(caller, TaskPages.PERMISSION, "tasks"), () -> units(caller));
        if (tasks.isEmpty()) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("tasks.title"),
                            new Block.EmptyState(words.say("tasks.none"), words.say("tasks.none-text"), null)));
        }
        var body = new ArrayList<Component>();
        if (tasks.size() == Handling.MOST) {
            body.add(new Block.InsetText(words.say("tasks.first", "count", Handling.MOST)));
        }
        body.add(Listing.Table.of(
                        "tasks",
                        words.say("tasks.title"),
                        List.of(
                                Column.of(words.say("tasks.what")),
                                Column.of(words.say("cases.reference")),
                                Column.of(words.say("cases.service")),
                                Column.of(words.say("reviews.applicant")),
                                Column.of(words.say("tasks.since")),
                                Column.of(words.say("tasks.with")),
                                Column.of(words.say("tasks.due"))),
                        tasks.stream().map(task -> row(task, caller, frame)).toList())
                .asStacked()
                .hidingCaption());
        return templates.sheet(
                frame,
                Sheet.of(words.say("tasks.title"), body.toArray(Component[]::new))
                        .asWide());
    }

    private List<Cell> row(Task task, Caller caller, Frame frame) {
        Words words = frame.words("services");
        return List.of(
                Cell.link(named(task, frame, "step." + task.step() + ".title"), "/desk/tasks/" + task.id()),
                Cell.of(task.reference()),
                Cell.of(named(task, frame, "service.title")),
                Cell.of(task.applicantName()),
                Cell.of(words.day(task.opened())),
                Cell.of(words.say("tasks." + TaskPages.with(task, caller))),
                due(task, words));
    }

    private Cell due(Task task, Words words) {
        if (task.due() == null || task.lastDay() == null) {
            return Cell.of(words.say("reviews.no-due"));
        }
        return task.due().isBefore(clock.instant())
                ? Cell.tag(words.say("reviews.overdue", "date", task.lastDay()), Tone.DANGER)
                : Cell.of(words.date(task.lastDay()));
    }

    /** How much waits, when the next is due, and how much is late, as far as it was read. */
    static String waiting(List<Optional<Instant>> due, Instant now, Words words) {
        if (due.isEmpty()) {
            return words.say("tasks.none-waiting");
        }
        List<Instant> limits = due.stream().flatMap(Optional::stream).sorted().toList();
        long late = limits.stream().filter(now::isAfter).count();
        var said = new StringBuilder(
                due.size() < Handling.MOST
                        ? words.count("tasks.waiting", due.size())
                        : words.say("tasks.waiting-many", "count", due.size()));
        if (late > 0) {
            said.append(words.count("reviews.late", late));
        } else if (!limits.isEmpty()) {
            said.append(words.say(
                    "reviews.next",
                    "date",
                    LocalDate.ofInstant(limits.getFirst().minusNanos(1), words.zone())));
        }
        return said.toString();
    }

    /** What the package calls it; its words are there, since it was checked. */
    private String named(Task task, Frame frame, String key) {
        return catalogue
                .known(task.service())
                .map(service -> service.words(frame.language()))
                .filter(own -> own.has(key))
                .map(own -> own.say(key))
                .orElse(task.step());
    }

    /** Where the caller may take steps; who may nowhere is refused. */
    private List<String> units(Caller caller) {
        List<Unit> units = authority.unitsWhere(caller, TaskPages.PERMISSION);
        if (units.isEmpty()) {
            authority.require(caller, TaskPages.PERMISSION, Subject.of("task", "all"));
        }
        return units.stream().map(Unit::code).toList();
    }
}
