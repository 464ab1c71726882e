// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import polity.kernel.catalogue.ServicePackage;
import polity.kernel.node.Declaration;
import polity.kernel.rules.Mutation;
import polity.kernel.rules.Parameters;
import polity.kernel.rules.RuleSet;

/** Puts one mistake after another into the rules of a package and sees whether an example notices it. */
final class Mutants {

    /** Fewer mistakes noticed than this, and the examples are too few. */
    static final double ENOUGH = 0.95;

    private static final String RULES = "rules.dmn";
    private static final String PARAMETERS = "parameters.yaml";
    private static final String SERVICE = "service.yaml";

    private final ServicePackage service;
    private final List<Examples.Ready> examples;
    private final AtomicInteger lastToNotice = new AtomicInteger();

    Mutants(ServicePackage service, List<Examples.Ready> examples) {
        this.service = service;
        this.examples = examples;
    }

    /** Told of each mistake that has been tried. */
    interface Progress {
        void tried(int tried, int all);
    }

    /** How many mistakes were tried, and those that no example noticed. */
    record Result(int all, List<Mutation.Mutant> unnoticed) {
        boolean enough() {
            return all - unnoticed.size() >= all * ENOUGH;
        }

        double noticed() {
            return all == 0 ? 1 : (all - unnoticed.size()) / (double) all;
        }
    }

    /** Tries every n-th mistake, on all processors. */
    Result run(int every, Progress progress) throws InterruptedException {
        List<Mutation.Mutant> all = all();
        List<Mutation.Mutant> chosen = java.util.stream.IntStream.range(0, all.size())
                .filter(at -> at % every == 0)
                .mapToObj(all::get)
                .toList();
        var tried = new AtomicInteger();
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (Mutation.Mutant mutant : chosen) {
                tasks.add(() -> {
                    boolean noticed = noticed(mutant);
                    progress.tried(tried.incrementAndGet(), chosen.size());
                    return noticed;
                });
            }
            List<Future<Boolean>> results = workers.invokeAll(tasks);
            var unnoticed = new ArrayList<Mutation.Mutant>();
            for (int at = 0; at < chosen.size(); at++) {
                if (!result(results.get(at))) {
                    unnoticed.add(chosen.get(at));
                }
            }
            return new Result(chosen.size(), unnoticed);
        }
    }

    private List<Mutation.Mutant> all() {
        var all = new ArrayList<>(Mutation.ofRules(service.file(RULES).orElse(""), RULES, service.parameters()));
        all.addAll(Mutation.ofParameters(
                service.file(PARAMETERS).orElse(""), PARAMETERS, parametersThatMatter(), LocalDate.MIN));
        conditions()
                .forEach(
                        condition -> Mutation.ofFormula(
                                        service.file(SERVICE).orElse(""), SERVICE, condition.asText(), condition.line())
                                .stream()
                                .filter(mutant -> service.with(mutant.text()).isPresent())
                                .forEach(all::add));
        return all;
    }

    private Set<String> parametersThatMatter() {
        var names = new TreeSet<>(service.rules().parameterNames());
        service.procedures().stream()
                .flatMap(procedure -> procedure.uses().stream())
                .filter(path -> path.startsWith("parameters."))
                .map(path -> path.substring("parameters.".length()))
                .forEach(names::add);
        return names;
    }

    /** What must hold of an entry before something is begun with it is a rule too. */
    private List<Declaration> conditions() {
        return Declaration.read(service.file(SERVICE).orElse(""), SERVICE, new ArrayList<>())
                .map("procedures")
                .values()
                .stream()
                .flatMap(procedure -> procedure.list("when").stream())
                .flatMap(condition -> condition.find("test").or(() -> condition.find("from")).stream())
                .toList();
    }

    private boolean noticed(Mutation.Mutant mutant) {
        ServicePackage mistaken = switch (mutant.file()) {
            case RULES -> withRules(mutant);
            case SERVICE -> service.with(mutant.text()).orElseThrow(() -> new NoMutant(mutant.description()));
            default -> withParameters(mutant);
        };
        // Mistakes that stand beside each other are noticed by examples that do: the last one to notice is asked first.
        int first = lastToNotice.get();
        for (int step = 0; step < examples.size(); step++) {
            int at = (first + step) % examples.size();
            Examples.Ready ready = examples.get(at);
            if (!Example.Expectation.of(ready.example())
                    .differences(Examples.determine(mistaken, ready))
                    .isEmpty()) {
                lastToNotice.set(at);
                return true;
            }
        }
        return false;
    }

    private ServicePackage withRules(Mutation.Mutant mutant) {
        return switch (RuleSet.compile(mutant.text(), RULES, service.parameters())) {
            case RuleSet.Compilation.Compiled(var rules) -> service.with(rules, service.parameters());
            case RuleSet.Compilation.Refused(var problems) ->
                throw new NoMutant(problems.getFirst().toString());
        };
    }

    private ServicePackage withParameters(Mutation.Mutant mutant) {
        return switch (Parameters.parse(mutant.text(), PARAMETERS)) {
            case Parameters.Reading.Read(var parameters) -> service.with(service.rules(), parameters);
            case Parameters.Reading.Refused(var problems) ->
                throw new NoMutant(problems.getFirst().toString());
        };
    }

    private static boolean result(Future<Boolean> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new NoMutant(String.valueOf(e.getCause()), e);
        }
    }

    /** Mutants compile: those that don't are none. */
    static final class NoMutant extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoMutant(String message) {
            super("A mutant does not compile: " + message);
        }

        NoMutant(String message, Throwable cause) {
            super("A mutant can't be tried: " + message, cause);
        }
    }
}
