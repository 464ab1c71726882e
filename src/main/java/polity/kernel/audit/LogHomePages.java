// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.SummaryList;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** What the public log is, where it stands, and how anyone checks it. */
@Controller
@Zones(Zone.PUBLIC)
final class LogHomePages {

    private final LogReader log;
    private final Templates templates;

    LogHomePages(LogReader log, Templates templates) {
        this.log = log;
        this.templates = templates;
    }

    @GetMapping({"/log", "/log/"})
    Page home(Frame frame) {
        Words words = frame.words("audit");
        var body = new ArrayList<Component>();
        body.add(new Block.Paragraph(words.say("what")));
        body.add(new Block.Paragraph(words.say("reveals")));
        log.latest().map(LogPages.LogView::of).ifPresentOrElse(
                view -> {
                    body.add(new Block.Heading(words.say("checkpoint"), 2));
                    body.add(SummaryList.of(
                            SummaryList.Row.of(words.say("size"), words.number(view.size())),
                            SummaryList.Row.of(words.say("root"), view.root()),
                            SummaryList.Row.of(words.say("made"), words.instant(view.made())),
                            SummaryList.Row.of(words.say("key"), view.key())));
                },
                () -> body.add(new Block.InsetText(words.say("empty"))));
        body.add(new Block.Heading(words.say("verify"), 2));
        body.add(new Block.Points(List.of(words.say("step.1"), words.say("step.2"), words.say("step.3")), true));
        body.add(new Block.LinkGrid(List.of(
                new Block.LinkGrid.Entry(Link.to("/log/checkpoint", words.say("raw")), words.say("raw-text")))));
        return templates.sheet(frame, Sheet.of(words.say("title"), body.toArray(Component[]::new)));
    }
}
