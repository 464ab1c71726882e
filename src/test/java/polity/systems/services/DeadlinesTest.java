// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import polity.kernel.calendar.CalendarDataNotValid;
import polity.kernel.catalogue.Catalogue;
import polity.kernel.catalogue.WorkingDays;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.reviewing.ReviewTask;
import polity.kernel.reviewing.Reviews;
import polity.testing.RunningPolity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** By when officials decide what waits for them. */
class DeadlinesTest {

    private static final Instant ASKED = Instant.parse("2026-03-02T10:00:00Z");

    private final Catalogue catalogue = RunningPolity.part(Catalogue.class);
    private final ZoneId london = ZoneId.of("Europe/London");
    private final Words words = RunningPolity.part(Vocabulary.class).words("services", Language.EN);

    @TempDir
    private Path home;

    private Deadlines deadlines(Path folder, @Nullable String place) {
        return new Deadlines(new WorkingDays(folder, place, london).calendar(), catalogue, InstantSource.fixed(ASKED));
    }

    private String waiting(int many) {
        List<ReviewTask.Due> due =
                Collections.nCopies(many, new ReviewTask.Due("residents-parking-permit", ASKED, true));
        return deadlines(home, null).waiting(due, words);
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

    @Test
    void a_holiday_in_a_notice_of_the_authority_moves_the_last_day() throws IOException {
        Path notices = Files.createDirectories(home.resolve("calendars/gb/england-and-wales"));
        String bundled;
        try (var file = DeadlinesTest.class.getResourceAsStream("/calendar/gb/england-and-wales/2026.yaml")) {
            bundled = new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.writeString(notices.resolve("2026.yaml"), bundled.replaceFirst("2026-04-03", "2026-03-09"));

        assertThat(waiting(1)).isEqualTo("1 decision waits. The next is due by 17 March 2026.");
    }

    @Test
    void a_calendar_that_is_unknown_or_goes_by_another_clock_keeps_the_program_from_starting() {
        assertThatThrownBy(() -> deadlines(home, "gb/atlantis"))
                .isInstanceOf(CalendarDataNotValid.class)
                .hasMessageContaining("gb/atlantis")
                .hasMessageContaining("gb/england-and-wales");
        assertThatThrownBy(() -> deadlines(home, "cn"))
                .isInstanceOf(CalendarDataNotValid.class)
                .hasMessageContaining("Asia/Shanghai")
                .hasMessageContaining("POLITY_CALENDAR");
    }
}
