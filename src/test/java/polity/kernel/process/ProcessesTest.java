// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.process.Standing.Token;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Processes within our transactions, on the real data base. */
class ProcessesTest {

    private static final String DIGEST = "5f" + "0".repeat(62);
    private static final Recorded WORK = new Recorded();
    private static final Definitions DEFINITIONS = new Definitions(WORK);
    private static final Engine ENGINE = new Engine(
            RunningPolity.part(DataSource.class),
            RunningPolity.part(PlatformTransactionManager.class),
            new EngineCalls(DEFINITIONS, WORK));
    private static final Processes PROCESSES = new Processes(ENGINE, DEFINITIONS, RunningPolity.part(JdbcClient.class));

    private final UUID subject = UUID.randomUUID();

    @Test
    void two_authorities_are_heard_at_once_and_it_goes_on_when_both_have_spoken() {
        Standing begun = begin();
        assertThat(elements(begun))
                .containsExactlyInAnyOrder("police", "health", "police_silent", "health_silent", "withdrawal");

        Standing one = taken(begun, "police");
        assertThat(elements(one)).containsExactlyInAnyOrder("health", "health_silent", "withdrawal");
        assertThat(token(one, "health")).isEqualTo(token(begun, "health"));

        Standing both = taken(one, "health");
        assertThat(both.ended()).isTrue();
        assertThat(WORK.acts.get(subject)).containsExactly("acknowledge");
    }

    @Test
    void a_condition_sees_what_is_known_when_it_is_asked() {
        Standing begun = begin();
        WORK.known.put(subject, Map.of("steps", Map.of("police", "objects")));

        Standing opposed = taken(taken(begun, "police"), "health");

        assertThat(elements(opposed)).containsExactly("hearing");
        assertThat(WORK.acts).doesNotContainKey(subject);
        assertThat(taken(opposed, "hearing").ended()).isTrue();
        assertThat(WORK.acts.get(subject)).containsExactly("counter");
    }

    @Test
    void when_the_time_of_a_step_has_run_out_nobody_needs_to_take_it_any_more() {
        Standing begun = begin();

        Standing silent = happened(begun, "police_silent");
        assertThat(elements(silent)).containsExactlyInAnyOrder("health", "health_silent", "withdrawal");

        assertThat(happened(silent, "health_silent").ended()).isTrue();
        assertThat(WORK.acts.get(subject)).containsExactly("acknowledge");
    }

    @Test
    void a_message_ends_all_that_goes_on_in_what_it_is_attached_to() {
        Standing begun = begin();

        assertThat(happened(taken(begun, "health"), "withdrawal").ended()).isTrue();
        assertThat(WORK.acts).doesNotContainKey(subject);
    }

    @Test
    void what_isnt_committed_hasnt_happened() {
        Standing begun = begin();

        assertThatThrownBy(() -> within(() -> {
                    PROCESSES.taken(begun.process(), token(begun, "police"));
                    throw new IllegalArgumentException("taken back");
                }))
                .hasMessage("taken back");

        assertThat(elements(taken(begun, "police"))).containsExactlyInAnyOrder("health", "health_silent", "withdrawal");
    }

    @Test
    void two_who_begin_the_first_process_of_a_package_at_once_make_it_known_once() throws InterruptedException {
        String digest = UUID.randomUUID().toString().replace("-", "");

        List<Future<Standing>> begun = atOnce(() -> within(() -> PROCESSES.begin(UUID.randomUUID(), digest)));

        assertThat(begun).allMatch(each -> each.state() == Future.State.SUCCESS);
        assertThat(within(() -> ENGINE.engine()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(Definitions.key(digest))
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void of_two_who_take_a_step_at_once_one_does() throws InterruptedException {
        Standing begun = begin();
        taken(begun, "health");

        List<Future<Standing>> took = atOnce(() -> taken(begun, "police"));

        assertThat(took)
                .filteredOn(each -> each.state() == Future.State.SUCCESS)
                .hasSize(1);
        assertThat(WORK.acts.get(subject)).contains("acknowledge");
    }

    private static <T> List<Future<T>> atOnce(Callable<T> work) throws InterruptedException {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            return workers.invokeAll(List.of(work, work));
        }
    }

    @Test
    void it_ends_wherever_it_stands() {
        Standing begun = begin();

        within(() -> {
            PROCESSES.end(begun.process());
            return true;
        });

        assertThatThrownBy(() -> taken(begun, "police")).isInstanceOf(RuntimeException.class);
    }

    private Standing begin() {
        return within(() -> PROCESSES.begin(subject, DIGEST));
    }

    private static Standing taken(Standing at, String step) {
        return within(() -> PROCESSES.taken(at.process(), token(at, step)));
    }

    private static Standing happened(Standing at, String event) {
        return within(() -> PROCESSES.happened(at.process(), token(at, event)));
    }

    private static <T> T within(Supplier<T> work) {
        return Zone.JOBS.call(
                () -> RunningPolity.part(Transactions.class).write(Context.visitor("process test"), work));
    }

    private static UUID token(Standing at, String element) {
        return at.waiting().stream()
                .filter(token -> token.element().equals(element))
                .map(Token::id)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> elements(Standing at) {
        return at.waiting().stream().map(Token::element).toList();
    }

    /** Knows what tests say and keeps what it was told to do. */
    private static final class Recorded implements ProcessWork {
        private final Map<UUID, Map<String, @Nullable Object>> known = new ConcurrentHashMap<>();
        private final Map<UUID, List<String>> acts = new ConcurrentHashMap<>();

        @Override
        public Map<String, @Nullable Object> known(UUID subject) {
            return known.getOrDefault(subject, Map.of());
        }

        @Override
        public void act(UUID subject, String act) {
            acts.computeIfAbsent(subject, _ -> new ArrayList<>()).add(act);
        }

        @Override
        public Optional<ProcessDefinition> definition(UUID of) {
            return ProcessDefinition.read("process.bpmn", Processed.CONSULTATION, Set.of("steps"))
                            instanceof ProcessDefinition.Reading.Read(var process)
                    ? Optional.of(process)
                    : Optional.empty();
        }
    }
}
