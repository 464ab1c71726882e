// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.holdings.Holdings;
import polity.kernel.identity.Caller;
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
    private final Templates templates;

    HoldingPages(Holdings holdings, Catalogue catalogue, Registers registers, Templates templates) {
        this.holdings = holdings;
        this.catalogue = catalogue;
        this.registers = registers;
        this.templates = templates;
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
        for (RegisterEntry entry : held) {
            body.add(new Listing.SummaryCard(
                    registers.name(entry.register(), frame.language()),
                    2,
                    asked(service, entry).stream()
                            .map(procedure -> Link.to(
                                    "/services/" + code + "/held/" + entry.id() + "/" + procedure.code(),
                                    own.say("procedure." + procedure.code())))
                            .toList(),
                    new EntryTable(registers, service, frame).of(entry)));
        }
        return templates.sheet(
                frame,
                Sheet.of(words.say("held.title"), body.toArray(Component[]::new))
                        .caption(own.say("service.title"))
                        .before(new Block.BackLink("/services/" + code)));
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
        if (asked(service, held).stream().noneMatch(each -> each.code().equals(procedure))) {
            throw notFound();
        }
        Words words = frame.words("services");
        return templates.sheet(
                frame,
                Sheet.of(
                                service.words(frame.language()).say("procedure." + procedure),
                                new EntryTable(registers, service, frame).of(held),
                                new Block.Paragraph(words.say("case.begin")),
                                Block.Button.of(words.say("continue")).sending("procedure", procedure))
                        .before(new Block.BackLink("/services/" + code + "/held"))
                        .sendingTo("/services/" + code + "/drafts?entry=" + entry));
    }

    /** What can be asked about it; nothing where the service is no longer offered. */
    private List<Procedure> asked(ServicePackage service, RegisterEntry entry) {
        return service.procedures().stream()
                .filter(procedure -> catalogue.current(service.code()).isPresent()
                        && procedure.opens() == Procedure.Opens.HOLDER
                        && procedure.form().isPresent()
                        && procedure.register().filter(entry.register()::equals).isPresent())
                .toList();
    }

    private ServicePackage service(String code) {
        return catalogue.known(code).orElseThrow(HoldingPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
