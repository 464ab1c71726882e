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

/**
 * A case that people handle: a notice of a market stall, about which the police and environmental health are heard at once, or
 * an application for an allotment, which an official examines.
 */
final class HandledCase {

    static final Cases CASES = RunningPolity.part(Cases.class);
    static final Handling HANDLING = RunningPolity.part(Handling.class);
    static final Tasks TASKS = RunningPolity.part(Tasks.class);
    static final Transactions TRANSACTIONS = RunningPolity.part(Transactions.class);

    static final ZoneId PLACE = ZoneId.of("Europe/London");

    final UUID applicant;
    final CaseId matter;

    final String service;

    private HandledCase(String service, Map<String, @Nullable Object> answers) {
        this.service = service;
        applicant = UUID.randomUUID();
        matter = submit("apply", answers, null);
    }

    private HandledCase(HandledCase before, String procedure) {
        service = before.service;
        applicant = before.applicant;
        matter = submit(procedure, Map.of(), before.entry());
    }

    /** A notice for a day that is far enough off, about which the units are asked. */
    static HandledCase noticed() {
        return noticed(LocalDate.now(PLACE).plusMonths(2));
    }

    static HandledCase noticed(LocalDate day) {
        OfferedPackage.offer("market-stall");
        return new HandledCase("market-stall", Map.of("goods", "Apples", "day", day.toString())).begun();
    }

    /** An application for an allotment of so many square metres. */
    static HandledCase applied(int size) {
        OfferedPackage.offer("allotment");
        return new HandledCase(
                "allotment",
                Map.of("size", size, "until", LocalDate.now(PLACE).plusMonths(2).toString()));
    }

    /** The same person asks to have something done with what this case has given. */
    HandledCase asksFor(String procedure) {
        return new HandledCase(this, procedure);
    }

    /** Once its process has begun. */
    HandledCase begun() {
        until("select exists (select from handling.process where matter = ?)", "deliveries");
        return this;
    }

    void withdraw() {
        submit("withdraw", Map.of(), entry());
        until("select ended is not null from handling.process where matter = ?", "deliveries");
    }

    private CaseId submit(String procedure, Map<String, @Nullable Object> answers, @Nullable UUID entry) {
        Received received = Zone.PUBLIC.call(() -> CASES.submit(new Submission(
                service,
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

    /** The latest task of a step. */
    UUID task(String step) {
        return DatabaseOwner.ask(
                data -> data.sql("select id from handling.task where matter = ? and step = ? order by id desc limit 1")
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

    void change(String sql, String name) {
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
