// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

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

/** Anyone reads the law, as it is, as it was and as it will be. */
@Controller
final class LawPages {

    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    LawPages(Law law, Templates templates, InstantSource clock) {
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/law")
    @Zones(Zone.PUBLIC)
    Page works(Frame frame) {
        Words words = frame.words("law");
        Component list = law.works().isEmpty()
                ? new Block.EmptyState(words.say("none.title"), words.say("none.text"), null)
                : new Block.LinkGrid(law.works().stream()
                        .map(work -> new Block.LinkGrid.Entry(
                                Link.to(
                                        frame.at("/law/" + work.code()),
                                        work.title().in(frame.language())),
                                told(work, words)))
                        .toList());
        return templates.sheet(frame, Sheet.of(words.say("title"), new Block.Paragraph(words.say("lead")), list));
    }

    @GetMapping("/desk/law")
    @Zones(Zone.DESK)
    Page worksAtDesk(Frame frame) {
        return works(frame);
    }

    @GetMapping("/law/{work}")
    @Zones(Zone.PUBLIC)
    Page work(@PathVariable String work, @RequestParam(required = false) @Nullable String on, Frame frame) {
        LocalDate today = law.day(clock.instant());
        Optional<AsOf> asked = AsOf.parse(on, today);
        AsOf shown = asked.orElseGet(() -> AsOf.of(today));
        return law.work(work)
                .map(found -> text(found, shown, WorkView.day(shown.day()), asked.isEmpty(), frame))
                .orElseGet(() -> absent(frame));
    }

    /** A day that was typed in three parts is read at an address of its own. */
    @GetMapping(path = "/law/{work}", params = "day-day")
    @Zones(Zone.PUBLIC)
    Object workOfDay(
            @PathVariable String work,
            @RequestParam("day-day") String day,
            @RequestParam(name = "day-month", defaultValue = "") String month,
            @RequestParam(name = "day-year", defaultValue = "") String year,
            Frame frame) {
        Optional<LocalDate> typed = AsOf.typed(day, month, year);
        Optional<Work> known = law.work(work);
        if (known.isPresent() && typed.isPresent()) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, frame.at("/law/" + work + AsOf.query(typed.get())))
                    .build();
        }
        AsOf today = AsOf.of(law.day(clock.instant()));
        return known.map(found -> text(found, today, List.of(day, month, year), true, frame))
                .orElseGet(() -> absent(frame));
    }

    @GetMapping("/desk/law/{work}")
    @Zones(Zone.DESK)
    Page workAtDesk(@PathVariable String work, @RequestParam(required = false) @Nullable String on, Frame frame) {
        return work(work, on, frame);
    }

    @GetMapping(path = "/desk/law/{work}", params = "day-day")
    @Zones(Zone.DESK)
    Object workOfDayAtDesk(
            @PathVariable String work,
            @RequestParam("day-day") String day,
            @RequestParam(name = "day-month", defaultValue = "") String month,
            @RequestParam(name = "day-year", defaultValue = "") String year,
            Frame frame) {
        return workOfDay(work, day, month, year, frame);
    }

    private Page text(Work work, AsOf asOf, List<String> day, boolean wrong, Frame frame) {
        Page page = templates.page(
                frame, "kernel/law/work.jte", Map.of("view", WorkView.of(work, asOf, day, wrong, frame)));
        return wrong ? page.status(422) : page;
    }

    @GetMapping("/law/{work}/{article}")
    @Zones(Zone.PUBLIC)
    Page article(
            @PathVariable String work,
            @PathVariable String article,
            @RequestParam(required = false) @Nullable String on,
            Frame frame) {
        return AsOf.parse(on, law.day(clock.instant()))
                .flatMap(asOf -> law.work(work).flatMap(found -> ArticleView.of(found, article, asOf, frame)))
                .map(view -> templates.page(frame, "kernel/law/article.jte", Map.of("view", view)))
                .orElseGet(() -> absent(frame));
    }

    @GetMapping("/desk/law/{work}/{article}")
    @Zones(Zone.DESK)
    Page articleAtDesk(
            @PathVariable String work,
            @PathVariable String article,
            @RequestParam(required = false) @Nullable String on,
            Frame frame) {
        return article(work, article, on, frame);
    }

    private String told(Work work, Words words) {
        String kind = words.say("kind." + work.kind());
        String told = work.on(law.day(clock.instant()))
                .map(version -> words.say("list.since", "kind", kind, "date", version.inForce()))
                .orElseGet(() -> words.say(
                        "list.coming",
                        "kind",
                        kind,
                        "date",
                        work.versions().getFirst().inForce()));
        return work.title().speaks(words.language()) ? told : told + " " + words.say("list.english");
    }

    private Page absent(Frame frame) {
        return templates.failure(frame, HttpStatus.NOT_FOUND.value(), "");
    }

    /** The way to a page about the law, from the list of works on. */
    static Block.Breadcrumbs way(Frame frame, Link... further) {
        var links = new ArrayList<>(
                List.of(Link.to(frame.at("/law"), frame.words("law").say("title"))));
        links.addAll(List.of(further));
        return new Block.Breadcrumbs(links);
    }
}
