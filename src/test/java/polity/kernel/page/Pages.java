// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import polity.kernel.node.Zone;

/** Pages as a government would have them, in each language, for the tests of this module. */
final class Pages {
    static final Templates TEMPLATES = new Templates();
    static final Site SITE = new Site(
            Map.of(Language.EN, "Town of Harbourfield", Language.ZH_HANS, "海港市人民政府"),
            true,
            Vocabulary.load(ZoneId.of("Europe/London")),
            Assets.load());

    private Pages() {}

    static Frame frame(Language language) {
        var words = SITE.vocabulary().words("components", language);
        return SITE.frame(language, Zone.PUBLIC, "/services/parking?step=2")
                .withNavigation(List.of(
                        Link.to("/services", words.say("services")),
                        Link.to("/laws", words.say("lawTitle")),
                        Link.to("/participation", words.say("participationTitle"))))
                .withFooter(
                        List.of(Link.to("/contact", words.say("contact")), Link.to("/laws", words.say("lawTitle"))));
    }

    static Frame desk(Language language) {
        var words = SITE.vocabulary().words("components", language);
        return SITE.frame(language, Zone.DESK, "/desk/cases/due")
                .with(new Viewer(new java.util.UUID(0, 1), words.say("name1"), 3))
                .with(new Frame.Proof("_csrf", "token\"<"))
                .withNavigation(List.of(
                        Link.to("/desk", words.say("desk")).counting(14),
                        Link.to("/desk/cases", words.say("newCases")).counting(3),
                        Link.to("/desk/letters", words.say("letters")),
                        Link.to("/desk/registers", words.say("registers"))));
    }

    static Page render(Language language, Component component) {
        return TEMPLATES.sheet(frame(language), Sheet.of("Title", component));
    }

    static Page home(Language language) {
        var frame = frame(language);
        var words = frame.words("components");
        return TEMPLATES.sheet(
                frame,
                Sheet.of(
                                words.say("homeTitle"),
                                new Block.Hero(words.say("homeTitle"), words.say("homeLead"), "/search"),
                                new Block.Heading(words.say("homeOften"), 2),
                                ExamplesOfText.links(words))
                        .asWide());
    }

    static Page question(Language language) {
        var frame = frame(language);
        var words = frame.words("components");
        var name = Field.of("name", words.say("fullName"))
                .hint(words.say("fullNameHint"))
                .error(words.say("fullNameError"));
        var moved = ExamplesOfQuestions.dates(words).get(1);
        return TEMPLATES
                .sheet(
                        frame.with(new Frame.Proof("_csrf", "token")),
                        Sheet.of(
                                        words.say("yourDetails"),
                                        Question.Input.of(name)
                                                .autocomplete("name")
                                                .noSpellcheck(),
                                        moved,
                                        ExamplesOfQuestions.radios(words).get(1),
                                        ExamplesOfQuestions.textAreas(words).get(1),
                                        Block.Button.of(words.say("continue")))
                                .caption(words.say("permit"))
                                .before(new Block.BackLink("/services/parking"))
                                .sendingTo("/services/parking/details"))
                .status(422);
    }

    static Page oneQuestion(Language language) {
        var words = SITE.vocabulary().words("components", language);
        return TEMPLATES.sheet(
                frame(language),
                Sheet.of(
                                words.say("vehicles"),
                                new Question.Checkboxes(
                                        Field.of("vehicles", words.say("vehicles"))
                                                .hint(words.say("vehiclesHint"))
                                                .asHeading(),
                                        ((Question.Checkboxes) ExamplesOfQuestions.checkboxes(words)
                                                        .get(0))
                                                .choices()),
                                Block.Button.of(words.say("continue")))
                        .before(new Block.BackLink("/services/parking"))
                        .sendingTo("/services/parking/vehicles"));
    }

    static Page answers(Language language) {
        var frame = frame(language);
        var words = frame.words("components");
        return TEMPLATES.sheet(
                frame,
                Sheet.of(
                                words.say("check"),
                                new Block.Paragraph(words.say("checkLead")),
                                ExamplesOfListings.answers(words),
                                ExamplesOfListings.derivation(words),
                                new Block.WarningText(words.say("warningText")),
                                Block.Button.of(words.say("send")))
                        .caption(words.say("permit"))
                        .before(new Block.BackLink("/services/parking/vehicle"))
                        .sendingTo("/services/parking/send"));
    }

    static Page confirmation(Language language) {
        var frame = frame(language);
        var words = frame.words("components");
        return TEMPLATES.sheet(
                frame,
                Sheet.of(
                        words.say("complete"),
                        ExamplesOfText.panel(words),
                        new Block.Heading(words.say("next"), 2),
                        new Block.Paragraph(words.say("nextText")),
                        ExamplesOfListings.timeline(words)));
    }

    static Page work(Language language) {
        var frame = desk(language);
        var words = frame.words("components");
        return TEMPLATES.sheet(
                frame,
                Sheet.of(
                                words.say("casesDue"),
                                ExamplesOfListings.tiles(words),
                                ExamplesOfListings.filter(words),
                                ExamplesOfListings.cases(words).hidingCaption(),
                                new Block.Pagination("?before=HB-2026-004711-K", "?after=HB-2026-004815-R"))
                        .asWide());
    }

    static Map<String, Page> all(Language language) {
        return Map.of(
                "home", home(language),
                "question", question(language),
                "one-question", oneQuestion(language),
                "answers", answers(language),
                "confirmation", confirmation(language),
                "desk", work(language),
                "failure", TEMPLATES.failure(frame(language), 500, "7f3a-11c2"),
                "components", TEMPLATES.components(frame(language)));
    }
}
