// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.PackageReader;
import polity.kernel.catalogue.ServicePackage;
import polity.kernel.catalogue.WorkingDays;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Problem;
import polity.kernel.page.Vocabulary;

/**
 * {@code services check [folder] [--examples FILE] [--mutate | --no-mutate]}: reads packages, runs their examples and puts
 * mistakes into their rules to see whether an example notices. Needs neither a data base nor the running program.
 */
public final class ServicesCommand {

    private static final String USAGE = "usage: services check [FOLDER] [--examples FILE] [--mutate | --no-mutate]";
    private static final int MOST_SHOWN = 200;

    private final Path home;
    private final Consumer<String> out;
    private final PackageReader reader;
    private @Nullable Path folder;
    private @Nullable Path examples;
    private @Nullable Boolean mutate;

    private ServicesCommand(Path home, ZoneId place, String calendar, Consumer<String> out) {
        this.home = home;
        this.out = out;
        this.reader = new PackageReader(Vocabulary.load(place), place, home, new WorkingDays(home, calendar, place));
    }

    /**
     * Does it and returns the exit code: 0 when all is in order, 1 when not, 2 when it wasn't asked rightly.
     *
     * @param arguments those after {@code services}
     */
    public static int run(List<String> arguments, Map<String, String> environment, Consumer<String> out) {
        Path home =
                Path.of(System.getProperty("polity.home", "")).toAbsolutePath().normalize();
        if (arguments.isEmpty() || !arguments.getFirst().equals("check")) {
            out.accept(USAGE);
            return 2;
        }
        var command = new ServicesCommand(
                home, place(home, environment), setting(home, environment, "POLITY_CALENDAR", "polity.calendar"), out);
        Optional<String> misuse = command.take(arguments.subList(1, arguments.size()));
        if (misuse.isPresent()) {
            out.accept(misuse.get());
            out.accept(USAGE);
            return 2;
        }
        try {
            return command.check() ? 0 : 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            out.accept("interrupted");
            return 1;
        }
    }

    /** The authority's place, as the running program takes it: from the environment, else from the demonstration. */
    public static ZoneId place(Path home, Map<String, String> environment) {
        String zone = setting(home, environment, "POLITY_TIMEZONE", "polity.time-zone");
        try {
            return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new CannotStart("POLITY_TIMEZONE is \"" + zone + "\"; give one like Europe/London.", e);
        }
    }

    private static String setting(Path home, Map<String, String> environment, String variable, String property) {
        String set = environment.getOrDefault(variable, "");
        Path demonstration = home.resolve("demo/authority.properties");
        if (!set.isBlank() || !Files.exists(demonstration)) {
            return set;
        }
        var authority = new Properties();
        try (var in = Files.newBufferedReader(demonstration)) {
            authority.load(in);
        } catch (IOException e) {
            throw new CannotStart("The file " + demonstration + " can't be read: " + e.getMessage() + ".", e);
        }
        return authority.getProperty(property, "");
    }

