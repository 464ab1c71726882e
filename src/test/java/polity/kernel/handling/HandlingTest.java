// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import polity.kernel.cases.CaseView;
import polity.kernel.node.Context;
import polity.kernel.node.Zone;
import polity.testing.DatabaseOwner;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** A case goes between units, within the time limits that bind them. */
class HandlingTest {

    @Test
    void all_who_are_to_be_heard_are_asked_at_once_each_with_the_last_day_on_which_he_may_speak() {
        HandledCase stall = HandledCase.noticed();

        assertThat(stall.open()).containsExactly("health", "police");
        Task task = Zone.DESK
                .call(() ->
                        HandledCase.HANDLING.find(HandledCase.official("police"), stall.task("police"), (_, _) -> {}))
                .orElseThrow()
                .task();
        assertThat(task.unit()).isEqualTo("civil-registry");
        assertThat(task.lastDay())
                .isEqualTo(Zone.DESK
                        .call(() -> HandledCase.HANDLING.derivation(
                                HandledCase.official("police"), stall.view().service(), task))
                        .orElseThrow()
                        .lastDay());
    }

    @Test
    void without_an_objection_the_process_ends_and_what_was_acknowledged_stands() {
        HandledCase stall = HandledCase.noticed();

        assertThat(stall.take("police", Map.of("objects", false))).isEqualTo(Task.Result.TAKEN);
        assertThat(stall.open()).containsExactly("health");
        assertThat(stall.take("health", Map.of("objects", false))).isEqualTo(Task.Result.TAKEN);

        assertThat(stall.open()).isEmpty();
        assertThat(stall.view().status()).isEqualTo("issued");
    }

    @Test
    void an_objection_leads_to_a_hearing_and_a_counter_notice_takes_away_what_was_acknowledged() {
        HandledCase stall = HandledCase.noticed();

        stall.take("police", Map.of("objects", true, "grounds", "Noise at night"));
        stall.take("health", Map.of("objects", false));
        assertThat(stall.open()).containsExactly("hearing");
        assertThat(stall.take("hearing", Map.of("counter", true))).isEqualTo(Task.Result.TAKEN);

        assertThat(stall.view().status()).isEqualTo("revoked");
        assertThat(stall.view().events()).extracting(CaseView.Event::kind).contains("revoked");
        assertThat(stall.view().events()).extracting(CaseView.Event::note).contains("Noise at night");
    }

    @Test
    void a_hearing_may_also_let_it_stand() {
        HandledCase stall = HandledCase.noticed();
        stall.take("health", Map.of("objects", true, "grounds", "No water"));
        stall.take("police", Map.of("objects", false));

        stall.take("hearing", Map.of("counter", false));

        assertThat(stall.open()).isEmpty();
        assertThat(stall.view().status()).isEqualTo("issued");
    }

    @Test
    void whose_time_has_run_out_need_not_speak_any_more() {
        HandledCase stall = HandledCase.noticed();

        stall.runOut("police");
        stall.until("select count(*) = 1 from handling.task where matter = ? and state = 'dropped'", "time-limits");
        assertThat(stall.open()).containsExactly("health");

        stall.runOut("health");
        stall.until("select ended is not null from handling.process where matter = ?", "time-limits");
        assertThat(stall.view().status()).isEqualTo("issued");
    }

    @Test
    void an_objection_is_too_late_once_its_time_has_run_out_even_where_nothing_has_looked_yet() {
        HandledCase stall = HandledCase.noticed();
        DatabaseOwner.change("update handling.task set due = now() where matter = ?", stall.matter.value());

        assertThat(stall.take("police", Map.of("objects", true))).isEqualTo(Task.Result.TOO_LATE);
        assertThat(stall.story())
                .filteredOn(stage -> stage.step().equals("police"))
                .extracting(Handling.Stage::state)
                .doesNotContain(Task.State.TAKEN);
    }

