// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.Procedure.Obstacle;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.holdings.Holdings;
import polity.kernel.identity.Caller;
import polity.kernel.law.Law;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;
import polity.kernel.registers.RegisterEntry;
import polity.kernel.registers.Registers;

/** What somebody holds of a service, and what can be done about it. */
@Controller
@RequestMapping("/services/{code}/held")
@Zones(Zone.PUBLIC)
final class HoldingPages {

    private final Holdings holdings;
    private final Catalogue catalogue;
    private final Registers registers;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;

    HoldingPages(
            Holdings holdings,
            Catalogue catalogue,
            Registers registers,
            Law law,
            Templates templates,
            InstantSource clock) {
        this.holdings = holdings;
        this.catalogue = catalogue;
        this.registers = registers;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping
    Page list(@PathVariable String code, Caller caller, Frame frame) {
        ServicePackage service = service(code);
        List<RegisterEntry> held = holdings.of(service, caller);
        Words own = service.words(frame.language());
        Words words = frame.words("services");
        var body = new ArrayList<Component>();
        if (held.isEmpty()) {
            body.add(new Block.EmptyState(
                    words.say("held.none"),
                    words.say("held.none-text"),
                    Link.to("/services/" + code, own.say("service.title"))));
        }
        held.forEach(entry -> body.add(card(service, entry, frame)));
        return templates.sheet(
                frame,
                Sheet.of(words.say("held.title"), body.toArray(Component[]::new))
                        .caption(own.say("service.title"))
                        .before(new Block.BackLink("/services/" + code)));
    }

    private Component card(ServicePackage service, RegisterEntry entry, Frame frame) {
        Words own = service.words(frame.language());
        Map<String, @Nullable Object> data = entry.asContext(service.place());
        var table = new EntryTable(registers, service, frame);
        boolean offered = catalogue.current(service.code()).isPresent();
        Possible possible = possible(service, frame);
        List<Procedure> now =
                offered ? possible.now(Procedure.Opens.HOLDER, entry.register(), data) : List.<Procedure>of();
        var rows = new ArrayList<Listing.SummaryList.Row>();
        table.ended(entry.ended()).ifPresent(rows::add);
        rows.addAll(table.held(entry.register(), data).rows());
        if (offered) {
            rows.addAll(possible.otherwise(entry.register(), data));
        }
        return new Listing.SummaryCard(
                table.title(entry.register(), data),
                2,
                now.stream()
                        .map(procedure -> Link.to(
                                path(service, entry.id(), procedure.code()), own.say("procedure." + procedure.code())))
                        .toList(),
                new Listing.SummaryList(rows));
    }

    /** Where something is begun with an entry. */
    static String path(ServicePackage service, UUID entry, String procedure) {
        return "/services/" + service.code() + "/held/" + entry + "/" + procedure;
    }

    private Possible possible(ServicePackage service, Frame frame) {
        return new Possible(service, frame, law, clock.instant());
    }

    @GetMapping("/{entry}/{procedure}")
    Page begin(
            @PathVariable String code,
            @PathVariable UUID entry,
            @PathVariable String procedure,
            Caller caller,
            Frame frame) {
        ServicePackage service = service(code);
        RegisterEntry held = holdings.of(service, entry, caller).orElseThrow(HoldingPages::notFound);
        Procedure asked = service.procedure(procedure)
                .filter(found -> catalogue.current(code).isPresent()
                        && found.opens() == Procedure.Opens.HOLDER
                        && found.form().isPresent()
                        && found.register().filter(held.register()::equals).isPresent())
                .orElseThrow(HoldingPages::notFound);
        Words words = frame.words("services");
        String title = service.words(frame.language()).say("procedure." + procedure);
        Map<String, @Nullable Object> data = held.asContext(service.place());
        var table = new EntryTable(registers, service, frame);
        var card = new Listing.SummaryCard(
                table.title(held.register(), data), 2, List.of(), table.held(held.register(), data));
        List<Obstacle> obstacles = service.obstacles(asked, data, clock.instant());
        if (!obstacles.isEmpty()) {
            return templates
                    .sheet(
                            frame,
                            Sheet.of(
                                            words.say("obstacle.title"),
                                            possible(service, frame).reasons(obstacles),
                                            card)
                                    .caption(title)
                                    .before(new Block.BackLink("/services/" + code + "/held")))
                    .status(HttpStatus.CONFLICT.value());
        }
        return templates.sheet(
                frame,
                Sheet.of(
                                title,
                                card,
                                new Block.Paragraph(words.say("case.begin")),
                                Block.Button.of(words.say("continue")).sending("procedure", procedure))
                        .before(new Block.BackLink("/services/" + code + "/held"))
                        .sendingTo("/services/" + code + "/drafts?entry=" + entry));
    }

    private ServicePackage service(String code) {
        return catalogue.known(code).orElseThrow(HoldingPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
