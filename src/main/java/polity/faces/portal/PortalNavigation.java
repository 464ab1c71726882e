// SPDX-License-Identifier: Apache-2.0
package polity.faces.portal;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Navigation;
import polity.kernel.page.Viewer;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;

/** The way around the public's pages. */
@Component
final class PortalNavigation implements Navigation {

    private final Vocabulary vocabulary;

    PortalNavigation(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public Zone zone() {
        return Zone.PUBLIC;
    }

    @Override
    public List<Link> main(Language language, @Nullable Viewer viewer) {
        Words words = vocabulary.words("portal", language);
        var links = new ArrayList<Link>();
        links.add(Link.to("/", words.say("services")));
        if (viewer != null) {
            links.add(Link.to("/cases", words.say("cases")));
        }
        links.add(Link.to("/verify", words.say("verify")));
        links.add(Link.to("/law", words.say("law")));
        return links;
    }

    @Override
    public List<Link> foot(Language language) {
        Words words = vocabulary.words("portal", language);
        return List.of(
                Link.to("/verify", words.say("verify")),
                Link.to("/law", words.say("law")),
                Link.to("/log/", words.say("log")));
    }
}
