// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.process.ProcessDefinition;
import polity.kernel.rules.Formula;

/**
 * The course that cases take between people: the process of {@code process.bpmn}, who takes its steps and by when, by their
 * ids there.
 */
public record Course(ProcessDefinition process, Map<String, Step> steps, Map<String, TimeLimit> limits) {

    static final String FILE = "process.bpmn";

    /** What conditions of a process and instants of its time limits may ask. */
    static final Set<String> ROOTS = Set.of(
            "answers",
            "facts",
            WorkingDays.ROOT,
            "parameters",
            "at",
            "on",
            "applicant",
            "entry",
            "procedure",
            "decision",
            "case",
            "steps");

    /** The act that decides the case, by the rules that its procedure has and with what was said in steps. */
    public static final String DECIDE = "decide";

    /**
     * What people do.
     *
     * @param unit code of the unit whose officials take it; absent where the applicant does
     * @param form name of the form that they fill in
     * @param article on which it rests
     * @param told whether the applicant is written to when the case comes there
     * @param explanation what he reads of what officials say there; of the answers of the step
     * @param period by when it is to be taken, in ISO 8601 from when the process came there; nothing happens when it is late
     * @param extended the earlier step whose period is longer by that of this one
     */
    public record Step(
            Optional<String> unit,
            String form,
            Optional<String> article,
            boolean told,
            Optional<Formula> explanation,
            Optional<String> period,
            Optional<String> extended) {}

    /**
     * When time has run out: after a period that begins when the process comes there, or at an instant.
     *
     * @param period in ISO 8601, in working days P3WD
     * @param until a date and time, or a day whose beginning is meant
     */
    public record TimeLimit(Optional<String> period, Optional<Formula> until, Optional<String> article) {}

    /** Whether a form of this name is filled in by whoever takes a step. */
    boolean asks(String form) {
        return steps.values().stream().anyMatch(step -> step.form().equals(form));
    }

    /** Whether the applicant is written to when the case comes to a step. */
    public boolean tells(String step) {
        Step found = steps.get(step);
        return found != null && found.told();
    }

    /** Whether a time limit is a period, for which a calendar is needed. */
    boolean countsDays() {
        return limits.values().stream().anyMatch(limit -> limit.period().isPresent())
                || steps.values().stream().anyMatch(step -> step.period().isPresent());
    }

    /** What a package says of its process; nothing where it has none. */
    static Optional<Course> read(Declaration file, @Nullable String bpmn, List<Problem> problems) {
        if (bpmn == null) {
            file.find("process").ifPresent(declared -> declared.refuse("there is no file " + FILE + " beside it"));
            return Optional.empty();
        }
        return switch (ProcessDefinition.read(FILE, bpmn, ROOTS)) {
            case ProcessDefinition.Reading.Refused(var refused) -> {
                problems.addAll(refused);
                yield Optional.empty();
            }
            case ProcessDefinition.Reading.Read(var process) -> Optional.of(of(process, file));
        };
    }

    private static Course of(ProcessDefinition process, Declaration file) {
        file.find("process").ifPresent(found -> found.allow("steps", "time_limits"));
        var steps = new LinkedHashMap<String, Step>();
        steps(file).forEach((id, step) -> {
            step.allow("unit", "by", "form", "article", "told", "explanation", "period", "extends");
            steps.put(
                    id,
                    new Step(
                            taker(step),
                            step.text("form"),
                            step.optionalText("article"),
                            step.flag("told"),
                            step.find("explanation").map(text -> Formula.of(text, Set.of("answers"))),
                            step.optionalText("period"),
                            step.optionalText("extends")));
        });
        var limits = new LinkedHashMap<String, TimeLimit>();
        limits(file).forEach((id, limit) -> {
            limit.allow("period", "until", "article");
            if (limit.has("period") == limit.has("until")) {
                limit.refuse("say either in \"period\" how long it is, or in \"until\" when it ends");
            }
            limits.put(
                    id,
                    new TimeLimit(
                            limit.optionalText("period"),
                            limit.find("until").map(until -> Formula.of(until, ROOTS)),
                            limit.optionalText("article")));
        });
        return new Course(process, Map.copyOf(steps), Map.copyOf(limits));
    }

    /** The unit whose officials take a step, or nothing where it says that the applicant does. */
    private static Optional<String> taker(Declaration step) {
        Optional<String> by = step.optionalText("by");
        if (by.isPresent() == step.has("unit")
                || by.filter(who -> !who.equals("applicant")).isPresent()) {
            step.refuse("say either in \"unit\" whose officials take it, or \"by: applicant\"");
        }
        return step.optionalText("unit");
    }

