// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.testing.DatabaseOwner;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Entries over the time for which they hold and the time at which they were recorded, and who may read what of them. */
class RegistersTest {

    private static final Instant NOON = Instant.parse("2031-06-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Registers registers = RunningPolity.part(Registers.class);
    private final OpenRegisters open = RunningPolity.part(OpenRegisters.class);
    private final JdbcClient jdbc = RunningPolity.part(JdbcClient.class);
    private final Transactions transactions = RunningPolity.part(Transactions.class);
    private final String number = ("R-" + UUID.randomUUID()).substring(0, 30);

    @Test
    void an_entry_holds_from_its_first_instant_until_before_the_one_at_which_it_ends() {
        UUID id = permit(Map.of(), NOON, NOON.plus(DAY));

        assertThat(found(NOON.minusMillis(1))).isEmpty();
        assertThat(found(NOON)).containsExactly(id);
        assertThat(found(NOON.plus(DAY).minusMillis(1))).containsExactly(id);
        assertThat(found(NOON.plus(DAY))).isEmpty();
    }

    @Test
    void a_change_holds_from_its_instant_and_what_was_known_before_is_never_lost() {
        UUID id = permit(Map.of("zone", "A"), NOON, NOON.plus(DAY.multipliedBy(10)));

        work(() -> change(id, Map.of("zone", "B"), NOON.plus(DAY)));

        assertThat(at(id, NOON).data()).containsEntry("zone", "A");
        assertThat(at(id, NOON).validTo()).isEqualTo(NOON.plus(DAY));
        assertThat(at(id, NOON.plus(DAY)).data()).containsEntry("zone", "B");
        assertThat(at(id, NOON.plus(DAY)).version()).isEqualTo(2);
        assertThat(versions(id, "superseded is not null and valid_to - valid_from = interval '10 days'"))
                .isEqualTo(1);
    }

    @Test
    void what_has_not_begun_is_changed_from_its_beginning_and_ended_without_a_trace_in_time() {
        UUID id = permit(Map.of("zone", "A"), NOON.plus(DAY), NOON.plus(DAY.multipliedBy(3)));

        work(() -> change(id, Map.of("zone", "B"), NOON));
        assertThat(at(id, NOON).data()).containsEntry("zone", "B");
        assertThat(at(id, NOON).validFrom()).isEqualTo(NOON.plus(DAY));

        work(() -> ended(id, NOON));
        assertThat(found(NOON.plus(DAY))).isEmpty();
        assertThat(versions(id, "superseded is not null")).isEqualTo(2);
        assertThat(versions(id, "superseded is null")).isZero();
    }

    @Test
    void an_end_cuts_what_holds_then_and_drops_what_would_have_come_after() {
        UUID id = permit(Map.of("zone", "A"), NOON, null);
        work(() -> change(id, Map.of("zone", "B"), NOON.plus(DAY.multipliedBy(5))));

        work(() -> ended(id, NOON.plus(DAY.multipliedBy(2))));

        assertThat(at(id, NOON).validTo()).isEqualTo(NOON.plus(DAY.multipliedBy(2)));
        assertThat(found(NOON.plus(DAY.multipliedBy(6)))).isEmpty();
    }

    @Test
    void two_entries_of_one_key_never_hold_at_the_same_time() {
        permit(Map.of(), NOON, NOON.plus(DAY));

        assertThatThrownBy(() -> permit(Map.of(), NOON.plus(Duration.ofHours(1)), null))
                .isInstanceOf(DuplicateKeyException.class);
        permit(Map.of(), NOON.plus(DAY), null);
    }

    @Test
    void of_many_who_register_one_key_at_once_one_does() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tries.add(threads.submit(() -> {
                    try {
                        permit(Map.of(), NOON, null);
                        return true;
                    } catch (DuplicateKeyException _) {
                        return false;
                    }
                }));
            }
            assertThat(tries.stream().map(RegistersTest::done)).containsOnlyOnce(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "product:sailor",
                "months:13",
                "months:x",
                "from:2026-02-30",
                "zone:TOOLONG",
                "zone:\u0000",
                "zone:\ud800",
                "holder:somebody",
                "nothing:1"
            })
    void a_value_that_does_not_fit_its_field_is_refused(String fieldAndValue) {
        String[] parts = fieldAndValue.split(":", 2);

        assertThatThrownBy(() -> permit(Map.of(parts[0], parts[1]), NOON, null)).isInstanceOf(EntryRefused.class);
    }

    @Test
    void entries_are_found_by_declared_look_ups_only() {
        assertThatThrownBy(() -> work(() -> registers.find("permits", Map.of("zone", "A"), NOON, 1, "test")))
                .isInstanceOf(EntryRefused.class)
                .hasMessageContaining("no look-up is declared over zone");
        assertThatThrownBy(() -> work(() -> registers.find("unicorns", Map.of("zone", "A"), NOON, 1, "test")))
                .isInstanceOf(EntryRefused.class);
    }

    @Test
    void a_look_up_over_fields_with_few_values_serves_for_the_one_that_has_many() {
        String registration = "S" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT);
        UUID id = permit(Map.of("registration", registration, "product", "visitor", "standing", "current"), NOON, null);

        assertThat(atTheDesk(() -> registers.search("permits", "registration", registration, 10, "test")))
                .hasValueSatisfying(
                        found -> assertThat(found).extracting(RegisterEntry::id).containsExactly(id));
        assertThat(atTheDesk(() -> registers.search("permits", "address", "x", 10, "test")))
                .isEmpty();
    }

    @Test
    void a_search_finds_what_has_ended_and_what_is_to_come_as_it_holds_last() {
        String registration = "S" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT);
        Map<String, Object> data = Map.of("registration", registration, "product", "visitor", "standing", "current");
        UUID ended = permit(data, NOON.minusSeconds(7_200), NOON.minusSeconds(3_600));
        UUID holder = UUID.randomUUID();
        var later = new HashMap<>(data);
        later.put("holder", holder);
        later.put("number", "T-" + UUID.randomUUID().toString().substring(0, 20));
        UUID coming = permit(later, NOON.plusSeconds(3_600), null);
        UUID changed = permit(data, NOON, null);
        work(() -> {
            registers.amend("permits", changed, Map.of("registration", "OTHER"), NOON.plusSeconds(60));
            return true;
        });

        assertThat(atTheDesk(() -> registers.search("permits", "registration", registration, 10, "test")))
                .hasValueSatisfying(found -> {
                    assertThat(found).extracting(RegisterEntry::id).containsExactlyInAnyOrder(ended, coming, changed);
                    assertThat(found)
                            .filteredOn(entry -> entry.id().equals(changed))
                            .allMatch(entry -> "OTHER".equals(entry.data().get("registration")));
                });
        assertThat(accesses(holder)).hasSize(1);
    }

    @Test
    void who_reads_somebody_elses_entry_leaves_a_record_with_the_purpose_and_who_reads_his_own_does_not() {
        UUID holder = UUID.randomUUID();
        UUID reader = UUID.randomUUID();
        UUID id = permit(Map.of("holder", holder), NOON, null);

        as(holder, () -> registers.entry("permits", id, NOON, "own"));
        assertThat(accesses(holder)).isEmpty();

        as(reader, () -> registers.entry("permits", id, NOON, "order:1"));
        assertThat(accesses(holder)).containsExactly(reader + " permits test:read order:1");
    }

    @Test
    void no_zone_reads_or_writes_the_table_itself() {
        for (Zone zone : List.of(Zone.PUBLIC, Zone.DESK, Zone.JOBS)) {
            for (String sql : List.of(
                    "select count(*) from registers.version",
                    "delete from registers.version",
                    "select count(*) from registers.opened")) {
                assertThatThrownBy(() -> zone.run(() -> transactions.write(
                                Context.visitor("test"),
                                () -> jdbc.sql(sql).query(Long.class).single())))
                        .as(zone + " " + sql)
                        .hasStackTraceContaining("permission denied");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registers.ever('vehicles', 1, array['NB21CAR'], 10)",
                "registers.last_known('vehicles', array[uuidv7()], 'x')"
            })
    void who_searches_at_the_desk_says_for_what_purpose(String function) {
        assertThatThrownBy(() -> Zone.DESK.run(
                        () -> jdbc.sql("select * from " + function).query().listOfRows()))
                .hasStackTraceContaining("registers are asked for a purpose only");
    }

    @Test
    void only_open_fields_leave_an_open_register_and_nothing_a_closed_one() {
        UUID holder = UUID.randomUUID();
        UUID id = permit(
                Map.of("holder", holder, "address", "1 Secret Street", "registration", "NB99ABC", "zone", "A"),
                NOON,
                null);
        UUID vehicle = work(() -> registers.insert(
                "vehicles", Map.of("registration", number.substring(0, 9), "keeper", holder), NOON, null));

        List<Map<String, @Nullable Object>> rows = Zone.PUBLIC.call(() -> transactions.read(
                Context.visitor("test"),
                () -> jdbc.sql("select data::text as data from registers.open_history('permits', ?)")
                        .param(id)
                        .query()
                        .listOfRows()));
        assertThat(rows)
                .singleElement()
                .asString()
                .contains(number)
                .doesNotContain("Secret", "NB99ABC", holder.toString());
        assertThat(openly(() -> open.find("vehicles"))).isEmpty();
        assertThat((List<?>) Zone.PUBLIC.call(() -> transactions.read(
                        Context.visitor("test"),
                        () -> jdbc.sql("select 1 from registers.open_history('vehicles', ?)")
                                .param(vehicle)
                                .query()
                                .listOfRows())))
                .isEmpty();
        assertThat(accesses(holder))
                .as("what is open to everybody is read without a record")
                .isEmpty();
    }

    @Test
    void an_open_register_is_paged_by_key_without_gaps_or_repetitions() {
        String zone = "Z" + UUID.randomUUID().toString().substring(0, 3);
        var all = new HashSet<UUID>();
        for (int i = 0; i < 12; i++) {
            Instant ends = NOON.plus(DAY.multipliedBy(1 + i / 3));
            String one = number + i;
            all.add(work(() -> registers.insert(
                    "permits",
                    Map.of(
                            "number",
                            one.substring(one.length() - 25),
                            "zone",
                            zone,
                            "product",
                            "resident",
                            "standing",
                            "current"),
                    NOON,
                    ends)));
        }
        Register permits = open.find("permits").orElseThrow();
        var seen = new ArrayList<OpenRegisters.Open>();
        Instant from = NOON;
        UUID after = null;
        for (int page = 0; page < 4; page++) {
            Instant ends = from;
            UUID last = after;
            var search = new OpenRegisters.Search("zone", Set.of(zone), ends, last);
            List<OpenRegisters.Open> found =
                    openly(() -> open.look(permits, search, null, "", NOON, 5)).entries();
            seen.addAll(found);
            if (!found.isEmpty()) {
                from = java.util.Objects.requireNonNull(found.getLast().to());
                after = found.getLast().version();
            }
        }

        assertThat(seen).hasSize(12).isSortedAccordingTo(java.util.Comparator.comparing(OpenRegisters.Open::to));
        assertThat(seen.stream().map(OpenRegisters.Open::entry)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen.getFirst().data().keySet())
                .isEqualTo(Set.of("number", "product", "zone", "masked", "from", "to"));
    }

    @Test
    void what_is_ended_early_says_so_even_on_the_last_day_of_its_time() {
        Instant end = NOON.plusSeconds(3_600);
        UUID id = permit(Map.of("zone", "A"), NOON.minusSeconds(3_600), end);
        assertThat(at(id, NOON).ended()).isNull();

        work(() -> ended(id, end));

        assertThat(at(id, NOON).ended()).isEqualTo("ended");
        assertThat(at(id, NOON).validTo()).isEqualTo(end);
        assertThat(at(id, NOON).asContext(ZoneOffset.UTC)).containsEntry("ended", "ended");
    }

    @Test
    void what_begins_later_is_found_by_who_asks_for_it() {
        UUID later = permit(Map.of("zone", "A"), NOON.plusSeconds(3_600), null);

        assertThat(found(NOON)).isEmpty();
        assertThat(work(() -> registers.findFrom("permits", Map.of("number", number), NOON, 10, "test")))
                .extracting(RegisterEntry::id)
                .containsExactly(later);
    }

    private UUID permit(Map<String, ?> values, Instant from, @Nullable Instant to) {
        var data = new HashMap<String, Object>(Map.of("number", number));
        data.putAll(values);
        return work(() -> registers.insert("permits", data, from, to));
    }

    private List<UUID> found(Instant at) {
        return work(() -> registers.find("permits", Map.of("number", number), at, 10, "test")).stream()
                .map(RegisterEntry::id)
                .toList();
    }

    private RegisterEntry at(UUID id, Instant at) {
        return work(() -> registers.entry("permits", id, at, "test").orElseThrow());
    }

    private boolean change(UUID id, Map<String, ?> changes, Instant at) {
        registers.amend("permits", id, changes, at);
        return true;
    }

    private boolean ended(UUID id, Instant at) {
        registers.end("permits", id, at, "ended");
        return true;
    }

    private static long versions(UUID id, String which) {
        return DatabaseOwner.ask(jdbc -> jdbc.sql("select count(*) from registers.version where entry = ? and " + which)
                .param(id)
                .query(Long.class)
                .single());
    }

    private static List<String> accesses(UUID person) {
        return DatabaseOwner.ask(
                jdbc -> jdbc.sql("""
                        select concat_ws(' ', reader, source, purpose, legal_basis) from authority.access_record
                        where persons @> array[?::uuid] order by id
                        """).param(person).query(String.class).list());
    }

    private <T> T work(Supplier<T> work) {
        return Zone.JOBS.call(() -> transactions.write(Context.visitor("test"), work));
    }

    private <T> T atTheDesk(Supplier<T> work) {
        return Zone.DESK.call(() -> transactions.write(Context.of(UUID.randomUUID(), "test:read"), work));
    }

    private <T> T as(UUID actor, Supplier<T> work) {
        return Zone.PUBLIC.call(() -> transactions.write(Context.of(actor, "test:read"), work));
    }

    private static <T> T openly(Supplier<T> work) {
        return Zone.PUBLIC.call(work::get);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
