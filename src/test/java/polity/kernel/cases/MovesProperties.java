// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MovesProperties {

    @Provide
    Arbitrary<List<String>> statuses() {
        return Arbitraries.of(Moves.all()).list().ofMinSize(1).ofMaxSize(12);
    }

    @Property
    void a_case_moves_as_the_table_says_and_in_no_other_way(@ForAll("statuses") List<String> path) {
        Matter matter = at(path.getFirst());
        for (String next : path) {
            String before = matter.status();
            if (before.equals(next) || Moves.next(before).contains(next)) {
                matter = matter.standing(next);
                assertThat(matter.status()).isEqualTo(next);
            } else {
                Matter unmoved = matter;
                assertThatThrownBy(() -> unmoved.standing(next)).isInstanceOf(Moves.UnlawfulMove.class);
            }
        }
    }

    @Property
    void what_has_ended_stays_so(@ForAll("statuses") List<String> path) {
        for (String last : Set.of(Moves.ABANDONED, Moves.OVERTAKEN, Moves.WITHDRAWN, Moves.ENDED, Moves.REVOKED)) {
            for (String next : path) {
                if (!next.equals(last)) {
                    assertThatThrownBy(() -> at(last).standing(next)).isInstanceOf(Moves.UnlawfulMove.class);
                }
            }
        }
    }

    @Example
    void every_status_that_a_move_leads_to_is_in_the_table() {
        for (String status : Moves.all()) {
            assertThat(Moves.all()).containsAll(Moves.next(status));
        }
    }

    private static Matter at(String status) {
        return new Matter(
                UUID.randomUUID(),
                "R",
                "s",
                "p",
                "apply",
                "unit",
                UUID.randomUUID(),
                "",
                "en",
                "d",
                Instant.EPOCH,
                status,
                Map.of(),
                Map.of(),
                null,
                null,
                null);
    }
}
