// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Asked;
import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Determination;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.Procedure;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.forms.FormDefinition;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;

/**
 * Runs examples through what real cases run through: the facts, limits and rules of a {@link ServicePackage}. Only the
 * registers are in memory.
 */
final class Examples {

    private static final String FILE = "examples.yaml";

    private final ServicePackage service;

    Examples(ServicePackage service) {
        this.service = service;
    }

    /** An example whose registers and earlier cases have been worked through: only its rules are still to be applied. */
    record Ready(Example example, Asked asked, Map<String, @Nullable Object> known, Map<String, Long> counts) {}

    /** What has been made ready, and what could not be. */
    record Prepared(List<Ready> ready, List<Problem> problems) {}

    /** The examples that the package itself holds. */
    static List<Example> of(ServicePackage service, List<Problem> problems) {
        Optional<String> text = service.file(FILE);
        if (text.isEmpty()) {
            problems.add(new Problem(FILE, 1, "the file is missing: a service is checked against its examples"));
            return List.of();
        }
        return read(text.get(), FILE, service.place(), problems);
    }

    static List<Example> read(String text, String file, ZoneId zone, List<Problem> problems) {
        int before = problems.size();
        List<Example> examples = Example.read(Declaration.read(text, file, problems), zone);
        if (examples.isEmpty() && problems.size() == before) {
            problems.add(new Problem(file, 1, "there is no example in it"));
        }
        return examples;
    }

    /** What is wrong with a package's own examples, and what comes out otherwise than they expect. */
    static List<Problem> check(ServicePackage service) {
        var problems = new ArrayList<Problem>();
        List<Example> examples = of(service, problems);
        if (problems.isEmpty()) {
            var runner = new Examples(service);
            Prepared prepared = runner.prepare(examples);
            problems.addAll(prepared.problems());
            problems.addAll(runner.differences(prepared.ready()));
        }
        return problems;
    }

    Prepared prepare(List<Example> examples) {
        var ready = new ArrayList<Ready>();
        var problems = new ArrayList<Problem>();
        for (Example example : examples) {
            prepare(example, problems).ifPresent(ready::add);
        }
        return new Prepared(ready, problems);
    }

    private Optional<Ready> prepare(Example example, List<Problem> problems) {
        var registers = new ExampleRegisters(example.registers(), service.place());
        int number = 1;
        for (Example.Request earlier : example.earlier()) {
            Optional<Ready> ready = ready(example, earlier, registers, problems);
            if (ready.isEmpty()) {
                return Optional.empty();
            }
            switch (determine(service, ready.get())) {
                case Determination.Failed(var message) -> {
                    problems.add(problem(example, earlier.place(), "its earlier case " + number + ": " + message));
                    return Optional.empty();
                }
                case Determination.Determined decided -> take(ready.get(), decided, "EARLIER-" + number, registers);
            }
            number++;
        }
        return ready(example, example.asked(), registers, problems);
    }

    private Optional<Ready> ready(
            Example example, Example.Request request, ExampleRegisters registers, List<Problem> problems) {
        Optional<Procedure> procedure = service.procedure(request.procedure());
        if (procedure.isEmpty()) {
            problems.add(problem(
                    example,
                    request.place().find("procedure").orElse(request.place()),
                    "the package has no procedure \"" + request.procedure() + "\"; it has "
                            + String.join(
                                    ", ",
                                    service.procedures().stream()
                                            .map(Procedure::code)
                                            .toList())));
            return Optional.empty();
        }
        Map<String, @Nullable Object> entry = registers.entry(procedure.get(), request);
        var asked = new Asked(
                request.procedure(),
                request.at(),
                answers(request, entry, registers),
                request.person(),
                request.name(),
                entry,
                steps(request, problems, example));
        Map<String, @Nullable Object> known = service.known(asked, registers);
        var counts = new LinkedHashMap<String, Long>();
        for (Counted limit : service.limits(request.procedure(), known)) {
            counts.put(limit.limit(), registers.count(limit, request.at()));
        }
        return Optional.of(new Ready(example, asked, known, counts));
    }

    /** As the form hands them on: typed, and without those to questions that are not asked. */
    private Map<String, @Nullable Object> answers(
            Example.Request request, @Nullable Map<String, @Nullable Object> entry, ExampleRegisters registers) {
        Optional<FormDefinition> form = service.form(request.procedure());
        if (form.isEmpty()) {
            return request.answers();
        }
        var typed = new LinkedHashMap<String, @Nullable Object>();
        request.answers().forEach((field, answer) -> typed.put(field, typed(form.get(), field, answer)));
        return form.get()
                .asked(
                        typed,
                        answers -> service.known(
                                new Asked(
                                        request.procedure(),
                                        request.at(),
                                        answers,
                                        request.person(),
                                        request.name(),
                                        entry),
                                registers));
    }

