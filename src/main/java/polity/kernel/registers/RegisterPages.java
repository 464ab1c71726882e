// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Listing.Table;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The registers as anybody may read them. */
@Controller
@RequestMapping("/registers")
@Zones(Zone.PUBLIC)
final class RegisterPages {

    private static final int ON_A_PAGE = 25;
    private static final int LONGEST = 100;

    private final OpenRegisters registers;
    private final Templates templates;
    private final InstantSource clock;

    RegisterPages(OpenRegisters registers, Templates templates, InstantSource clock) {
        this.registers = registers;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Page list(Frame frame) {
        Words words = frame.words("registers");
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("list.title"),
                                new Block.Paragraph(words.say("list.text")),
                                new Block.LinkGrid(registers.all().stream()
                                        .map(register -> new Block.LinkGrid.Entry(
                                                Link.to("/registers/" + register.code(), name(register, frame)), null))
                                        .toList()))
                        .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))));
    }

    /**
     * The search, and what it finds.
     *
     * @param ends and {@code after} the end and the version of the last entry of the page before
     */
    @GetMapping("/{code}")
    Page search(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String value,
            @RequestParam(required = false) @Nullable Instant ends,
            @RequestParam(required = false) @Nullable UUID after,
            Frame frame) {
        Register register = register(code);
        Words words = frame.words("registers");
        String wanted = value == null ? "" : value.strip().toUpperCase(Locale.ROOT);
        boolean asked = field != null && value != null;
        boolean fits = field != null
                && register.publicSearch().contains(field)
                && !wanted.isEmpty()
                && wanted.length() <= LONGEST
                && wanted.codePoints().noneMatch(Character::isISOControl);
        var body = new ArrayList<Component>();
        body.add(new Block.Paragraph(words.say(
                "open.text",
                "fields",
                String.join(
                        words.say("and"),
                        register.publicFields().stream()
                                .map(each -> label(register, each, frame))
                                .toList()))));
        body.add(new Block.Paragraph(
                words.say("open.basis", "articles", String.join(words.say("and"), register.legalBasis()))));
        body.add(filter(register, field, value, asked && !fits, frame));
        if (asked && fits && field != null) {
            body.addAll(results(register, field, wanted, ends, after, frame));
        }
        return templates
                .sheet(
                        frame,
                        Sheet.of(name(register, frame), body.toArray(Component[]::new))
                                .before(crumbs(words))
                                .asWide())
                .status(asked && !fits ? 422 : 200);
    }

    private static Listing.FilterBar filter(
            Register register, @Nullable String field, @Nullable String value, boolean wrong, Frame frame) {
        Words words = frame.words("registers");
        return new Listing.FilterBar(
                "/registers/" + register.code(),
                List.of(
                        new Question.Select(
                                Field.of("field", words.say("search.by"))
                                        .value(
                                                field == null
                                                        ? register.publicSearch()
                                                                .getFirst()
                                                        : field),
                                register.publicSearch().stream()
                                        .map(each -> Choice.of(each, label(register, each, frame)))
                                        .toList()),
                        Question.Input.of(Field.of("value", words.say("search.value"))
                                .value(value)
                                .error(wrong ? words.say("search.missing") : null))),
                value == null ? null : "/registers/" + register.code());
    }

    private List<Component> results(
            Register register, String field, String wanted, @Nullable Instant ends, @Nullable UUID after, Frame frame) {
        Words words = frame.words("registers");
        // Who knows the key of one entry finds it also when it has ended.
        boolean one = register.key().equals(List.of(field));
        Instant from = ends != null ? ends : one ? Instant.EPOCH : clock.instant();
        List<OpenRegisters.Open> found = registers.search(register, field, wanted, from, after, ON_A_PAGE);
        if (one && !found.isEmpty()) {
            found = List.of(found.getLast());
        }
        if (found.isEmpty()) {
            return List.of(new Block.InsetText(words.say("search.none")));
        }
        List<Column> columns = register.publicFields().stream()
                .map(each -> Column.of(label(register, each, frame)))
                .toList();
        var shown = new ArrayList<Component>();
        shown.add(Table.of(
                        "entries",
                        words.say("search.found"),
                        columns,
                        found.stream().map(entry -> row(register, entry, words)).toList())
                .asStacked());
        OpenRegisters.Open last = found.getLast();
        if (found.size() == ON_A_PAGE && last.to() != null) {
            shown.add(new Block.Pagination(
                    null,
                    "/registers/" + register.code() + "?field=" + field + "&value="
                            + URLEncoder.encode(wanted, StandardCharsets.UTF_8) + "&ends=" + last.to() + "&after="
                            + last.version()));
        }
        return shown;
    }

    private static List<Cell> row(Register register, OpenRegisters.Open entry, Words words) {
        var cells = new ArrayList<Cell>();
        for (String field : register.publicFields()) {
            String text = shown(register, field, entry, words);
            cells.add(
                    cells.isEmpty()
                            ? Cell.link(text, "/registers/" + register.code() + "/" + entry.entry())
                            : Cell.of(text));
        }
        return cells;
    }

    @GetMapping("/{code}/{entry}")
    Page entry(@PathVariable String code, @PathVariable UUID entry, Frame frame) {
        Register register = register(code);
        Words words = frame.words("registers");
        List<OpenRegisters.Open> history = registers.history(register, entry);
        if (history.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        OpenRegisters.Open latest = history.getLast();
        var body = new ArrayList<Component>();
        body.add(new SummaryList(register.publicFields().stream()
                .map(field -> SummaryList.Row.of(label(register, field, frame), shown(register, field, latest, words)))
                .toList()));
        body.add(new Block.Heading(words.say("entry.history"), 2));
        body.add(new Listing.Timeline(history.reversed().stream()
                .map(version -> event(register, version, latest, words, frame))
                .toList()));
        return templates.sheet(
                frame,
                Sheet.of(name(register, frame), body.toArray(Component[]::new))
                        .before(new Block.BackLink("/registers/" + code)));
    }

    private Listing.Timeline.Event event(
            Register register, OpenRegisters.Open version, OpenRegisters.Open latest, Words words, Frame frame) {
        Instant now = clock.instant();
        Instant to = version.to();
        var changed = new ArrayList<String>();
        for (String field : register.publicFields()) {
            if (!version.equals(latest)
                    && !java.util.Objects.equals(
                            version.data().get(field), latest.data().get(field))) {
                changed.add(words.say(
                        "entry.field",
                        "label",
                        label(register, field, frame),
                        "value",
                        shown(register, field, version, words)));
            }
        }
        return new Listing.Timeline.Event(
                to == null
                        ? words.say("entry.since", "from", words.day(version.from()))
                        : words.say(
                                "entry.between", "from", words.day(version.from()), "to", words.day(to.minusNanos(1))),
                words.moment(version.from()),
                changed.isEmpty() ? null : String.join(words.say("and"), changed),
                null,
                version.from().isAfter(now)
                        ? Listing.Timeline.State.COMING
                        : to == null || to.isAfter(now) ? Listing.Timeline.State.CURRENT : Listing.Timeline.State.PAST);
    }

    private static String shown(Register register, String field, OpenRegisters.Open entry, Words words) {
        RegisterField declared = register.fields().get(field);
        return declared == null ? "" : declared.shown(entry.data().get(field), words);
    }

    private static String label(Register register, String field, Frame frame) {
        RegisterField declared = register.fields().get(field);
        return declared == null ? field : declared.label(frame.language());
    }

    private static String name(Register register, Frame frame) {
        return RegisterField.inLanguage(register.name(), frame.language());
    }

    private static Block.Breadcrumbs crumbs(Words words) {
        return new Block.Breadcrumbs(
                List.of(Link.to("/", words.say("home")), Link.to("/registers", words.say("list.title"))));
    }

    private Register register(String code) {
        return registers.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
