// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;

/**
 * A legal text with all its versions.
 *
 * @param code what citations call it
 * @param kind {@code act}, {@code regulation}, {@code order} or {@code by-law}
 * @param versions at least one, by commencement
 */
public record Work(String code, Wording title, String kind, List<Version> versions) {

    /** The version in force on this day; none before the first commencement. */
    public Optional<Version> on(LocalDate day) {
        return versions.stream()
                .filter(version -> !version.inForce().isAfter(day))
                .reduce((_, later) -> later);
    }

    /** The first version that comes into force after this day. */
    Optional<Version> after(LocalDate day) {
        return versions.stream()
                .filter(version -> version.inForce().isAfter(day))
                .findFirst();
    }

    /** What became of an article, from its first commencement on; empty if there never was one of this number. */
    List<Stage> stages(String number) {
        var stages = new ArrayList<Stage>();
        for (Version version : versions) {
            Article article = version.article(number).orElse(null);
            Article before = stages.isEmpty() ? null : stages.getLast().article();
            if (!Objects.equals(article, before)) {
                stages.add(new Stage(version, article));
            }
        }
        return stages;
    }

    boolean speaks(Language language) {
        return title.speaks(language)
                && versions.stream().allMatch(version -> version.note().speaks(language));
    }

    /**
     * How an article reads from a version on, until the next stage.
     *
     * @param article absent: repealed
     */
    record Stage(Version version, @Nullable Article article) {
        LocalDate since() {
            return version.inForce();
        }
    }
}