    private Optional<String> take(List<String> arguments) {
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            switch (argument) {
                case "--mutate" -> mutate = true;
                case "--no-mutate" -> mutate = false;
                case "--examples" -> {
                    at++;
                    if (at == arguments.size()) {
                        return Optional.of("--examples needs a file");
                    }
                    examples = Path.of(arguments.get(at));
                }
                default -> {
                    if (argument.startsWith("-") || folder != null) {
                        return Optional.of("\"" + argument + "\" is not known here");
                    }
                    Path named = home.resolve("services").resolve(argument);
                    folder = Files.isDirectory(Path.of(argument)) || !Files.isDirectory(named)
                            ? Path.of(argument)
                            : named;
                }
            }
        }
        return Optional.empty();
    }

    private boolean check() throws InterruptedException {
        List<Path> folders = folder == null ? PackageReader.folders(home.resolve("services")) : List.of(folder);
        if (folders.isEmpty()) {
            out.accept("There is no service package in " + shown(home.resolve("services")) + ".");
            return false;
        }
        if (examples != null && folders.size() > 1) {
            out.accept("Say whose examples these are: there is more than one service package.");
            return false;
        }
        boolean right = true;
        for (Path each : folders) {
            right &= check(each);
        }
        return right;
    }

    private boolean check(Path checked) throws InterruptedException {
        out.accept(shown(checked));
        if (!Files.isDirectory(checked)) {
            out.accept("  there is no such folder");
            return false;
        }
        return switch (reader.read(checked)) {
            case PackageReader.Read.Refused(var problems) -> {
                out.accept("  the package is refused:");
                show(checked, problems);
                yield false;
            }
            case PackageReader.Read.Good(var service) -> {
                out.accept("  " + service.code() + ", version " + service.version() + ": in order");
                yield check(checked, service);
            }
        };
    }

    private boolean check(Path checked, ServicePackage service) throws InterruptedException {
        var problems = new ArrayList<Problem>();
        List<Example> read = examples(service, problems);
        if (!problems.isEmpty()) {
            out.accept("  the examples can't be used:");
            show(checked, problems);
            return false;
        }
        var runner = new Examples(service);
        Examples.Prepared prepared = runner.prepare(read);
        problems.addAll(prepared.problems());
        problems.addAll(runner.differences(prepared.ready()));
        long wrong = problems.stream()
                .map(problem -> problem.reason().substring(0, problem.reason().indexOf("\": ") + 1))
                .distinct()
                .count();
        out.accept("  examples: %d of %d come out as expected".formatted(read.size() - wrong, read.size()));
        show(checked, problems);
        boolean mutates = mutate != null ? mutate : examples == null;
        if (!problems.isEmpty()) {
            if (mutates) {
                out.accept("  mistakes are tried once every example comes out as expected");
            }
            return false;
        }
        return !mutates || mutate(checked, service, prepared.ready());
    }

    private List<Example> examples(ServicePackage service, List<Problem> problems) {
        Path file = examples;
        if (file == null) {
            return Examples.of(service, problems);
        }
        try {
            return Examples.read(Files.readString(file), file.toString(), service.place(), problems);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 1, "the file can't be read: " + e.getMessage()));
            return List.of();
        }
    }

    private boolean mutate(Path checked, ServicePackage service, List<Examples.Ready> ready)
            throws InterruptedException {
        long began = System.nanoTime();
        Mutants.Result result = new Mutants(service, ready).run(1, (tried, all) -> {
            if (tried * 5 / all != (tried - 1) * 5 / all && tried < all) {
                out.accept("  mistakes tried: %d of %d".formatted(tried, all));
            }
        });
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.accept("  mistakes: %d of %d noticed, %s %% (%d s)"
                .formatted(
                        result.all() - result.unnoticed().size(),
                        result.all(),
                        "%.1f".formatted(Math.floor(result.noticed() * 1000) / 10),
                        took.toSeconds()));
        if (!result.unnoticed().isEmpty()) {
            out.accept("  no example notices these:");
            show(
                    checked,
                    result.unnoticed().stream()
                            .map(mutant -> new Problem(mutant.file(), mutant.line(), mutant.description()))
                            .toList());
        }
        if (!result.enough()) {
            out.accept("  at least %d %% must be noticed: add examples at these places"
                    .formatted(Math.round(Mutants.ENOUGH * 100)));
        }
        return result.enough();
    }

    private void show(Path checked, List<Problem> problems) {
        problems.stream()
                .limit(MOST_SHOWN)
                .map(problem -> "    " + place(checked, problem) + ":" + problem.line() + ": " + problem.reason())
                .forEach(out);
        if (problems.size() > MOST_SHOWN) {
            out.accept("    and %d more".formatted(problems.size() - MOST_SHOWN));
        }
    }

    private String place(Path checked, Problem problem) {
        boolean others = examples != null && problem.file().equals(examples.toString());
        return others ? problem.file() : shown(checked.resolve(problem.file()));
    }

    /** As short as it can be told from where the command was typed. */
    private static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = path.toAbsolutePath().normalize();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }
}
