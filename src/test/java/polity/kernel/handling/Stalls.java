// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.cases.Received;
import polity.kernel.cases.Submission;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;
import polity.kernel.node.Zone;
import polity.kernel.page.Language;
import polity.testing.DatabaseOwner;
import polity.testing.OfferedPackage;
import polity.testing.Residents;
import polity.testing.RunningPolity;

import static org.assertj.core.api.Assertions.assertThat;

/** A notice of a market stall: the police and environmental health are heard at once, an objection leads to a hearing. */
final class Stalls {

    static final Cases CASES = RunningPolity.part(Cases.class);
    static final Handling HANDLING = RunningPolity.part(Handling.class);
    static final Tasks TASKS = RunningPolity.part(Tasks.class);
    static final Transactions TRANSACTIONS = RunningPolity.part(Transactions.class);

    static final ZoneId PLACE = ZoneId.of("Europe/London");

    final UUID applicant = UUID.randomUUID();
    final CaseId matter;

    private Stalls(LocalDate day) {
        matter = submit("apply", Map.of("goods", "Apples", "day", day.toString()), null);
    }

    /** A notice for a day that is far enough off, about which the units are asked. */
    static Stalls noticed() {
        return noticed(LocalDate.now(PLACE).plusMonths(2));
    }

    static Stalls noticed(LocalDate day) {
        OfferedPackage.offer("market-stall");
        var stall = new Stalls(day);
        stall.until("select exists (select from handling.process where matter = ?)", "deliveries");
        return stall;
    }

    void withdraw() {
        submit("withdraw", Map.of(), entry());
        until("select ended is not null from handling.process where matter = ?", "deliveries");
    }

    private CaseId submit(String procedure, Map<String, @Nullable Object> answers, @Nullable UUID entry) {
        Received received = Zone.PUBLIC.call(() -> CASES.submit(new Submission(
                "market-stall",
                procedure,
                applicant,
                "Test Trader",
                Language.EN,
                UUID.randomUUID().toString(),
                answers,
                entry)));
        assertThat(received).isInstanceOf(Received.Case.class);
        return ((Received.Case) received).id();
    }

    UUID entry() {
        return Objects.requireNonNull(view().entry());
    }

    CaseView view() {
        return Zone.PUBLIC.call(() -> CASES.find(applicant, matter)).orElseThrow();
    }

    /** What waits for anybody, by step. */
    List<String> open() {
        return DatabaseOwner.ask(
                data -> data.sql("select step from handling.task where matter = ? and state = 'open' order by step")
                        .param(matter.value())
                        .query(String.class)
                        .list());
    }

    UUID task(String step) {
        return DatabaseOwner.ask(data -> data.sql("select id from handling.task where matter = ? and step = ?")
                .params(matter.value(), step)
                .query(UUID.class)
                .single());
    }

    Task.Result take(String step, Map<String, @Nullable Object> answers) {
        return take(task(step), step, answers);
    }

    Task.Result take(UUID task, String step, Map<String, @Nullable Object> answers) {
        return Zone.DESK.call(() -> HANDLING.take(official(step), task, answers, (_, _) -> {}));
    }

    static Context official(String step) {
        String unit = Map.of("police", "civil-registry", "health", "welfare").getOrDefault(step, "parking");
        UUID id = DatabaseOwner.ask(data -> data.sql("select id from authority.unit where code = ?")
                .param(unit)
                .query(UUID.class)
                .single());
        return new Context(UUID.randomUUID(), id, "test");
    }

    List<Handling.Stage> story() {
        return Zone.PUBLIC.call(() -> HANDLING.story(applicant, view()));
    }

    /** Time passes until the time limit has run out that ends a step. */
    void runOut(String step) {
        change("update handling.task set due = now() where matter = ? and step = ?", step);
        change("update handling.event set due = now(), again = now() where matter = ? and name = ?", step + "_silent");
    }

    private void change(String sql, String name) {
        DatabaseOwner.change(sql, matter.value(), name);
    }

    /** Runs a job, beside the node that runs it too, until what is asked is so. */
    void until(String question, String job) {
        boolean so = false;
        for (int i = 0; !so && i < 300; i++) {
            Residents.run(job);
            so = DatabaseOwner.ask(data -> data.sql(question)
                    .param(matter.value())
                    .query(Boolean.class)
                    .single());
        }
        assertThat(so).as(question).isTrue();
    }

    <T> T asJob(Supplier<T> work) {
        return Zone.JOBS.call(() -> TRANSACTIONS.write(Context.visitor("test"), work));
    }

    /** For a permission that everybody has. */
    static void anybody(String unit, Set<?> concerned) {
        assertThat(unit).isNotBlank();
        assertThat(concerned).isNotNull();
    }

    static Instant now() {
        return Instant.now();
    }
}