    @Test
    void a_step_is_taken_once_however_many_officials_try() throws Exception {
        HandledCase stall = HandledCase.noticed();
        UUID task = stall.task("police");
        Callable<Task.Result> take = () -> stall.take(task, "police", Map.of("objects", false));

        List<Task.Result> results;
        try (var officials = Executors.newFixedThreadPool(4)) {
            results = officials.invokeAll(List.of(take, take, take, take)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(results).containsOnlyOnce(Task.Result.TAKEN);
        assertThat(results).containsOnly(Task.Result.TAKEN, Task.Result.TAKEN_BEFORE);
        assertThat(stall.open()).containsExactly("health");
    }

    @Test
    void two_units_that_speak_at_once_lead_to_one_hearing() throws Exception {
        HandledCase stall = HandledCase.noticed();

        try (var officials = Executors.newFixedThreadPool(2)) {
            officials.invokeAll(List.<Callable<Task.Result>>of(
                    () -> stall.take("police", Map.of("objects", true, "grounds", "Noise")),
                    () -> stall.take("health", Map.of("objects", true, "grounds", "Dirt"))));
        }

        assertThat(stall.open()).containsExactly("hearing");
    }

    @Test
    void each_time_limit_is_acted_on_once_however_many_nodes_look() throws Exception {
        HandledCase stall = HandledCase.noticed();
        stall.runOut("police");
        stall.runOut("health");
        Callable<Boolean> look = () -> {
            Residents.run("time-limits");
            return true;
        };

        try (var nodes = Executors.newFixedThreadPool(4)) {
            nodes.invokeAll(List.of(look, look, look, look));
        }

        stall.until("select ended is not null from handling.process where matter = ?", "time-limits");
        Long happened = DatabaseOwner.ask(
                data -> data.sql("select count(*) from handling.event where matter = ? and state = 'happened'")
                        .param(stall.matter.value())
                        .query(Long.class)
                        .single());
        assertThat(happened).isEqualTo(2);
    }

    @Test
    void who_withdraws_ends_the_process_and_what_waited_waits_no_longer() {
        HandledCase stall = HandledCase.noticed();
        UUID task = stall.task("police");

        stall.withdraw();

        assertThat(stall.open()).isEmpty();
        assertThat(stall.take(task, "police", Map.of("objects", true))).isEqualTo(Task.Result.TOO_LATE);
    }

    @Test
    void what_can_no_longer_take_effect_is_said_and_the_process_ends() {
        HandledCase stall = HandledCase.noticed();
        stall.take("police", Map.of("objects", true, "grounds", "Noise"));
        stall.take("health", Map.of("objects", false));
        Residents.end(stall.entry(), HandledCase.now());

        assertThat(stall.take("hearing", Map.of("counter", true))).isEqualTo(Task.Result.TAKEN);

        assertThat(stall.open()).isEmpty();
        assertThat(stall.view().events()).extracting(CaseView.Event::kind).contains("act-impossible");
    }

    @Test
    void a_time_limit_may_end_at_an_instant_that_the_package_names() {
        LocalDate day = LocalDate.now(HandledCase.PLACE).plusDays(40);
        HandledCase stall = HandledCase.noticed(day);
        stall.take("police", Map.of("objects", true, "grounds", "Noise"));
        stall.take("health", Map.of("objects", false));

        assertThat(stall.story())
                .filteredOn(stage -> stage.step().equals("hearing"))
                .extracting(Handling.Stage::lastDay)
                .containsExactly(day);
    }

    @Test
    void a_process_begins_once_however_often_its_order_is_delivered() {
        HandledCase stall = HandledCase.noticed();
        List<UUID> before = List.of(stall.task("health"), stall.task("police"));

        stall.asJob(() -> {
            RunningPolity.part(Progress.class)
                    .begin(new Progress.Move(Context.visitor("test"), HandledCase.now()), stall.matter);
            return true;
        });

        assertThat(List.of(stall.task("health"), stall.task("police"))).isEqualTo(before);
    }

    @Test
    void an_order_to_begin_a_process_about_what_has_ended_is_not_believed() {
        HandledCase stall = HandledCase.noticed();
        stall.withdraw();
        DatabaseOwner.change("delete from handling.task where matter = ?", stall.matter.value());
        DatabaseOwner.change("delete from handling.event where matter = ?", stall.matter.value());
        DatabaseOwner.change("delete from handling.process where matter = ?", stall.matter.value());

        stall.asJob(() -> {
            RunningPolity.part(Progress.class)
                    .begin(new Progress.Move(Context.visitor("test"), HandledCase.now()), stall.matter);
            return true;
        });

        assertThat(stall.open()).isEmpty();
    }

    @Test
    void a_message_that_no_case_has_sent_ends_nothing() {
        HandledCase stall = HandledCase.noticed();

        stall.asJob(() -> {
            RunningPolity.part(Progress.class)
                    .tell(new Progress.Move(Context.visitor("test"), HandledCase.now()), stall.matter, "withdrawn");
            return true;
        });

        assertThat(stall.open()).containsExactly("health", "police");
    }

    @Test
    void who_claims_a_task_is_seen_by_his_colleagues_and_can_give_it_back() {
        HandledCase stall = HandledCase.noticed();
        UUID task = stall.task("police");
        Context official = HandledCase.official("police");

        assertThat(claimed(official, task, true)).isEqualTo(official.actor());
        Context colleague = HandledCase.official("police");
        assertThat(Zone.DESK.call(() -> HandledCase.HANDLING.claim(colleague, task, false, (_, _) -> {})))
                .as("Only who has claimed it gives it back")
                .isFalse();
        assertThat(claimed(official, task, false)).isNull();
        assertThat(stall.take("police", Map.of("objects", false))).isEqualTo(Task.Result.TAKEN);
        assertThat(Zone.DESK.call(() -> HandledCase.HANDLING.claim(official, task, true, (_, _) -> {})))
                .isFalse();
    }

    private static @Nullable UUID claimed(Context official, UUID task, boolean wanted) {
        return Zone.DESK.call(() -> {
            assertThat(HandledCase.HANDLING.claim(official, task, wanted, (_, _) -> {}))
                    .isTrue();
            return HandledCase.HANDLING
                    .find(official, task, (_, _) -> {})
                    .orElseThrow()
                    .task()
                    .claimed();
        });
    }
}
