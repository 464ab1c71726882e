// SPDX-License-Identifier: Apache-2.0
package polity.kernel.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import polity.kernel.node.Context;
import polity.kernel.node.NodeSettings;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.node.Zones;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Listing.Table;
import polity.kernel.page.Listing.Table.Cell;
import polity.kernel.page.Listing.Table.Column;
import polity.kernel.page.Page;
import polity.kernel.page.Sheet;
import polity.kernel.page.Templates;
import polity.kernel.page.Words;

/** The e-mail that a demonstration would have sent, for everybody to open. It exists in a demonstration only. */
@Controller
@Zones(Zone.PUBLIC)
@Conditional(MailboxPages.InDemonstration.class)
class MailboxPages {

    /** Whether this program was started with sample data. */
    static final class InDemonstration implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata annotated) {
            var beans = context.getBeanFactory();
            return beans != null && beans.getBean(NodeSettings.class).demonstration();
        }
    }

    private static final String HERE = "/demonstration/mailbox";
    private static final int MOST = 50;

    private final Mails mails;
    private final Transactions transactions;
    private final Templates templates;
    private final NodeSettings settings;

    MailboxPages(Mails mails, Transactions transactions, Templates templates, NodeSettings settings) {
        this.mails = mails;
        this.transactions = transactions;
        this.templates = templates;
        this.settings = settings;
    }

    @GetMapping(HERE)
    Page list(Frame frame) {
        List<Mail> latest = read(() -> mails.mailbox(MOST));
        Words words = frame.words("notification");
        if (latest.isEmpty()) {
            return templates.sheet(
                    frame,
                    Sheet.of(
                            words.say("mailbox.title"),
                            new Block.EmptyState(words.say("mailbox.none"), words.say("mailbox.noneText"), null)));
        }
        return templates.sheet(
                frame,
                Sheet.of(
                                words.say("mailbox.title"),
                                new Block.Paragraph(words.say("mailbox.what")),
                                Table.of(
                                                "mailbox",
                                                words.say("mailbox.title"),
                                                List.of(
                                                        Column.of(words.say("messages.subject")),
                                                        Column.of(words.say("mailbox.to")),
                                                        Column.of(words.say("messages.written"))),
                                                latest.stream()
                                                        .map(mail -> List.of(
                                                                Cell.link(mail.subject(), HERE + "/" + mail.id()),
                                                                Cell.of(mail.email()),
                                                                Cell.of(words.time(mail.written()))))
                                                        .toList())
                                        .asStacked()
                                        .hidingCaption())
                        .asWide());
    }

    @GetMapping(HERE + "/{mail}")
    Page open(Frame frame, @PathVariable UUID mail) {
        Optional<Mail> found = read(() -> mails.inMailbox(mail));
        return found.map(each -> show(each, frame))
                .orElseGet(() -> templates.failure(frame, HttpStatus.NOT_FOUND.value(), ""));
    }

    private Page show(Mail mail, Frame frame) {
        Words words = frame.words("notification");
        var body = new ArrayList<Component>();
        mail.paragraphs().forEach(paragraph -> body.add(new Block.Paragraph(paragraph)));
        if (mail.actionAddress() != null && mail.actionLabel() != null) {
            String ours = settings.publicAddress().toString();
            String to = mail.actionAddress().startsWith(ours + "/")
                    ? mail.actionAddress().substring(ours.length())
                    : mail.actionAddress();
            body.add(Block.Button.of(mail.actionLabel()).to(to));
        }
        return templates.sheet(
                frame,
                Sheet.of(mail.subject(), body.toArray(Component[]::new))
                        .caption(
                                words.say("mailbox.caption", "email", mail.email(), "time", words.time(mail.written())))
                        .before(new Block.BackLink(HERE)));
    }

    /** The public zone's role can't read letters; in a demonstration this node does it with the role that sends them. */
    private <T> T read(Supplier<T> work) {
        return Zone.JOBS.call(() -> transactions.read(Context.visitor("demonstration-mailbox"), work));
    }
}
