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
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The first page of the desk. */
@Controller
@Zones(Zone.DESK)
final class DeskPages {

    private final Templates templates;

    DeskPages(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/desk")
    Page home(Caller caller, Frame frame) {
        caller.signedIn();
        Words words = frame.words("desk");
        // The first link leads here.
        List<Block.LinkGrid.Entry> places = frame.navigation().stream()
                .skip(1)
                .map(link -> new Block.LinkGrid.Entry(link, null))
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
