// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BurstsTest {

    private final List<String> said = new ArrayList<>();
    private final Deque<Runnable> looks = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-05-04T10:15:00Z");
    private final Bursts bursts = new Bursts(() -> now, looks::add, said::add);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void look() {
        looks.remove().run();
    }

    @Test
    void a_burst_is_told_when_it_begins_and_with_its_count_and_time_when_it_is_over() {
        for (int request = 0; request < 500; request++) {
            bursts.happened("Busy");
            pass(Duration.ofMillis(10));
        }
        assertThat(said).containsExactly("Busy");
        look();
        pass(Bursts.QUIET);
        look();

        assertThat(said).containsExactly("Busy", "Busy: 500 times within 4 s; over now");
        assertThat(looks).isEmpty();
    }

    @Test
    void what_happens_once_is_one_line_and_the_next_burst_is_told_anew() {
        bursts.happened("Busy");
        pass(Bursts.QUIET);
        look();
        bursts.happened("Busy");
        bursts.happened("Full");

        assertThat(said).containsExactly("Busy", "Busy", "Full");
    }

    @Test
    void a_burst_that_does_not_end_is_told_each_minute() {
        for (int second = 0; second <= 130; second++) {
            bursts.happened("Busy");
            if (second % 10 == 9) {
                look();
            }
            pass(Duration.ofSeconds(1));
        }

        assertThat(said).containsExactly("Busy", "Busy: 70 times within 69 s", "Busy: 60 times within 60 s");
    }
}
