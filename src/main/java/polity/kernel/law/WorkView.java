// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.law.Wording.Said;
import polity.kernel.page.Block;
import polity.kernel.page.Component;
import polity.kernel.page.Field;
import polity.kernel.page.Frame;
import polity.kernel.page.Language;
import polity.kernel.page.Link;
import polity.kernel.page.Listing;
import polity.kernel.page.Listing.Timeline;
import polity.kernel.page.Question;
import polity.kernel.page.Words;

/**
 * The whole text of a work as of a day.
 *
 * @param notices whether it is in force, and in which language it stands
 * @param articles none before the first commencement
 * @param path address of the work
 * @param another where another day can be asked for
 * @param query what carries the day to the page of an article
 */
record WorkView(
        Said title,
        String kind,
        Block.Breadcrumbs way,
        List<Component> notices,
        List<ArticleText> articles,
        String path,
        String query,
        Component another,
        Timeline versions) {

    static WorkView of(Work work, AsOf asOf, List<String> day, boolean wrong, Frame frame) {
        Words words = frame.words("law");
        Language language = frame.language();
        Optional<Version> shown = work.on(asOf.day());
        List<Article> articles = shown.map(Version::articles).orElse(List.of());
        var notices = new ArrayList<Component>();
        notices.add(shown.map(version -> standing(work, version, asOf, words))
                .orElseGet(() -> new Block.WarningText(words.say("work.before", "date", asOf.day()))));
        if (!work.speaks(language) || !articles.stream().allMatch(article -> article.speaks(language))) {
            notices.add(new Block.InsetText(words.say("english")));
        }
        return new WorkView(
                work.title().said(language),
                words.say("kind." + work.kind()),
                LawPages.way(frame),
                notices,
                articles.stream().map(article -> ArticleText.of(article, words)).toList(),
                frame.at("/law/" + work.code()),
                asOf.query(),
                another(work, day, wrong, frame),
                versions(work, asOf.today(), frame));
    }

    private static Component another(Work work, List<String> day, boolean wrong, Frame frame) {
        Words words = frame.words("law");
        Field field = Field.of("day", words.say("work.another"))
                .hint(words.say("work.another-hint"))
                .error(wrong ? words.say("work.another-error") : null);
        return new Listing.FilterBar(
                frame.at("/law/" + work.code()),
                List.of(Question.DateInput.of(field).value(day.get(0), day.get(1), day.get(2))),
                null);
    }

    /** A day in three parts, as it stands in the question. */
    static List<String> day(LocalDate day) {
        return List.of(
                Integer.toString(day.getDayOfMonth()),
                Integer.toString(day.getMonthValue()),
                Integer.toString(day.getYear()));
    }

    private static Component standing(Work work, Version version, AsOf asOf, Words words) {
        LocalDate since = version.inForce();
        if (since.isAfter(asOf.today())) {
            return new Block.WarningText(words.say("work.coming", "date", since));
        }
        Optional<LocalDate> next = work.after(since).map(Version::inForce);
        if (next.isEmpty()) {
            return new Block.InsetText(words.say("work.since", "date", since));
        }
        if (next.get().isAfter(asOf.today())) {
            return new Block.InsetText(words.say("work.changing", "date", since, "next", next.get()));
        }
        return new Block.WarningText(
                words.say("work.past", "from", since, "to", next.get().minusDays(1)));
    }

    private static Timeline versions(Work work, LocalDate today, Frame frame) {
        Words words = frame.words("law");
        Version current = work.on(today).orElse(null);
        return new Timeline(work.versions().stream()
                .map(version -> new Timeline.Event(
                        version.note().in(words.language()),
                        words.moment(version.inForce()),
                        changes(version, words),
                        Link.to(
                                frame.at("/law/" + work.code() + AsOf.query(version.inForce())),
                                words.say("work.read", "date", version.inForce())),
                        state(version, current, today)))
                .toList());
    }

    static Timeline.State state(Version version, @Nullable Version current, LocalDate today) {
        if (version.inForce().isAfter(today)) {
            return Timeline.State.COMING;
        }
        return version.equals(current) ? Timeline.State.CURRENT : Timeline.State.PAST;
    }

    private static @Nullable String changes(Version version, Words words) {
        String changed = version.changed().isEmpty()
                ? ""
                : words.say("work.changed", "articles", String.join(words.say("and"), version.changed()));
        String repealed = version.repealed().isEmpty()
                ? ""
                : words.say("work.repealed", "articles", String.join(words.say("and"), version.repealed()));
        String both = (changed + " " + repealed).strip();
        return both.isEmpty() ? null : both;
    }
}
