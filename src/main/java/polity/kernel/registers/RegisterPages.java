// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.node.Reference;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Choice;
import polity.kernel.page.Citations;
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
    private final Citations citations;
    private final InstantSource clock;

    RegisterPages(OpenRegisters registers, Templates templates, Citations citations, InstantSource clock) {
        this.registers = registers;
        this.templates = templates;
        this.citations = citations;
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
                                                Link.to(
                                                        "/registers/" + register.code(),
                                                        register.name(frame.language())),
                                                null))
                                        .toList()))
                        .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))));
    }

    /**
     * The search, what it finds, and all that is in a small register.
     *
     * @param ends and {@code after} the end, if it has one, and the version of the last entry of the page before
     * @param beyond the key of the last entry of the page before, where all are shown
     */
    @GetMapping("/{code}")
    Page search(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String value,
            @RequestParam(required = false) @Nullable Instant ends,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "") String beyond,
            Frame frame) {
        Register register = register(code);
        Words words = frame.words("registers");
        String by = field == null ? register.usualSearch().orElse("") : field;
        String wanted = value == null ? "" : value.strip();
        boolean known =
                (field == null && value == null) || register.publicSearch().contains(by);
        boolean wrong = !known || !fits(wanted) || !fits(beyond);
        OpenRegisters.Search search = wrong || wanted.isEmpty() ? null : search(register, by, wanted, ends, after);
        Register listed =
                register.listed() ? register : others(register).findFirst().orElse(null);
        OpenRegisters.Found found = wrong
                ? new OpenRegisters.Found(List.of(), List.of())
                : registers.look(register, search, listed, beyond, clock.instant(), ON_A_PAGE);
        var body = new ArrayList<Component>();
        body.add(about(register, frame));
        if (!register.listed() && !register.typed().isEmpty()) {
            body.add(filter(register, by, value, wrong, frame));
        }
        if (search != null) {
            body.addAll(results(register, search, found.entries(), title(register, by, wanted, found, frame), frame));
        } else if (register.listed()) {
            body.addAll(all(register, found.listed(), frame));
        }
        if (!register.listed()) {
            body.addAll(browse(register, found.listed(), frame));
        }
        return templates
                .sheet(
                        frame,
                        Sheet.of(register.name(frame.language()), body.toArray(Component[]::new))
                                .before(crumbs(words))
                                .asWide())
                .status(wrong ? 422 : 200);
    }

    private static boolean fits(String text) {
        return text.length() <= LONGEST && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Numbers are found as they are written, and references however they are typed. */
    private OpenRegisters.Search search(
            Register register, String field, String wanted, @Nullable Instant ends, @Nullable UUID after) {
        var values = new LinkedHashSet<String>();
        values.add(wanted.toUpperCase(Locale.ROOT));
        Reference.parse(wanted).ifPresent(reference -> values.add(reference.text()));
        // Who knows the key of one entry finds it also when it has ended.
        Instant from = ends != null || after != null ? ends : isKey(register, field) ? Instant.EPOCH : clock.instant();
        return new OpenRegisters.Search(field, values, from, after);
    }

    private static boolean isKey(Register register, String field) {
        return register.key().equals(List.of(field));
    }

    /** The registers whose entries are offered to choose from, instead of typing their keys. */
    private Stream<Register> others(Register register) {
        return register.publicSearch().stream()
                .flatMap(field -> Optional.ofNullable(register.refers().get(field)).stream())
                .flatMap(other -> registers.find(other).stream());
    }

    private SummaryList about(Register register, Frame frame) {
        Words words = frame.words("registers");
        return SummaryList.of(
                SummaryList.Row.of(
                        words.say("open.fields"),
                        String.join(
                                words.say("and"),
                                register.publicFields().stream()
                                        .map(each -> register.label(each, frame.language()))
                                        .toList())),
                SummaryList.Row.of(words.say("open.basis"))
                        .linking(register.legalBasis().stream()
                                .flatMap(article -> citations.link(article, frame).stream())
                                .toList()));
    }

    private static Listing.FilterBar filter(
            Register register, String field, @Nullable String value, boolean wrong, Frame frame) {
        Words words = frame.words("registers");
        String error = wrong ? words.say("search.missing") : null;
        List<String> typed = register.typed();
        String here = "/registers/" + register.code();
        String clear = value == null ? null : here;
        if (typed.size() == 1) {
            return new Listing.FilterBar(
                    here,
                    List.of(Question.Input.of(Field.of("value", register.label(typed.getFirst(), frame.language()))
                            .value(typed.contains(field) ? value : null)
                            .error(error))),
                    clear);
        }
        return new Listing.FilterBar(
                here,
                List.of(
                        new Question.Select(
                                Field.of("field", words.say("search.by")).value(field),
                                typed.stream()
                                        .map(each -> Choice.of(each, register.label(each, frame.language())))
                                        .toList()),
                        Question.Input.of(Field.of("value", words.say("search.value"))
                                .value(value)
                                .error(error))),
                clear);
    }

    /** What was found is headed by what was looked for, where that was chosen. */
    private String title(Register register, String field, String wanted, OpenRegisters.Found found, Frame frame) {
        Words words = frame.words("registers");
        Register other = other(register, field);
        return found.listed().stream()
                .filter(entry -> other != null && wanted.equalsIgnoreCase(key(other, entry)))
                .map(entry -> words.say(
                        "entry.field",
                        "label",
                        register.label(field, frame.language()),
                        "value",
                        named(Objects.requireNonNull(other), entry, words)))
                .findFirst()
                .orElseGet(() -> words.say("search.found"));
    }

    private @Nullable Register other(Register register, String field) {
        return Optional.ofNullable(register.refers().get(field))
                .flatMap(registers::find)
                .orElse(null);
    }

    private static String key(Register register, OpenRegisters.Open entry) {
        return String.valueOf(entry.data().get(register.key().getFirst()));
    }

    /** An entry by its key and its title, like "A – Castle Quarter". */
    private static String named(Register register, OpenRegisters.Open entry, Words words) {
        String title = register.titles().get(words.language().tag());
        return title == null
                ? key(register, entry)
                : words.say(
                        "entry.named",
                        "key",
                        key(register, entry),
                        "title",
                        register.shown(title, entry.data(), words));
    }

    private List<Component> browse(Register register, List<OpenRegisters.Open> choices, Frame frame) {
        Words words = frame.words("registers");
        return register.publicSearch().stream()
                .filter(field -> register.refers().containsKey(field) && !choices.isEmpty())
                .limit(1)
                .<Component>mapMulti((field, shown) -> {
                    Register other = Objects.requireNonNull(other(register, field));
                    shown.accept(new Block.Heading(
                            words.say("browse", "label", register.label(field, frame.language())), 2));
                    shown.accept(new Block.LinkGrid(choices.stream()
                            .map(entry -> new Block.LinkGrid.Entry(
                                    Link.to(
                                            "/registers/" + register.code() + "?field=" + field + "&value="
                                                    + URLEncoder.encode(key(other, entry), StandardCharsets.UTF_8),
                                            named(other, entry, words)),
                                    null))
                            .toList()));
                })
                .toList();
    }

    private static List<Component> all(Register register, List<OpenRegisters.Open> entries, Frame frame) {
        var shown = new ArrayList<Component>();
        shown.add(table(register, entries, frame.words("registers").say("all"), frame));
        if (entries.size() == ON_A_PAGE) {
            shown.add(new Block.Pagination(
                    null,
                    "/registers/" + register.code() + "?beyond="
                            + URLEncoder.encode(key(register, entries.getLast()), StandardCharsets.UTF_8)));
        }
        return shown;
    }

    private static List<Component> results(
            Register register,
            OpenRegisters.Search search,
            List<OpenRegisters.Open> entries,
            String title,
            Frame frame) {
        Words words = frame.words("registers");
        if (entries.isEmpty()) {
            return List.of(new Block.InsetText(words.say("search.none")));
        }
        boolean one = isKey(register, search.field());
        var shown = new ArrayList<Component>();
        shown.add(table(register, one ? List.of(entries.getLast()) : entries, title, frame));
        OpenRegisters.Open last = entries.getLast();
        if (!one && entries.size() == ON_A_PAGE) {
            shown.add(new Block.Pagination(
                    null,
                    "/registers/" + register.code() + "?field=" + search.field() + "&value="
                            + URLEncoder.encode(search.values().iterator().next(), StandardCharsets.UTF_8)
                            + (last.to() == null ? "" : "&ends=" + last.to())
                            + "&after=" + last.version()));
        }
        return shown;
    }

    private static Table table(Register register, List<OpenRegisters.Open> entries, String title, Frame frame) {
        Words words = frame.words("registers");
        return Table.of(
                        "entries",
                        title,
                        register.publicFields().stream()
                                .map(each -> Column.of(register.label(each, frame.language())))
                                .toList(),
                        entries.stream()
                                .map(entry -> row(register, entry, words))
                                .toList())
                .asStacked();
    }

    private static List<Cell> row(Register register, OpenRegisters.Open entry, Words words) {
        var cells = new ArrayList<Cell>();
        for (String field : register.publicFields()) {
            String text = register.shown(field, entry.data(), words);
            cells.add(
                    cells.isEmpty()
                            ? Cell.link(text, "/registers/" + register.code() + "/" + entry.entry())
                            : Cell.of(text));
        }
        return cells;
    }

    private static Block.Breadcrumbs crumbs(Words words) {
        return new Block.Breadcrumbs(
                List.of(Link.to("/", words.say("home")), Link.to("/registers", words.say("list.title"))));
    }

    private Register register(String code) {
        return registers.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
