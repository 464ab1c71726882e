// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import polity.kernel.page.Frame;
import polity.kernel.page.Words;

/** The law in force on any day. It never changes while the program runs. */
public final class Law {

    private final SequencedMap<String, Work> works;
    private final ZoneId zone;

    /**
     * @param works by code, in their order
     * @param zone of the authority; its days are those on which law comes into force
     */
    Law(SequencedMap<String, Work> works, ZoneId zone) {
        this.works = works;
        this.zone = zone;
    }

    public List<Work> works() {
        return List.copyOf(works.values());
    }

    public Optional<Work> work(String code) {
        return Optional.ofNullable(works.get(code));
    }

    /** All versions of a work by commencement, those to come among them; none for an unknown work. */
    public List<Version> versions(String work) {
        return work(work).map(Work::versions).orElse(List.of());
    }

    /** The whole article that is cited; empty unless it, and its paragraph if one is cited, is in force on this day. */
    public Optional<Article> article(Citation citation, LocalDate on) {
        String paragraph = citation.paragraph();
        return work(citation.work())
                .flatMap(work -> work.on(on))
                .flatMap(version -> version.article(citation.article()))
                .filter(article -> paragraph == null || article.paragraphs().containsKey(paragraph));
    }

    /** Whether what is cited is in force on this day. */
    public boolean resolves(Citation citation, LocalDate on) {
        return article(citation, on).isPresent();
    }

    /** The day whose law governs what happens at this instant: the local day of the authority. */
    public LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** A citation as a reader says it, like "Parking Order, article 12(1)"; as it is written if its work is unknown. */
    public String name(Citation citation, Frame frame) {
        Words words = frame.words("law");
        String paragraph = citation.paragraph();
        return work(citation.work())
                .map(work -> work.title().in(words.language()))
                .map(title -> paragraph == null
                        ? words.say("cited.article", "work", title, "article", citation.article())
                        : words.say(
                                "cited.paragraph",
                                "work",
                                title,
                                "article",
                                citation.article(),
                                "paragraph",
                                paragraph))
                .orElseGet(citation::toString);
    }
}
