// SPDX-License-Identifier: Apache-2.0
package polity.faces.portal;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.ServiceEntry;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The first page. */
@Controller
@Zones(Zone.PUBLIC)
final class HomePages {

    private final ObjectProvider<ServiceEntry.Source> services;
    private final Templates templates;

    HomePages(ObjectProvider<ServiceEntry.Source> services, Templates templates) {
        this.services = services;
        this.templates = templates;
    }

    @GetMapping("/")
    Page home(Frame frame) {
        Words words = frame.words("portal");
        var body = new ArrayList<Component>();
        body.add(new Block.Hero(words.say("title"), words.say("lead"), "/search"));
        body.add(new Block.Heading(words.say("services"), 2));
        body.add(new Block.LinkGrid(entries(frame)));
        body.add(new Block.Heading(words.say("open"), 2));
        body.add(new Block.LinkGrid(List.of(
                new Block.LinkGrid.Entry(Link.to("/verify", words.say("verify")), words.say("verify-text")),
                new Block.LinkGrid.Entry(Link.to("/law", words.say("law")), words.say("law-text")),
                new Block.LinkGrid.Entry(Link.to("/registers", words.say("registers")), words.say("registers-text")),
                new Block.LinkGrid.Entry(Link.to("/log/", words.say("log")), words.say("log-text")),
                new Block.LinkGrid.Entry(Link.to("/api", words.say("programs")), words.say("programs-text")))));
        return templates
                .sheet(frame, Sheet.of(words.say("title"), body.toArray(Component[]::new)))
                .shared();
    }

    /** Every address of a service begins here. */
    @GetMapping("/services")
    Page services(Frame frame) {
        Words words = frame.words("portal");
        return templates
                .sheet(
                        frame,
                        Sheet.of(words.say("services"), new Block.LinkGrid(entries(frame)))
                                .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))))
                .shared();
    }

    private List<Block.LinkGrid.Entry> entries(Frame frame) {
        return services.stream()
                .flatMap(source -> source.services().stream())
                .map(service -> new Block.LinkGrid.Entry(
                        Link.to(service.path(), service.title(frame.language())), service.summary(frame.language())))
                .toList();
    }
}
