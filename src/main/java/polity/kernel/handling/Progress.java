// SPDX-License-Identifier: Apache-2.0
package polity.kernel.handling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.cases.CaseId;
import polity.kernel.cases.OfficialAct;
import polity.kernel.cases.ProcessedCases;
import polity.kernel.catalogue.Course;
import polity.kernel.forms.FormDefinition;
import polity.kernel.node.Context;
import polity.kernel.node.Outbox;
import polity.kernel.process.ProcessDefinition;
import polity.kernel.process.ProcessWork;
import polity.kernel.process.Processes;
import polity.kernel.process.Standing;

/** Moves processes on, in the caller's transaction, and keeps what they then wait for. */
final class Progress {

    private final Processes processes;
    private final ProcessedCases cases;
    private final Tasks tasks;
    private final Enquiries enquiries;
    private final TimeLimits limits;
    private final Outbox outbox;

    Progress(
            Processes processes,
            ProcessedCases cases,
            Tasks tasks,
            Enquiries enquiries,
            TimeLimits limits,
            Outbox outbox) {
        this.processes = processes;
        this.cases = cases;
        this.tasks = tasks;
        this.enquiries = enquiries;
        this.limits = limits;
        this.outbox = outbox;
    }

    /** Who moves a process, and when: what it does on its way is done by him. */
    record Move(Context context, Instant at) {}

    /** What is moved: whatever the engine's rows say, a process asks about its own case only. */
    private record Moving(Move move, UUID matter) {
        private static final ScopedValue<Moving> CURRENT = ScopedValue.newInstance();

        static Move about(UUID subject) {
            Moving current = CURRENT.get();
            if (!current.matter().equals(subject)) {
                throw new OtherCase(subject);
            }
            return current.move();
        }

        <T> T call(ScopedValue.CallableOp<T, RuntimeException> work) {
            return ScopedValue.where(CURRENT, this).call(work);
        }
    }

    private static <T> T moving(Move move, CaseId matter, ScopedValue.CallableOp<T, RuntimeException> work) {
        return new Moving(move, matter.value()).call(work);
    }

    /** Begins the process about a case, if it is due and hasn't begun. */
    void begin(Move move, CaseId matter) {
        if (tasks.isBegun(matter) || !cases.isDue(matter)) {
            return;
        }
        ProcessedCases.Handled handled = cases.handled(matter, move.at());
        Standing standing = moving(
                move,
                matter,
                () -> processes.begin(matter.value(), handled.service().digest()));
        tasks.begin(standing.process(), matter, handled.entry(), move.at());
        keep(move, new Tasks.Running(standing.process(), matter), standing);
    }

    /** A step has been taken, and that is kept; the case says what its applicant is to read of it. */
    void taken(Move move, Tasks.Running process, Handling.Said said, UUID token) {
        cases.handled(process.matter(), move.at())
                .service()
                .course()
                .map(course -> course.steps().get(said.step()))
                .flatMap(Course.Step::explanation)
                .map(text -> text.value(Map.of("answers", said.answers())))
                .ifPresent(text ->
                        cases.tell(process.matter(), move.at(), move.context().actor(), "explained", text.toString()));
        keep(move, process, moving(move, process.matter(), () -> processes.taken(process.id(), token)));
    }

    /** An applicant has taken a step: the process goes on with what he says, unless it has gone on without. */
    void answered(Move move, CaseId matter, UUID task) {
        tasks.lock(matter)
                .ifPresent(process -> enquiries
                        .goOn(matter, task)
                        .ifPresent(answered -> taken(move, process, answered.said(), answered.token())));
    }

    /** What it was to decide has been withdrawn: it ends where it stands. */
    void withdrawn(Move move, CaseId matter) {
        tasks.lock(matter).filter(_ -> cases.isWithdrawn(matter)).ifPresent(process -> {
            Map<Standing.Token, UUID> gone = tasks.awaited(process.id());
            if (!gone.isEmpty()) {
                processes.end(process.id());
                tasks.drop(gone.values(), move.at());
                tasks.end(process.id(), move.at());
            }
        });
    }

    /** Tells the processes about an entry what a case has done with it. */
    void tell(Move move, CaseId sender, String message) {
        cases.sending(sender, message)
                .map(entry -> tasks.waitingFor(entry, message))
                .orElse(List.of())
                .forEach(waiting -> happened(move, waiting.matter(), waiting.event()));
    }

    /** Something has happened for which a process waits; says whether it still did. */
    boolean happened(Move move, CaseId matter, UUID event) {
        return tasks.lock(matter)
                .filter(process -> silenced(move, process, event))
                .flatMap(process -> tasks.happen(event, move.at()).map(token -> {
                    keep(move, process, moving(move, matter, () -> processes.happened(process.id(), token)));
                    return true;
                }))
                .orElse(false);
    }

    /**
     * The step whose time limit this is ends without an answer, before the process goes on: it may come to a decision at once,
     * for which silence counts.
     *
     * @return whether it was so; an applicant may have answered in time while this waited for him
     */
    private boolean silenced(Move move, Tasks.Running process, UUID event) {
        Optional<Course> course =
                cases.handled(process.matter(), move.at()).service().course();
        return course.flatMap(found -> tasks.limit(event).flatMap(found.process()::ends))
                .map(step -> tasks.silence(process, step, move.at()))
                .orElse(true);
    }

    private void keep(Move move, Tasks.Running process, Standing standing) {
        Map<Standing.Token, UUID> gone = tasks.awaited(process.id());
        List<Standing.Token> fresh = standing.waiting().stream()
                .filter(token -> gone.remove(token) == null)
                .toList();
        if (!gone.isEmpty()) {
            tasks.drop(gone.values(), move.at());
        }
        if (!fresh.isEmpty()) {
            open(move, process, fresh);
        }
        if (standing.ended()) {
            tasks.end(process.id(), move.at());
        }
    }

