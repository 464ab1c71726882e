// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import polity.kernel.law.Wording.Said;
import polity.kernel.law.Work.Stage;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Listing.Timeline;
import polity.kernel.page.Words;

/**
 * One article as of a day, and what became of it.
 *
 * @param text as of the day; as it last stood, or will first stand, where it isn't in force then
 * @param inForce whether the text is in force on the day
 * @param changes between each stage and the next
 * @param neighbours the articles before and after it
 */
record ArticleView(
        Said work,
        ArticleText text,
        boolean inForce,
        Block.Breadcrumbs way,
        List<Component> notices,
        Timeline stages,
        List<Change> changes,
        List<Component> neighbours) {

    /**
     * What a version changed in the article.
     *
     * @param pieces only those that changed
     */
    record Change(String title, List<Piece> pieces) {}

    /**
     * The heading or a paragraph, as it changed.
     *
     * @param lang BCP 47 tag where the language is not that of the page
     */
    record Piece(String label, @Nullable String lang, List<Difference.Part> parts) {}

    /** Empty if there never was an article of this number. */
    static Optional<ArticleView> of(Work work, String number, AsOf asOf, Frame frame) {
        List<Stage> stages = work.stages(number);
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        Words words = frame.words("law");
        Optional<Article> inForce = work.on(asOf.day()).flatMap(version -> version.article(number));
        Article shown = inForce.orElseGet(() -> nearest(stages, asOf.day()));
        List<Change> changes = changes(stages, words);
        var notices = new ArrayList<Component>();
        notices.add(
                inForce.isPresent()
                        ? standing(stages, asOf, words)
                        : new Block.WarningText(words.say("stage.absent", "date", asOf.day())));
        if (!work.speaks(frame.language())
                || !shown.speaks(frame.language())
                || changes.stream()
                        .flatMap(change -> change.pieces().stream())
                        .anyMatch(piece -> piece.lang() != null)) {
            notices.add(new Block.InsetText(words.say("english")));
        }
        return Optional.of(new ArticleView(
                work.title().said(frame.language()),
                ArticleText.of(shown, words),
                inForce.isPresent(),
                LawPages.way(
                        frame,
                        Link.to(
                                frame.at("/law/" + work.code() + asOf.query()),
                                work.title().in(frame.language()))),
                notices,
                timeline(work, number, stages, asOf.today(), frame),
                changes,
                neighbours(work, number, asOf, frame)));
    }

    /** The last text before the day, or else the first after it. */
    private static Article nearest(List<Stage> stages, LocalDate day) {
        Article nearest = null;
        for (Stage stage : stages) {
            if (stage.article() != null && (nearest == null || !stage.since().isAfter(day))) {
                nearest = stage.article();
            }
        }
        return Objects.requireNonNull(nearest);
    }

    private static Component standing(List<Stage> stages, AsOf asOf, Words words) {
        int at = 0;
        while (at + 1 < stages.size() && !stages.get(at + 1).since().isAfter(asOf.day())) {
            at++;
        }
        LocalDate since = stages.get(at).since();
        if (since.isAfter(asOf.today())) {
            return new Block.WarningText(words.say("stage.coming", "date", since));
        }
        if (at + 1 == stages.size()) {
            return new Block.InsetText(words.say("stage.since", "date", since));
        }
        LocalDate next = stages.get(at + 1).since();
        return next.isAfter(asOf.today())
                ? new Block.InsetText(words.say("stage.changing", "date", since, "next", next))
                : new Block.WarningText(words.say("stage.past", "from", since, "to", next.minusDays(1)));
    }

    private static Timeline timeline(Work work, String number, List<Stage> stages, LocalDate today, Frame frame) {
        Words words = frame.words("law");
        Version current = stages.stream()
                .filter(stage -> !stage.since().isAfter(today))
                .reduce((_, later) -> later)
                .map(Stage::version)
                .orElse(null);
        var events = new ArrayList<Timeline.Event>();
        for (Stage stage : stages) {
            String what = stage.article() == null ? "repealed" : events.isEmpty() ? "made" : "changed";
            events.add(new Timeline.Event(
                    words.say("stage." + what),
                    words.moment(stage.since()),
                    stage.version().note().in(words.language()),
                    stage.article() == null
                            ? null
                            : Link.to(
                                    frame.at("/law/" + work.code() + "/" + number + AsOf.query(stage.since())),
                                    words.say("stage.read", "date", stage.since())),
                    WorkView.state(stage.version(), current, today)));
        }
        return new Timeline(events);
    }

    private static List<Change> changes(List<Stage> stages, Words words) {
        var changes = new ArrayList<Change>();
        for (int at = 1; at < stages.size(); at++) {
            Article before = stages.get(at - 1).article();
            Article after = stages.get(at).article();
            if (before != null && after != null) {
                changes.add(new Change(
                        words.say("changes.on", "date", stages.get(at).since()), pieces(before, after, words)));
            }
        }
        return changes;
    }

    private static List<Piece> pieces(Article before, Article after, Words words) {
        var pieces = new ArrayList<Piece>();
        if (!before.heading().equals(after.heading())) {
            pieces.add(piece(words.say("changes.heading"), before.heading(), after.heading(), words.language()));
        }
        var numbers = new TreeSet<>(Citation.ORDER);
        numbers.addAll(before.paragraphs().keySet());
        numbers.addAll(after.paragraphs().keySet());
        for (String number : numbers) {
            Wording old = before.paragraphs().get(number);
            Wording current = after.paragraphs().get(number);
            if (!Objects.equals(old, current)) {
                pieces.add(piece(ArticleText.label(number, words), old, current, words.language()));
            }
        }
        // What changed in another language only shows as no change in this one.
        return pieces.stream()
                .filter(piece -> !piece.parts().stream().allMatch(Difference.Part::kept))
                .toList();
    }

    /** Two texts can be compared in one language only: the reader's where both speak it, English otherwise. */
    private static Piece piece(String label, @Nullable Wording before, @Nullable Wording after, Language reader) {
        boolean spoken = (before == null || before.speaks(reader)) && (after == null || after.speaks(reader));
        Language language = spoken ? reader : Language.EN;
        Difference difference =
                Difference.between(before == null ? "" : before.in(language), after == null ? "" : after.in(language));
        return new Piece(label, spoken ? null : language.tag(), difference.parts());
    }

    private static List<Component> neighbours(Work work, String number, AsOf asOf, Frame frame) {
        List<String> numbers = work.on(asOf.day()).map(Version::articles).orElse(List.of()).stream()
                .map(Article::number)
                .toList();
        Optional<String> previous = numbers.stream()
                .filter(each -> Citation.ORDER.compare(each, number) < 0)
                .reduce((_, later) -> later);
        Optional<String> next = numbers.stream()
                .filter(each -> Citation.ORDER.compare(each, number) > 0)
                .findFirst();
        if (previous.isEmpty() && next.isEmpty()) {
            return List.of();
        }
        String before = frame.at("/law/" + work.code() + "/");
        return List.of(new Block.Pagination(
                previous.map(each -> before + each + asOf.query()).orElse(null),
                next.map(each -> before + each + asOf.query()).orElse(null)));
    }
}
