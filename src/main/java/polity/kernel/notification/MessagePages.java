// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import polity.kernel.identity.Caller;
import polity.kernel.identity.Identity;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.notification.Messages.Line;
import polity.kernel.notification.Messages.Opened;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing.Table;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Tone;
import polity.kernel.page.Words;

/** A person's own messages. */
@Controller
class MessagePages {

    private static final int MOST = 50;

    private final Messages messages;
    private final Identity identity;
    private final Transactions transactions;
    private final Templates templates;
    private final InstantSource clock;

    MessagePages(
            Messages messages, Identity identity, Transactions transactions, Templates templates, InstantSource clock) {
        this.messages = messages;
        this.identity = identity;
        this.transactions = transactions;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/messages")
    @Zones(Zone.PUBLIC)
    Page list(Caller caller, Frame frame, @RequestParam(required = false) @Nullable UUID before) {
        return list(caller, frame, before, "/messages");
    }

    @GetMapping("/desk/messages")
    @Zones(Zone.DESK)
    Page listAtDesk(Caller caller, Frame frame, @RequestParam(required = false) @Nullable UUID before) {
        return list(caller, frame, before, "/desk/messages");
    }

    @GetMapping("/messages/{message}")
    @Zones(Zone.PUBLIC)
    Page open(Caller caller, Frame frame, @PathVariable UUID message) {
        return open(caller, frame, message, "/messages");
    }

    @GetMapping("/desk/messages/{message}")
    @Zones(Zone.DESK)
    Page openAtDesk(Caller caller, Frame frame, @PathVariable UUID message) {
        return open(caller, frame, message, "/desk/messages");
    }

    private Page list(Caller caller, Frame frame, @Nullable UUID before, String here) {
        caller.signedIn();
        List<Line> lines = transactions.read(caller.context("messages"), () -> messages.list(before, MOST));
        Words words = frame.words("notification");
        if (lines.isEmpty() && before == null) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("messages.title"),
                            new Block.EmptyState(words.say("messages.none"), words.say("messages.noneText"), null)));
        }
        String next =
                lines.size() < MOST ? null : here + "?before=" + lines.getLast().id();
        Table table = Table.of(
                        "messages",
                        words.say("messages.title"),
                        List.of(
                                Column.of(words.say("messages.subject")),
                                Column.of(words.say("messages.written")),
                                Column.of(words.say("messages.status"))),
                        lines.stream()
                                .map(line -> List.of(
                                        Cell.link(line.subject(), here + "/" + line.id()),
                                        Cell.of(words.time(line.written())),
                                        line.unread()
                                                ? Cell.tag(words.say("messages.unread"), Tone.INFORMATION)
                                                : Cell.of(words.say("messages.read"))))
                                .toList())
                .asStacked()
                .hidingCaption();
        return templates.sheet(
                frame,
                Sheet.of(words.say("messages.title"), table, new Block.Pagination(before == null ? null : here, next))
                        .asWide());
    }

    /** To open a message is to have read it: this GET writes that, once. */
    private Page open(Caller caller, Frame frame, UUID id, String here) {
        PersonId person = caller.signedIn();
        Optional<Opened> opened = transactions.write(caller.context("messages"), () -> {
            Optional<Opened> found = messages.open(id);
            if (found.isPresent() && messages.markRead(id, clock.instant())) {
                identity.countUnread(List.of(person), -1);
            }
            return found;
        });
        return opened.map(message -> show(message, frame, here))
                .orElseGet(() -> templates.failure(frame, HttpStatus.NOT_FOUND.value(), ""));
    }

    private Page show(Opened message, Frame frame, String here) {
        Words words = frame.words("notification");
        var body = new ArrayList<Component>();
        message.paragraphs().forEach(paragraph -> body.add(new Block.Paragraph(paragraph)));
        String path = message.actionPath();
        if (path != null && message.actionLabel() != null && isOfZone(path, frame.zone())) {
            body.add(Block.Button.of(message.actionLabel()).to(path));
        }
        return templates.sheet(
                frame,
                Sheet.of(message.subject(), body.toArray(Component[]::new))
                        .caption(words.time(message.written()))
                        .before(new Block.BackLink(here)));
    }

    private static boolean isOfZone(String path, Zone zone) {
        return (path.equals("/desk") || path.startsWith("/desk/")) == (zone == Zone.DESK);
    }
}
