// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import polity.kernel.audit.Act;
import polity.kernel.audit.Audit;
import polity.kernel.calendar.TimeLimit;
import polity.kernel.cases.CaseId;
import polity.kernel.cases.CaseView;
import polity.kernel.cases.Cases;
import polity.kernel.catalogue.Course;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.identity.PersonId;
import polity.kernel.node.Context;
import polity.kernel.node.Transactions;

/** What waits for officials, and what has become of it. */
public final class Handling {

    /** As many tasks are read at once, those first that are due first. */
    public static final int MOST = 100;

    private final Transactions transactions;
    private final Tasks tasks;
    private final Progress progress;
    private final TimeLimits limits;
    private final Cases cases;
    private final Audit audit;
    private final InstantSource clock;

    Handling(
            Transactions transactions,
            Tasks tasks,
            Progress progress,
            TimeLimits limits,
            Cases cases,
            Audit audit,
            InstantSource clock) {
        this.transactions = transactions;
        this.tasks = tasks;
        this.progress = progress;
        this.limits = limits;
        this.cases = cases;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What waits for officials, {@value #MOST} at most; that he looks at their cases is recorded.
     *
     * @param units codes of the units for which he may, asked within the transaction
     */
    public List<Task> open(Context official, Supplier<List<String>> units) {
        return transactions.write(official, () -> {
            List<Tasks.Asked> open = tasks.open(units.get(), MOST);
            cases.look(open.stream().map(Tasks.Asked::matter).toList());
            return tasks.read(open.stream().map(Tasks.Asked::task).toList());
        });
    }

    /** When that is due, {@value #MOST} at most; says nothing about anybody. */
    public List<Optional<Instant>> due(UUID official, Supplier<List<String>> units) {
        return transactions.read(Context.of(official, "desk"), () -> tasks.due(units.get(), MOST));
    }

    /**
     * A task with the case that it is about.
     *
     * @param said what officials have said in the steps of its process
     * @param stages what the case waits for, and has waited for
     */
    public record Opened(Task task, Cases.Seen seen, List<Said> said, List<Stage> stages) {}

    /** What an official, or the applicant, has said in a step, by question. */
    public record Said(UUID task, String step, Map<String, @Nullable Object> answers) {}

    /**
     * A task and its case; both reads are recorded.
     *
     * @param permission requires the permission for the unit with this code and what concerns these persons
     */
    public Optional<Opened> find(Context official, UUID task, BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(
                official,
                () -> tasks.find(task).flatMap(asked -> {
                    permission.accept(asked.unit(), cases.applicant(asked.matter()));
                    return cases.seen(asked.matter())
                            .flatMap(seen -> tasks.read(List.of(task)).stream()
                                    .findFirst()
                                    .map(found -> new Opened(
                                            found,
                                            seen,
                                            tasks.said(asked.matter()),
                                            tasks.story(asked.matter().value()))));
                }));
    }

    /**
     * Takes a step: keeps what the official says, and lets the process go on.
     *
     * @param answers of the form of the step, after it has checked them
     * @param permission requires the permission for a unit and an act that concerns these persons
     */
    public Task.Result take(
            Context official,
            UUID task,
            Map<String, @Nullable Object> answers,
            BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(
                official,
                () -> tasks.find(task)
                        .map(asked -> {
                            permission.accept(asked.unit(), cases.applicant(asked.matter()));
                            cases.look(List.of(asked.matter()));
                            permission.accept(asked.unit(), cases.named(asked.matter()));
                            return take(official, asked, answers);
                        })
                        .orElse(Task.Result.NO_SUCH_TASK));
    }

    /**
     * Says that an official wants to take a task, whoever wanted to before, or gives it back; it stays open to his
     * colleagues, who see it.
     *
     * @param permission requires the permission for a unit and an act that concerns these persons
     */
    public boolean claim(Context official, UUID task, boolean wanted, BiConsumer<String, Set<PersonId>> permission) {
        return transactions.write(
                official,
                () -> tasks.find(task)
                        .map(asked -> {
                            permission.accept(asked.unit(), cases.applicant(asked.matter()));
                            cases.look(List.of(asked.matter()));
                            UUID actor = official.actor();
                            boolean claimed = actor != null && tasks.claim(task, actor, wanted);
                            if (claimed) {
                                audit.record(Act.of(clock.instant(), "handling.claim", "task", task)
                                        .by(actor)
                                        .inUnit(official.unit())
                                        .with("wanted", wanted));
                            }
                            return claimed;
                        })
                        .orElse(false));
    }

    private Task.Result take(Context official, Tasks.Asked asked, Map<String, @Nullable Object> answers) {
        Optional<Tasks.Running> process = tasks.lock(asked.matter());
        UUID actor = official.actor();
        if (process.isEmpty() || actor == null) {
            return Task.Result.NO_SUCH_TASK;
        }
        // Asked once nobody else moves the process: who waited for that may be too late by now.
        Instant at = clock.instant();
        Optional<UUID> token = tasks.take(asked.task(), actor, answers, at);
        if (token.isEmpty()) {
            return tasks.read(List.of(asked.task())).stream()
                    .findFirst()
                    .map(found -> found.state() == Task.State.TAKEN ? Task.Result.TAKEN_BEFORE : Task.Result.TOO_LATE)
                    .orElse(Task.Result.NO_SUCH_TASK);
        }
        audit.record(Act.of(at, "handling.take", "task", asked.task())
                .by(actor)
                .inUnit(official.unit())
                .with("case", asked.matter().value()));
        progress.taken(
                new Progress.Move(official, at),
                process.get(),
                new Said(asked.task(), asked.step(), answers),
                token.get());
        return Task.Result.TAKEN;
    }

    /**
     * A step of the process of a case, as its applicant sees it.
     *
     * @param unit code of the unit that takes it; absent where the applicant does
     * @param lastDay by when; absent where no time limit runs
     * @param ended when it was taken or dropped
     * @param late whether its time had run out by then
     */
    public record Stage(
            UUID task,
            String step,
            @Nullable String unit,
            Instant opened,
            @Nullable LocalDate lastDay,
            Task.State state,
            @Nullable Instant ended,
            boolean late) {}

    /**
     * A case has come to a step of which its applicant is told.
     *
     * @param his whether it is he who takes it
     */
    public record Waits(
            UUID matter,
            String service,
            String reference,
            UUID applicant,
            String step,
            boolean his,
            @Nullable LocalDate lastDay) {}

    /** What a case of this person waits for, and has waited for, in the order in which it came there. */
    public List<Stage> story(UUID applicant, CaseView matter) {
        return matter.service().course().isEmpty()
                ? List.of()
                : transactions.read(
                        Context.of(applicant, "case:" + matter.id().value()),
                        () -> tasks.story(matter.id().value()));
    }

    /** A case and what it waits for, and has waited for. */
    public record Followed(CaseView matter, List<Stage> stages) {}

    /** A case as an official sees it, with what it waits for; that he looks is recorded. */
    public Optional<Followed> seenBy(Context official, CaseId id, Consumer<String> permission) {
        return transactions.write(
                official,
                () -> cases.seen(id).map(seen -> {
                    permission.accept(seen.matter().service().unit());
                    return new Followed(seen.matter(), tasks.story(id.value()));
                }));
    }

    /** How the time limit of a step is counted; absent where it is no period. */
    public Optional<TimeLimit> derivation(Context official, ServicePackage service, Task task) {
        return service.course().flatMap(course -> {
            Course.Step step = course.steps().get(task.step());
            return step != null && step.period().isPresent()
                    ? transactions.read(
                            official, () -> limits.ofStep(course, step, task.matter(), task.opened(), service.place()))
                    : course.process()
                            .endedBy(task.step())
                            .map(limit -> course.limits().get(limit))
                            .flatMap(limit -> limit.period()
                                    .flatMap(period ->
                                            limits.counted(period, limit.article(), task.opened(), service.place())));
        });
    }

    /** The step of a package that a task is. */
    public static Optional<Course.Step> step(ServicePackage service, Task task) {
        return service.course().map(course -> course.steps().get(task.step()));
    }
}
