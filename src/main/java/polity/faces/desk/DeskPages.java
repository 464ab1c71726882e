// SPDX-License-Identifier: Apache-2.0
package polity.faces.desk;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import polity.kernel.identity.Caller;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Viewer;
import polity.kernel.page.Words;

/** The first page of the desk. */
@Controller
@Zones(Zone.DESK)
final class DeskPages {

    private final DeskNavigation navigation;
    private final Templates templates;

    DeskPages(DeskNavigation navigation, Templates templates) {
        this.navigation = navigation;
        this.templates = templates;
    }

    @GetMapping("/desk")
    Page home(Caller caller, Frame frame) {
        caller.signedIn();
        Words words = frame.words("desk");
        Viewer viewer = frame.viewer();
        List<Block.LinkGrid.Entry> places = viewer == null
                ? List.of()
                : navigation.places(viewer).stream()
                        .map(task -> new Block.LinkGrid.Entry(
                                Link.to(task.path(), task.title().apply(frame.language())),
                                task.now().apply(viewer, frame.language())))
                        .toList();
        return templates.sheet(
                frame,
                places.isEmpty()
                        ? Sheet.of(
                                words.say("title"),
                                new Block.EmptyState(words.say("none"), words.say("none-text"), null))
                        : Sheet.of(words.say("title"), new Block.LinkGrid(places)));
    }
}
