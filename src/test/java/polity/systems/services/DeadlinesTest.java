// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import polity.kernel.catalogue.Catalogue;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** By when officials decide what waits for them. */
class DeadlinesTest {

    private static final Instant ASKED = Instant.parse("2026-03-02T10:00:00Z");

    private final Catalogue catalogue = RunningPolity.part(Catalogue.class);
    private final Words words = RunningPolity.part(Vocabulary.class).words("services", Language.EN);

    private String waiting(int many) {
        List<ReviewTask.Due> due =
                Collections.nCopies(many, new ReviewTask.Due("residents-parking-permit", ASKED, true));
        return Deadlines.waiting(due, catalogue, ASKED, words);
    }

    @Test
    void what_waits_is_counted_with_the_last_day_of_the_next() {
        assertThat(waiting(0)).isEqualTo("Nothing waits.");
        assertThat(waiting(1)).isEqualTo("1 decision waits. The next is due by 16 March 2026.");
    }

    @Test
    void what_may_be_more_than_was_read_is_not_said_to_be_all() {
        assertThat(waiting(Reviews.MOST)).startsWith("100 or more decisions wait.");
    }
}
