// SPDX-License-Identifier: Apache-2.0
package polity.kernel.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.catalogue.Counted;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.kernel.registers.Registers;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Places that are taken by the piece or by what entries say, also by several limits that give out the same ones. */
class PlacesTest extends EntryActs {

    private final Places places = RunningPolity.part(Places.class);
    private final Instant now = Instant.now();
    private final String zone = Residents.zone(3);
    private final String places2026 = "test-" + UUID.randomUUID() + ":days";

    private Counted limit(String name, String key, @Nullable String sum, long takes) {
        return new Counted(
                name,
                places2026,
                key,
                "permits",
                Map.of("zone", zone, "product", "resident", "standing", "current"),
                sum,
                takes);
    }

    private <T> T asHolder(Supplier<T> work) {
        return Zone.PUBLIC.call(() -> transactions.write(Context.of(resident.person(), "test"), work));
    }

    private Map<String, Long> counted(Counted... limits) {
        return asHolder(() -> places.claim(List.of(limits), now, null));
    }

    private UUID awaitingPayment(UUID permit) {
        return changing(permit).id();
    }

    private void held(UUID matter, Counted... limits) {
        asHolder(() -> {
            places.hold(matter, List.of(limits), now.plusSeconds(600));
            return true;
        });
    }

    @Test
    void a_field_of_entries_is_added_up_beside_a_count_of_them() {
        Zone.JOBS.run(() -> transactions.write(Context.visitor("test"), () -> {
            for (int months : new int[] {3, 4}) {
                Map<String, Object> entry = Map.of(
                        "number",
                        UUID.randomUUID().toString().substring(0, 30),
                        "zone",
                        zone,
                        "product",
                        "resident",
                        "standing",
                        "current",
                        "months",
                        months);
                RunningPolity.part(Registers.class).insert("permits", entry, now, null);
            }
            return true;
        }));

        assertThat(counted(limit("months", "k", "months", 1), limit("entries", "k", null, 1)))
                .isEqualTo(Map.of("months", 7L, "entries", 2L));
        assertThat(counted(limit("fees", "k", "fee", 1))).isEqualTo(Map.of("fees", 0L));
    }

    @Test
    void nothing_is_added_up_of_what_others_keep() {
        var others = new Counted(
                "co2", "test:co2", "k", "vehicles", Map.of("registration", resident.registration()), "co2", 1);

        assertThatThrownBy(() -> counted(others))
                .hasStackTraceContaining("only entries that services give are added up");
    }

    @Test
    void what_is_held_counts_as_often_as_it_takes() {
        UUID permit = permit();
        held(awaitingPayment(permit), limit("days", "2026", null, 5));
        held(awaitingPayment(permit), limit("days", "2026", null, 2));

        assertThat(counted(limit("days", "2026", null, 1))).isEqualTo(Map.of("days", 7L));
    }

    @Test
    void one_case_holds_places_of_two_keys_and_those_that_two_limits_give_out_once() {
        UUID permit = permit();

        held(awaitingPayment(permit), limit("first", "2026", null, 5), limit("last", "2027", null, 2));
        held(awaitingPayment(permit), limit("first", "2028", null, 5), limit("last", "2028", null, 3));

        assertThat(counted(limit("first", "2026", null, 1), limit("last", "2027", null, 1)))
                .isEqualTo(Map.of("first", 5L, "last", 2L));
        assertThat(counted(limit("last", "2028", null, 1))).isEqualTo(Map.of("last", 5L));
    }

    @Test
    void what_the_applicant_holds_himself_is_taken_from_every_limit_that_gives_it_out() {
        UUID permit = permit();
        UUID small = awaitingPayment(permit);
        UUID large = awaitingPayment(permit);
        held(small, limit("first", "2026", null, 1));
        held(large, limit("first", "2026", null, 3));
        List<Counted> limits = List.of(limit("first", "2026", null, 1), limit("last", "2026", null, 1));
        Map<String, Long> counts = Map.of("first", 9L, "last", 8L);

        Optional<UUID> inTheWay = asHolder(() -> places.inTheWay(
                resident.person(), limits, counts, now, without -> !without.equals(Map.of("first", 5L, "last", 4L))));

        assertThat(inTheWay).contains(large);
    }
}