    /** What was said in steps, typed as their forms type it; a step that the process hasn't is a mistake. */
    private Map<String, @Nullable Object> steps(Example.Request request, List<Problem> problems, Example example) {
        var steps = new LinkedHashMap<String, @Nullable Object>();
        request.steps().forEach((name, said) -> {
            Optional<FormDefinition> form = service.course()
                    .flatMap(course -> Optional.ofNullable(course.steps().get(name)))
                    .flatMap(service::formOf);
            if (form.isEmpty() || !(said instanceof Map<?, ?> answers)) {
                problems.add(
                        problem(example, request.place(), "the process has no step \"" + name + "\" that says so"));
                return;
            }
            var typed = new LinkedHashMap<String, @Nullable Object>();
            answers.forEach((field, answer) ->
                    typed.put(String.valueOf(field), typed(form.get(), String.valueOf(field), answer)));
            steps.put(name, typed);
        });
        return steps;
    }

    /** An answer that the form would refuse stays as it is: rules must have an answer to whatever is asked. */
    private static @Nullable Object typed(FormDefinition form, String field, @Nullable Object answer) {
        if (answer == null) {
            return null;
        }
        // Days as JSON has them, those in answers about each of several things too.
        Object json = Objects.requireNonNullElse(
                FormDefinition.json(Map.of(field, answer)).get(field), answer);
        var readings = new ArrayList<Object>(List.of(json));
        switch (answer) {
            case Number number -> readings.add(number.toString());
            case Boolean yes -> readings.add(yes ? "yes" : "no");
            case String text when text.equals("yes") || text.equals("no") -> readings.add(text.equals("yes"));
            case String text when text.matches("-?\\d{1,18}") -> readings.add(Long.valueOf(text));
            default -> {
                // one reading
            }
        }
        return readings.stream()
                .map(reading -> form.typed(Map.of(field, reading)).get(field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(answer);
    }

    private void take(Ready ready, Determination.Determined decided, String reference, ExampleRegisters registers) {
        var context = new LinkedHashMap<String, @Nullable Object>(ready.known());
        context.put("decision", decided.asContext());
        context.put("case", Map.of("id", reference, "reference", reference));
        List<Effect> effects = service.procedure(ready.asked().procedure())
                .map(procedure -> procedure.effects().getOrDefault(decided.outcome(), List.of()))
                .orElse(List.of());
        registers.take(effects, context, ready.asked().entry());
    }

    /** Applies rules, those of the package or others in their place; what can't be begun is refused for that. */
    static Determination determine(ServicePackage service, Ready ready) {
        Map<String, @Nullable Object> entry = ready.asked().entry();
        List<Procedure.Obstacle> obstacles = entry == null
                ? List.of()
                : service.procedure(ready.asked().procedure())
                        .map(procedure -> service.obstacles(
                                procedure, entry, ready.asked().at()))
                        .orElse(List.of());
        if (!obstacles.isEmpty()) {
            return Determination.Determined.refused(obstacles);
        }
        return service.determine(ready.asked(), ready.known(), ready.counts());
    }

    /** What comes out otherwise than the examples expect; none when all is as expected. */
    List<Problem> differences(List<Ready> examples) {
        var problems = new ArrayList<Problem>();
        for (Ready ready : examples) {
            Determination determination = determine(service, ready);
            problems.addAll(Example.Expectation.of(ready.example()).differences(determination));
            if (determination instanceof Determination.Determined decided) {
                problems.addAll(unsaid(ready.example(), decided));
            }
        }
        return problems;
    }

    /** Whatever the rules may say to a citizen has words in each language. */
    private List<Problem> unsaid(Example example, Determination.Determined decided) {
        var keys = new ArrayList<String>();
        decided.reasons().stream()
                .filter(reason -> !reason.code().equals(Procedure.Obstacle.ENDED))
                .forEach(reason -> keys.add("reason." + reason.code()));
        decided.derivation().forEach(step -> keys.add("derivation." + step.text()));
        var problems = new ArrayList<Problem>();
        for (Language language : Language.values()) {
            for (String key : keys) {
                if (!service.words(language).has(key)) {
                    problems.add(problem(
                            example,
                            example.place(),
                            "text." + language.tag() + ".yaml lacks the words \"" + key + "\", which the rules use"));
                }
            }
        }
        return problems;
    }

    static Problem problem(Example example, Declaration place, String reason) {
        return new Problem(place.file(), place.line(), "\"" + example.name() + "\": " + reason);
    }
}
