// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.authority.Authority;
import polity.kernel.authority.Subject;
import polity.kernel.authority.Unit;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Desk;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.holdings.Holdings;
import polity.kernel.identity.Caller;
import polity.kernel.law.Citation;
import polity.kernel.law.Law;
import polity.kernel.node.Context;
import polity.kernel.node.PlainText;
import polity.kernel.node.Reference;
import polity.kernel.node.Transactions;
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
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** Officials find what somebody holds, and see what they can do about it. */
@Controller
@RequestMapping("/desk/services")
@Zones(Zone.DESK)
final class EntryPages {

    static final String READING = "read:register";
    private static final int LONGEST = 100;

    private final Holdings holdings;
    private final Catalogue catalogue;
    private final Registers registers;
    private final Authority authority;
    private final Transactions transactions;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    EntryPages(
            Holdings holdings,
            Catalogue catalogue,
            Registers registers,
            Authority authority,
            Transactions transactions,
            Law law,
            Templates templates,
            InstantSource clock) {
        this.holdings = holdings;
        this.catalogue = catalogue;
        this.registers = registers;
        this.authority = authority;
        this.transactions = transactions;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Page list(Caller caller, Frame frame) {
        Words words = frame.words("services");
        Context context = authority.context(caller, READING, "entries");
        Set<String> units = transactions.read(context, () -> units(caller));
        return templates.sheet(
                frame,
                Sheet.of(
                        words.say("entries.title"),
                        new Block.LinkGrid(catalogue.known().stream()
                                .filter(service -> service.desk().isPresent() && units.contains(service.unit()))
                                .map(service -> new Block.LinkGrid.Entry(
                                        Link.to(
                                                "/desk/services/" + service.code(),
                                                service.words(frame.language()).say("service.title")),
                                        service.words(frame.language()).say("service.summary")))
                                .toList())));
    }

    /** For which units the caller may look; who may for none that has something is refused. */
    private Set<String> units(Caller caller) {
        Set<String> units =
                authority.unitsWhere(caller, READING).stream().map(Unit::code).collect(Collectors.toUnmodifiableSet());
        for (ServicePackage service : catalogue.known()) {
            if (service.desk().isPresent() && units.contains(service.unit())) {
                return units;
            }
        }
        catalogue.known().stream()
                .filter(service -> service.desk().isPresent())
                .findFirst()
                .ifPresent(service -> require(caller, READING, service, "all"));
        return units;
    }

    /** The form of the search, and what it finds. */
    @GetMapping("/{code}")
    Page search(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String value,
            Caller caller,
            Frame frame) {
        caller.signedIn();
        ServicePackage service = service(code);
        Desk desk = service.desk().orElseThrow(EntryPages::notFound);
        Words words = frame.words("services");
        String wanted = value == null ? "" : value.replace(" ", "").toUpperCase(Locale.ROOT);
        boolean asked = field != null && value != null;
        boolean fits = !wanted.isEmpty() && wanted.length() <= LONGEST && PlainText.isLine(wanted);
        var body = new ArrayList<Component>();
        body.add(new Listing.FilterBar(
                "/desk/services/" + code,
                List.of(
                        new Question.Select(
                                Field.of("field", words.say("entries.by"))
                                        .value(field == null ? desk.search().getFirst() : field),
                                desk.search().stream()
                                        .map(each -> Choice.of(
                                                each,
                                                registers
                                                        .show(desk.register(), each, null, words)
                                                        .label()))
                                        .toList()),
                        Question.Input.of(Field.of("value", words.say("entries.value"))
                                .value(value)
                                .error(asked && !fits ? words.say("entries.missing") : null))),
                asked ? "/desk/services/" + code : null));
        if (asked && fits && field != null) {
            body.addAll(results(service, found(service, desk, field, wanted, caller), frame));
        }
        return templates
                .sheet(
                        frame,
                        Sheet.of(service.words(frame.language()).say("service.title"), body.toArray(Component[]::new))
                                .before(new Block.BackLink("/desk/services")))
                .status(asked && !fits ? 422 : 200);
    }

    /** By what was typed; where that finds nothing, by the number that it means. */
    private List<RegisterEntry> found(ServicePackage service, Desk desk, String field, String wanted, Caller caller) {
        Context context = authority.context(caller, READING, "search:" + desk.register());
        Runnable permission = () -> require(caller, READING, service, service.code());
        List<RegisterEntry> found = holdings.search(context, service, field, wanted, permission);
        return Reference.parse(wanted)
                .filter(number -> found.isEmpty() && !number.text().equals(wanted))
                .map(number -> holdings.search(context, service, field, number.text(), permission))
                .orElse(found);
    }

    private List<Component> results(ServicePackage service, List<RegisterEntry> found, Frame frame) {
        Words words = frame.words("services");
        if (found.isEmpty()) {
            return List.of(new Block.InsetText(words.say("entries.none")));
        }
        List<String> fields = service.desk().map(Desk::search).orElse(List.of());
        var columns = new ArrayList<Column>();
        fields.forEach(field -> columns.add(Column.of(
                registers.show(found.getFirst().register(), field, null, words).label())));
        columns.add(Column.of(words.say("entries.from")));
        columns.add(Column.of(words.say("entries.until")));
        columns.add(Column.of(words.say("cases.status")));
        return List.of(Listing.Table.of(
                        "entries",
                        words.say("entries.found"),
                        columns,
                        found.stream()
                                .map(entry -> row(service, fields, entry, frame))
                                .toList())
                .asStacked());
    }

    private List<Cell> row(ServicePackage service, List<String> fields, RegisterEntry entry, Frame frame) {
        Words words = frame.words("services");
        var cells = new ArrayList<Cell>();
        for (String field : fields) {
            String text = registers
                    .show(entry.register(), field, entry.data().get(field), words)
                    .value();
            cells.add(
                    cells.isEmpty()
                            ? Cell.link(text, "/desk/services/" + service.code() + "/entries/" + entry.id())
                            : Cell.of(text));
        }
        cells.add(Cell.of(words.day(entry.validFrom())));
        cells.add(
                Cell.of(entry.validTo() == null ? "" : words.day(entry.validTo().minusNanos(1))));
        Block.Tag standing = new EntryTable(registers, service, frame).standing(entry, clock.instant());
        cells.add(Cell.tag(standing.text(), standing.tone()));
        return cells;
    }

    @GetMapping("/{code}/entries/{entry}")
    Page show(@PathVariable String code, @PathVariable UUID entry, Caller caller, Frame frame) {
        ServicePackage service = service(code);
        Words own = service.words(frame.language());
        Words words = frame.words("services");
        Context context = authority.context(caller, READING, "entry:" + entry);
        Holdings.Held held = holdings.known(
                        context, service, entry, () -> require(caller, READING, service, entry.toString()))
                .orElseThrow(EntryPages::notFound);
        var body = new ArrayList<Component>();
        Instant now = clock.instant();
        RegisterEntry found = held.entry();
        var table = new EntryTable(registers, service, frame);
        body.add(table.standing(found, now));
        body.add(table.of(held));
        boolean acting = transactions.read(
                context, () -> authority.permitted(caller, "decide:" + code, subject(service, entry.toString())));
        List<Block.LinkGrid.Entry> acts = !acting || EntryTable.isOver(found, now)
                ? List.of()
                : new Possible(service, frame, law, now)
                        .now(Procedure.Opens.OFFICIAL, found.register(), found.asContext(service.place())).stream()
                                .map(procedure -> new Block.LinkGrid.Entry(
                                        Link.to(
                                                "/desk/services/" + code + "/entries/" + entry + "/" + procedure.code(),
                                                own.say("procedure." + procedure.code())),
                                        procedure
                                                .article()
                                                .flatMap(Citation::parse)
                                                .map(cited -> law.name(cited, frame))
                                                .orElse(null)))
                                .toList();
        if (!acts.isEmpty()) {
            body.add(new Block.Heading(words.say("entries.acts"), 2));
            body.add(new Block.LinkGrid(acts));
        } else if (acting && found.ended() != null) {
            body.add(new Block.Heading(words.say("entries.acts"), 2));
            body.add(new Block.Paragraph(words.say("obstacle.ended")));
        }
        if (!held.cases().isEmpty()) {
            body.add(Listing.Table.of(
                            "cases",
                            words.say("entries.cases"),
                            List.of(
                                    Column.of(words.say("cases.reference")),
                                    Column.of(words.say("entries.procedure")),
                                    Column.of(words.say("cases.submitted")),
                                    Column.of(words.say("cases.status"))),
                            held.cases().stream()
                                    .map(line -> List.of(
                                            Cell.link(
                                                    line.reference(),
                                                    "/desk/cases/" + line.id().value()),
                                            Cell.of(own.say("procedure." + line.procedure())),
                                            Cell.of(words.day(line.submitted())),
                                            Cell.tag(
                                                    own.say("status." + line.status() + ".label"),
                                                    Standing.tone(line.status()))))
                                    .toList())
                    .asStacked());
        }
        return templates.sheet(
                frame,
                Sheet.of(registers.name(held.entry().register(), frame.language()), body.toArray(Component[]::new))
                        .caption(own.say("service.title"))
                        .before(new Block.BackLink("/desk/services/" + code)));
    }

    private void require(Caller caller, String permission, ServicePackage service, String id) {
        authority.require(caller, permission, subject(service, id));
    }

    private Subject subject(ServicePackage service, String id) {
        return Subject.of("entry", id)
                .in(authority.unit(service.unit()).map(Unit::id).orElse(null));
    }

    private ServicePackage service(String code) {
        return catalogue.known(code).orElseThrow(EntryPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
