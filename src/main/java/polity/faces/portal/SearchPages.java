// SPDX-License-Identifier: Apache-2.0
package polity.faces.portal;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Page;
import polity.kernel.page.Question;
import polity.kernel.page.SearchSource;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** What was found, by kind; whoever finds nothing is shown where to go on. */
@Controller
@Zones(Zone.PUBLIC)
final class SearchPages {

    private static final int MOST_OF_A_KIND = 20;

    private final ObjectProvider<SearchSource> sources;
    private final Templates templates;

    SearchPages(ObjectProvider<SearchSource> sources, Templates templates) {
        this.sources = sources;
        this.templates = templates;
    }

    @GetMapping("/search")
    Page search(@RequestParam(defaultValue = "") String q, Frame frame) {
        Words words = frame.words("portal");
        String query = q.strip();
        var body = new ArrayList<Component>();
        body.add(new Listing.FilterBar(
                "/search",
                List.of(Question.Input.of(
                        Field.of("q", words.say("search.question")).value(query))),
                null));
        if (!query.isEmpty()) {
            List<Component> found = found(query, frame);
            body.addAll(
                    found.isEmpty()
                            ? List.of(new Block.EmptyState(
                                    words.say("search.none", "query", query),
                                    words.say("search.none-text"),
                                    Link.to("/services", words.say("search.all"))))
                            : found);
        } else {
            body.add(new Block.LinkGrid(List.of(
                    new Block.LinkGrid.Entry(Link.to("/services", words.say("search.all")), null),
                    new Block.LinkGrid.Entry(Link.to("/law", words.say("law")), words.say("law-text")))));
        }
        return templates.sheet(
                frame,
                Sheet.of(words.say("search.title"), body.toArray(Component[]::new))
                        .before(new Block.Breadcrumbs(List.of(Link.to("/", words.say("home"))))));
    }

    private List<Component> found(String query, Frame frame) {
        var found = new ArrayList<Component>();
        sources.orderedStream().forEach(source -> {
            List<SearchSource.Hit> hits = source.search(query, frame.language(), MOST_OF_A_KIND);
            if (!hits.isEmpty()) {
                found.add(new Block.Heading(source.title(frame.language()), 2));
                found.add(new Block.LinkGrid(hits.stream()
                        .map(hit -> new Block.LinkGrid.Entry(Link.to(hit.path(), hit.title()), hit.summary()))
                        .toList()));
            }
        });
        return found;
    }
}
