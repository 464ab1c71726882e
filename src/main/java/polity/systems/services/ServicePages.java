// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

import polity.kernel.cases.Preview;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.Draft;
import polity.kernel.forms.Drafts;
import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.law.Law;
import polity.kernel.node.NodeSettings;
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

/** A service as it presents itself, and where asking for it begins. */
@Controller
@Zones(Zone.PUBLIC)
final class ServicePages {

    private final Catalogue catalogue;
    private final Drafts drafts;
    private final Preview preview;
    private final Asking.Keeper askings;
    private final Identity identity;
    private final Law law;
    private final Templates templates;
    private final InstantSource clock;
    private final URI address;

    ServicePages(
            Catalogue catalogue,
            Drafts drafts,
            Preview preview,
            Asking.Keeper askings,
            Identity identity,
            Law law,
            Templates templates,
            InstantSource clock,
            NodeSettings settings) {
        this.catalogue = catalogue;
        this.drafts = drafts;
        this.preview = preview;
        this.askings = askings;
        this.identity = identity;
        this.law = law;
        this.templates = templates;
        this.clock = clock;
        this.address = settings.publicAddress();
    }

    @GetMapping("/services/{code}")
    Page service(@PathVariable String code, Frame frame) {
        Optional<ServicePackage> offered = catalogue.current(code);
        return offered.isPresent() ? page(offered.get(), frame) : ended(known(code), frame);
    }

    /** Of a service that was offered once. */
    private Page ended(ServicePackage service, Frame frame) {
        Words words = frame.words("services");
        return templates
                .sheet(
                        frame,
                        Sheet.of(
                                        words.say("ended.title"),
                                        new Block.Paragraph(words.say("ended.text")),
                                        new Block.LinkGrid(List.of(
                                                new Block.LinkGrid.Entry(
                                                        Link.to("/cases", words.say("cases.title")),
                                                        words.say("ended.cases")),
                                                new Block.LinkGrid.Entry(
                                                        Link.to("/services", words.say("ended.others")), null))))
                                .caption(service.words(frame.language()).say("service.title"))
                                .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))))
                .status(HttpStatus.GONE.value());
    }

    private Page page(ServicePackage service, Frame frame) {
        String code = service.code();
        Words own = service.words(frame.language());
        Words words = frame.words("services");
        var body = new ArrayList<Component>();
        var glance = new AtAGlance(service, frame, law, clock.instant());
        body.add(new Block.Paragraph(own.say("service.description")));
        body.add(glance.facts());
        List<String> points = points(own);
        if (!points.isEmpty()) {
            body.add(new Block.Heading(words.say("service.need"), 2));
            body.add(new Block.Points(points, false));
        }
        body.add(new Block.InsetText(words.say(frame.viewer() == null ? "service.seconds" : "service.seconds-known")));
        // Of whom we know, the registers are asked: before he sends anything he sees what the rules say.
        Stream<Block.Button> asking = service.procedures().stream()
                .filter(procedure -> procedure.opens() == Procedure.Opens.VISITOR && frame.viewer() == null)
                .map(procedure -> Block.Button.secondary(own.say("procedure." + procedure.code()))
                        .sending("procedure", procedure.code()));
        body.add(new Block.ButtonGroup(
                Stream.concat(
                                Stream.of(Block.Button.start(words.say("service.start"))
                                        .sending("procedure", "apply")),
                                asking)
                        .toList(),
                null));
        if (service.procedures().stream().anyMatch(each -> each.opens() == Procedure.Opens.HOLDER)) {
            body.add(new Block.LinkGrid(List.of(new Block.LinkGrid.Entry(
                    Link.to("/services/" + code + "/held", words.say("held.title")), words.say("held.text")))));
        }
        body.add(Block.Details.of(words.say("service.wrong"), new Block.Paragraph(glance.remedy())));
        body.add(glance.linked(address));
        return templates
                .sheet(
                        frame,
                        Sheet.of(own.say("service.title"), body.toArray(Component[]::new))
                                .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home")))))
                                .sendingTo("/services/" + code + "/drafts"))
                .shared();
    }

    private static List<String> points(Words own) {
        var points = new ArrayList<String>();
        for (int point = 1; own.has("service.points." + point); point++) {
            points.add(own.say("service.points." + point));
        }
        return points;
    }

    /** Begins a draft; a visitor gets a session for it, and needs no account to learn whether he is eligible. */
    @PostMapping("/services/{code}/drafts")
    ResponseEntity<Void> begin(
            @PathVariable String code,
            @RequestParam String procedure,
            @RequestParam(required = false) @Nullable UUID entry,
            @RequestParam(required = false) @Nullable UUID from,
            HttpServletRequest request,
            HttpServletResponse response) {
        ServicePackage service = known(code);
        if (catalogue.current(code).isEmpty()) {
            return DraftPages.seeOther("/services/" + code);
        }
        Optional<Procedure> asked = service.procedure(procedure)
                .filter(found -> found.isForThePublic() && found.form().isPresent());
        if (asked.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Caller caller = identity.keep(request, response);
        if (asked.get().opens() == Procedure.Opens.HOLDER) {
            caller.signedIn();
            if (entry == null || !preview.holds(entry, caller, asked.get(), clock.instant(), service)) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
        }
        Asking other = from == null ? null : askings.find(from, caller);
        // Of whom we know, the registers are asked instead.
        String begun = caller.known() ? asked.get().asks().orElse(procedure) : procedure;
        Draft draft = drafts.begin(caller.context("draft:" + code), code, service.digest(), begun, entry);
        if (other != null) {
            askings.take(draft.id(), other, caller);
        }
        return DraftPages.seeOther("/services/" + code + "/drafts/" + draft.id());
    }

    private ServicePackage known(String code) {
        return catalogue.known(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