    /** What was said in every step; nothing in those that nobody has taken, for rules want to know each input. */
    Map<String, @Nullable Object> all(Map<String, @Nullable Object> said) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        steps.keySet().stream().sorted().forEach(step -> all.put(step, said.get(step)));
        return all;
    }

    /**
     * What surrounds a process in its package.
     *
     * @param forms names of the forms
     * @param sent the messages that effects send
     * @param begun whether an effect begins the process, and whether one does before the case is decided
     * @param scope what its expressions may name
     * @param line of a text in a file, from 1
     */
    record Around(
            Set<String> forms,
            Set<String> sent,
            Begun begun,
            Asked.Scope scope,
            ToIntBiFunction<String, String> line) {}

    /** Whether effects begin the process, and whether one of them does about an undecided case. */
    record Begun(boolean ever, boolean undecided) {
        static Begun by(List<Procedure> procedures) {
            return new Begun(
                    procedures.stream()
                            .flatMap(procedure -> procedure.effects().values().stream())
                            .flatMap(List::stream)
                            .anyMatch(Effect.Begin.class::isInstance),
                    procedures.stream().anyMatch(Procedure::isHandled));
        }
    }

    /** What doesn't fit what surrounds it; some of that is said where it is declared. */
    List<Problem> problems(ServicePackage service, Declaration declared, Around around) {
        var problems = new ArrayList<>(differences(declared, around.forms()));
        problems.addAll(unsent(around.sent()));
        problems.addAll(
                unknownActs(service, around.begun(), act -> around.line().applyAsInt(FILE, "id=\"" + act + "\"")));
        if (around.begun().undecided() && !process.acts().contains(DECIDE)) {
            problems.add(new Problem(
                    FILE,
                    1,
                    "the process begins about undecided cases: a serviceTask with the id \"decide\" is missing"));
        }
        if (!around.begun().ever()) {
            declared.refuse("nothing begins the process: \"do: process\" is missing");
        }
        process.conditions()
                .forEach(condition -> condition
                        .uses()
                        .forEach(path -> around.scope()
                                .fault(path)
                                .ifPresent(fault -> problems.add(new Problem(FILE, condition.line(), fault)))));
        steps(declared).forEach((id, step) -> {
            Consistency.citation(step, "article");
            step.find("period").ifPresent(_ -> Consistency.period(step, "period"));
            extended(id, step);
        });
        limits(declared).values().forEach(limit -> {
            Consistency.citation(limit, "article");
            limit.find("period").ifPresent(_ -> Consistency.period(limit, "period"));
            limit.find("until").ifPresent(around.scope()::check);
        });
        return problems;
    }

    /** Whether a step extends the period of another, which has one; and whether only one thing says when its time is up. */
    private void extended(String id, Declaration step) {
        step.find("extends").ifPresent(other -> {
            Step before = steps.get(other.asText());
            if (before == null || before.period().isEmpty() || !step.has("period") || id.equals(other.asText())) {
                other.refuse("\"extends\" names another step with a \"period\", which is longer by that of this one");
            }
        });
        if (step.has("period") && process.endedBy(id).isPresent()) {
            step.get("period").refuse("the timer of the step already says when its time is up");
        }
    }

    /** What is said of the one place and not of the other, with the line that says it. */
    private List<Problem> differences(Declaration file, Set<String> forms) {
        var problems = new ArrayList<Problem>();
        steps(file).forEach((id, step) -> {
            if (!id.matches("[a-z][a-z0-9_]{0,59}")) {
                step.refuse("\"" + id
                        + "\" must be a name like environmental_health: small letters, digits and underscores");
            }
            if (!forms.contains(step.text("form"))) {
                step.refuse("there is no form \"" + step.text("form") + "\" in form.yaml");
            }
        });
        compare(file, "steps", steps(file), process.steps(), "userTask", problems);
        compare(file, "time_limits", limits(file), process.limits(), "timer event", problems);
        return problems;
    }

    /** The messages that no effect sends, for which the process would wait in vain. */
    private List<Problem> unsent(Set<String> sent) {
        return process.messages().stream()
                .filter(message -> !sent.contains(message))
                .sorted()
                .map(message -> new Problem(
                        FILE, 1, "nothing sends the message \"" + message + "\": \"do: message\" is missing"))
                .toList();
    }

    /** The acts that are no procedures which a process opens. */
    private List<Problem> unknownActs(ServicePackage service, Begun begun, ToIntFunction<String> line) {
        return process.acts().stream()
                .filter(act -> !(begun.undecided() && act.equals(DECIDE)))
                .filter(act -> service.procedure(act)
                        .filter(found -> found.opens() == Procedure.Opens.PROCESS)
                        .isEmpty())
                .map(act -> new Problem(
                        FILE,
                        line.applyAsInt(act),
                        "service.yaml has no procedure \"" + act + "\" that opens by process"))
                .toList();
    }

    private static Map<String, Declaration> steps(Declaration file) {
        return file.find("process").map(found -> found.map("steps")).orElse(Map.of());
    }

    private static Map<String, Declaration> limits(Declaration file) {
        return file.find("process").map(found -> found.map("time_limits")).orElse(Map.of());
    }

    private static void compare(
            Declaration file,
            String key,
            Map<String, Declaration> declared,
            Set<String> drawn,
            String kind,
            List<Problem> problems) {
        declared.forEach((id, at) -> {
            if (!drawn.contains(id)) {
                at.refuse(FILE + " has no " + kind + " \"" + id + "\"");
            }
        });
        var missing = new TreeSet<>(drawn);
        missing.removeAll(declared.keySet());
        int line = file.find("process").orElse(file).line();
        missing.forEach(id -> problems.add(new Problem(
                "service.yaml",
                line,
                "\"process: " + key + "\" says nothing of the " + kind + " \"" + id + "\" in " + FILE)));
    }
}