    private void open(Move move, Tasks.Running process, List<Standing.Token> fresh) {
        ProcessedCases.Handled handled = cases.handled(process.matter(), move.at());
        Course course = handled.service().course().orElseThrow(() -> new CourseLost(process.matter()));
        Map<String, @Nullable Object> known = known(handled, tasks.said(process.matter()));
        var due = new LinkedHashMap<String, Tasks.Due>();
        for (Standing.Token token : fresh) {
            Course.TimeLimit limit = course.limits().get(token.element());
            if (limit != null) {
                due.put(
                        token.element(),
                        limits.due(
                                token.element(),
                                limit,
                                move.at(),
                                handled.service().place(),
                                known));
            }
        }
        var steps = new ArrayList<Tasks.Step>();
        var events = new ArrayList<Tasks.Event>();
        for (Standing.Token token : fresh) {
            Course.Step step = course.steps().get(token.element());
            if (step == null) {
                events.add(new Tasks.Event(
                        token, course.process().message(token.element()).orElse(null), due.get(token.element())));
            } else {
                steps.add(step(token, step, course, due, known, handled, process.matter(), move.at()));
            }
        }
        tasks.open(process, handled.service().code(), steps, move.at());
        outbox.publish(steps.stream()
                .filter(step -> course.tells(step.token().element()))
                .map(step -> new Handling.Waits(
                        process.matter().value(),
                        handled.service().code(),
                        handled.reference(),
                        handled.applicant(),
                        step.token().element(),
                        step.unit() == null,
                        step.due() == null ? null : step.due().lastDay()))
                .toList());
        tasks.await(process, events, move.at());
    }

    /** A step, with the time in which it is to be taken and what the questions to an applicant depend on. */
    private Tasks.Step step(
            Standing.Token token,
            Course.Step step,
            Course course,
            Map<String, Tasks.Due> due,
            Map<String, @Nullable Object> known,
            ProcessedCases.Handled handled,
            CaseId matter,
            Instant at) {
        String name = token.element();
        boolean own = step.period().isPresent();
        Map<String, @Nullable Object> asked = step.unit().isPresent()
                ? null
                : handled.service()
                        .formOf(step)
                        .map(form -> FormDefinition.json(form.named("steps", known)))
                        .orElse(Map.of());
        return new Tasks.Step(
                token,
                step.unit().orElse(null),
                own
                        ? limits.dueOfStep(
                                name,
                                course,
                                step,
                                matter,
                                at,
                                handled.service().place())
                        : course.process().endedBy(name).map(due::get).orElse(null),
                !own,
                asked);
    }

    private static Map<String, @Nullable Object> known(ProcessedCases.Handled handled, List<Handling.Said> said) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>(handled.known());
        known.put("steps", steps(handled, said));
        return known;
    }

    /** What officials have said, by step and question: the latest of each step, typed again. */
    private static Map<String, @Nullable Object> steps(ProcessedCases.Handled handled, List<Handling.Said> said) {
        Map<String, Course.Step> steps =
                handled.service().course().map(Course::steps).orElse(Map.of());
        var typed = new LinkedHashMap<String, @Nullable Object>();
        for (Handling.Said each : said) {
            Course.Step step = steps.get(each.step());
            Optional<FormDefinition> form =
                    step == null ? Optional.empty() : handled.service().formOf(step);
            typed.put(each.step(), form.isPresent() ? form.get().typed(each.answers()) : each.answers());
        }
        return typed;
    }

    /** What processes ask on their way. */
    static final class Asked implements ProcessWork {

        private final ProcessedCases cases;
        private final Tasks tasks;

        Asked(ProcessedCases cases, Tasks tasks) {
            this.cases = cases;
            this.tasks = tasks;
        }

        @Override
        public Map<String, @Nullable Object> known(UUID subject) {
            var matter = new CaseId(subject);
            return Progress.known(cases.handled(matter, Moving.about(subject).at()), tasks.said(matter));
        }

        @Override
        public void act(UUID subject, String act) {
            Move move = Moving.about(subject);
            var matter = new CaseId(subject);
            Map<String, @Nullable Object> steps = steps(cases.handled(matter, move.at()), tasks.said(matter));
            OfficialAct.Result result = act.equals(Course.DECIDE)
                    ? cases.decide(move.context(), matter, steps, move.at())
                    : cases.act(move.context(), matter, act, steps, move.at());
            if (result instanceof OfficialAct.Result.Refused(var reasons) && reasons.isEmpty()) {
                // The rules could not be applied: nothing has happened, and it is tried again.
                throw new ActFailed(matter, act);
            }
            if (!(result instanceof OfficialAct.Result.Done)) {
                // What it was about has changed or ended meanwhile: the process goes on, and the case says so.
                cases.tell(matter, move.at(), move.context().actor(), "act-impossible", null);
            }
        }

        @Override
        public Optional<ProcessDefinition> definition(UUID subject) {
            return cases.handled(new CaseId(subject), Moving.about(subject).at())
                    .service()
                    .course()
                    .map(Course::process);
        }
    }

    /** The rules of an act could not be applied. */
    static final class ActFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        ActFailed(CaseId matter, String act) {
            super("The rules gave no answer at the act \"" + act + "\" of the process about " + matter.value());
        }
    }

    /** The engine asks about another case than the one whose process is moved. */
    static final class OtherCase extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherCase(UUID subject) {
            super("A process about another case asks about " + subject);
        }
    }

    /** A process is under way, and its package has none. */
    static final class CourseLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        CourseLost(CaseId matter) {
            super("The package of the case " + matter.value() + " has no process");
        }
    }
}
