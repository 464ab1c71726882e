// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;

/** One entry of a register as anybody may read it, and what happened to it. */
@Controller
@RequestMapping("/registers")
@Zones(Zone.PUBLIC)
final class HistoryPages {

    private final OpenRegisters registers;
    private final Templates templates;
    private final InstantSource clock;

    HistoryPages(OpenRegisters registers, Templates templates, InstantSource clock) {
        this.registers = registers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/{code}/{entry}")
    Page entry(@PathVariable String code, @PathVariable UUID entry, Frame frame) {
        Register register = registers.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Words words = frame.words("registers");
        List<OpenRegisters.Open> history = registers.history(register, entry);
        if (history.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        OpenRegisters.Open latest = history.getLast();
        var rows = new ArrayList<SummaryList.Row>();
        rows.add(SummaryList.Row.of(words.say("entry.state"), "").tagged(state(history, words)));
        register.publicFields()
                .forEach(field -> rows.add(SummaryList.Row.of(
                        register.label(field, frame.language()), register.shown(field, latest.data(), words))));
        return templates.sheet(
                frame,
                Sheet.of(
                                register.name(frame.language()),
                                new SummaryList(rows),
                                new Block.Heading(words.say("entry.history"), 2),
                                new Listing.Timeline(events(register, history, frame)))
                        .before(new Block.BackLink("/registers/" + code)));
    }

    private Block.Tag state(List<OpenRegisters.Open> history, Words words) {
        Instant now = clock.instant();
        Instant to = history.getLast().to();
        if (history.getFirst().from().isAfter(now)) {
            return new Block.Tag(words.say("entry.coming"), Tone.WAITING);
        }
        return to == null || to.isAfter(now)
                ? new Block.Tag(words.say("entry.holds"), Tone.SUCCESS)
                : new Block.Tag(words.say("entry.over"), Tone.NEUTRAL);
    }

    /** What happened to an entry, the latest first. */
    private List<Listing.Timeline.Event> events(Register register, List<OpenRegisters.Open> history, Frame frame) {
        Words words = frame.words("registers");
        var events = new ArrayList<Listing.Timeline.Event>();
        OpenRegisters.Open before = null;
        for (OpenRegisters.Open version : history) {
            if (before == null) {
                events.add(event(words.say("entry.begins"), version.from(), words.moment(version.from()), null));
            } else {
                events.add(event(
                        words.say("entry.changed"),
                        version.from(),
                        words.moment(version.from()),
                        changes(register, before, version, frame)));
            }
            before = version;
        }
        Instant to = history.getLast().to();
        if (to != null) {
            // The last day on which it held, not the midnight after it.
            LocalDate last = LocalDate.ofInstant(to.minusNanos(1), words.zone());
            events.add(event(words.say("entry.ends"), to, words.moment(last), null));
        }
        return events.reversed();
    }

    private Listing.Timeline.Event event(String title, Instant at, Words.Moment moment, @Nullable String text) {
        return new Listing.Timeline.Event(
                title,
                moment,
                text,
                null,
                at.isAfter(clock.instant()) ? Listing.Timeline.State.COMING : Listing.Timeline.State.PAST);
    }

    private static String changes(Register register, OpenRegisters.Open before, OpenRegisters.Open after, Frame frame) {
        Words words = frame.words("registers");
        return String.join(
                words.say("semicolon"),
                register.publicFields().stream()
                        .filter(field -> !Objects.equals(
                                before.data().get(field), after.data().get(field)))
                        .map(field -> words.say(
                                "entry.change",
                                "label",
                                register.label(field, frame.language()),
                                "old",
                                register.shown(field, before.data(), words),
                                "new",
                                register.shown(field, after.data(), words)))
                        .toList());
    }
}
