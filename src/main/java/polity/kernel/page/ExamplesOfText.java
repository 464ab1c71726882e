// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.Map;

/** Examples of the components that say something. */
final class ExamplesOfText {

    private ExamplesOfText() {}

    static List<Component> navigation(Words words) {
        return List.of(
                new Block.BackLink("/"),
                new Block.Breadcrumbs(
                        List.of(Link.to("/", words.say("services")), Link.to("/parking", words.say("parking")))));
    }

    static List<Component> buttons(Words words) {
        return List.of(
                Block.Button.start(words.say("start")).to("/start"),
                Block.Button.start(words.say("start")).sending("act", "start"),
                new Block.ButtonGroup(
                        List.of(
                                Block.Button.of(words.say("continue")),
                                Block.Button.secondary(words.say("save")).sending("act", "save")),
                        Link.to("/", words.say("cancel"))),
                new Block.ButtonGroup(
                        List.of(
                                Block.Button.warning(words.say("withdraw")),
                                Block.Button.of(words.say("sent")).asDisabled()),
                        null));
    }

    static List<Component> text(Words words) {
        return List.of(
                new Block.Heading(words.say("heading"), 3),
                new Block.Paragraph(words.say("paragraph")),
                new Block.Points(List.of(words.say("point1"), words.say("point2")), false),
                new Block.Points(List.of(words.say("point1"), words.say("point2")), true),
                Block.Details.of(words.say("proof"), new Block.Paragraph(words.say("proofText"))));
    }

    static List<Component> notices(Words words) {
        return List.of(
                new Block.InsetText(words.say("inset")),
                new Block.WarningText(words.say("warningText")),
                new Block.NotificationBanner(
                        words.say("banner"),
                        words.say("bannerText"),
                        Link.to("/messages", words.say("bannerLink")),
                        false),
                new Block.NotificationBanner(words.say("done"), null, null, true),
                new Block.Progress(words.say("sealing"), Link.to("#example-notice", words.say("lookAgain"))),
                new Block.LinkedData(Map.of("@context", "https://schema.org", "@type", "WebPage")));
    }

    static Component panel(Words words) {
        return new Block.Panel(words.say("complete"), words.say("reference"), "HB-2026-004711-K");
    }

    static List<Component> tags(Words words) {
        return List.of(
                new Block.Tag(words.say("draft"), Tone.NEUTRAL),
                new Block.Tag(words.say("received"), Tone.INFORMATION),
                new Block.Tag(words.say("inReview"), Tone.WAITING),
                new Block.Tag(words.say("granted"), Tone.SUCCESS),
                new Block.Tag(words.say("expiring"), Tone.WARNING),
                new Block.Tag(words.say("refused"), Tone.DANGER));
    }

    static Component empty(Words words) {
        return new Block.EmptyState(
                words.say("emptyTitle"), words.say("emptyText"), Link.to("/desk/unit", words.say("emptyAction")));
    }

    static Component links(Words words) {
        return new Block.LinkGrid(List.of(
                entry(words, "move"),
                entry(words, "business"),
                entry(words, "family"),
                entry(words, "work"),
                entry(words, "law"),
                entry(words, "participation")));
    }

    private static Block.LinkGrid.Entry entry(Words words, String subject) {
        return new Block.LinkGrid.Entry(
                Link.to("/" + subject, words.say(subject + "Title")), words.say(subject + "Text"));
    }
}
