// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormFile;
import polity.kernel.node.CannotStart;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.registers.DeclaredRegisters;
import polity.kernel.rules.Parameters;
import polity.kernel.rules.RuleSet;

/** Reads a service package, or says with file, line and reason why it is refused. */
public final class PackageReader {

    private static final String MISSING = "the file is missing";
    private static final long LARGEST_FILE = 2_000_000;
    private static final List<String> NEEDED = List.of("service.yaml", "form.yaml", "rules.dmn", "parameters.yaml");

    /** Every file that a package may hold; templates go by any name that ends in .html. */
    private static final Set<String> KNOWN = Set.of(
            "service.yaml",
            "form.yaml",
            "rules.dmn",
            "parameters.yaml",
            "examples.yaml",
            Course.FILE,
            "text.en.yaml",
            "text.zh-Hans.yaml",
            "README.md");

    private final Vocabulary vocabulary;
    private final ZoneId place;
    private final Path home;
    private final WorkingDays workingDays;

    /** By the only calendar that goes by the clock of the place. */
    public PackageReader(Vocabulary vocabulary, ZoneId place, Path home) {
        this(vocabulary, place, home, new WorkingDays(home, null, place));
    }

    /**
     * @param home folder in which the registers are declared
     */
    public PackageReader(Vocabulary vocabulary, ZoneId place, Path home, WorkingDays workingDays) {
        this.vocabulary = vocabulary;
        this.place = place;
        this.home = home;
        this.workingDays = workingDays;
    }

    /** The folders that hold a service package, or part of one. */
    public static List<Path> folders(Path services) {
        if (!Files.isDirectory(services)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(services)) {
            return list.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotStart("The folder " + services + " can't be read: " + e.getMessage() + ".", e);
        }
    }

    /** A package, or why there is none. */
    public sealed interface Read {
        record Good(ServicePackage service) implements Read {}

        record Refused(List<Problem> problems) implements Read {}
    }

    /** Reads a package that is to be offered: all that can be said about it without an example must be right. */
    public Read read(Path folder) {
        var problems = new ArrayList<Problem>();
        Map<String, String> files = files(folder, problems);
        Optional<ServicePackage> service = parse(files, problems);
        if (service.isPresent()) {
            String code = service.get().code();
            String name = folder.toAbsolutePath().normalize().getFileName().toString();
            if (home.resolve("services")
                            .equals(folder.toAbsolutePath().normalize().getParent())
                    && !code.equals(name)) {
                problems.add(
                        new Problem("service.yaml", 1, "the folder is called " + name + ", but \"code\" is " + code));
            }
            problems.addAll(new Consistency(service.get(), DeclaredRegisters.in(home)).problems());
            boolean limited = service.get().course().filter(Course::countsDays).isPresent();
            if (limited || !service.get().declared().workingDays().isEmpty()) {
                int line = line(text(files, "service.yaml"), limited ? "time_limits:" : WorkingDays.ROOT + ":");
                workingDays.fault().ifPresent(fault -> problems.add(new Problem("service.yaml", line, fault)));
            }
        }
        return service.isPresent() && problems.isEmpty()
                ? new Read.Good(service.get())
                : new Read.Refused(problems.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                        .toList());
    }

    /** SHA-256 of the files in a folder, as that of the package that they make; absent while they can't be read. */
    public Optional<String> digest(Path folder) {
        var problems = new ArrayList<Problem>();
        Map<String, String> files = files(folder, problems);
        return problems.isEmpty() ? Optional.of(digest(files)) : Optional.empty();
    }

    /** Reads a package that was offered once: cases that were begun under it need it, whatever is demanded today. */
    Read read(Map<String, String> files) {
        var problems = new ArrayList<Problem>();
        return parse(files, problems).<Read>map(Read.Good::new).orElseGet(() -> new Read.Refused(problems));
    }

    private Optional<ServicePackage> parse(Map<String, String> files, List<Problem> problems) {
        for (String needed : NEEDED) {
            if (!files.containsKey(needed)) {
                problems.add(new Problem(needed, 1, MISSING));
            }
        }
        Map<Language, Words> words = words(files, problems);
        if (problems.stream().anyMatch(problem -> problem.reason().equals(MISSING))) {
            return Optional.empty();
        }
        Declaration serviceFile = Declaration.read(text(files, "service.yaml"), "service.yaml", problems);
        var declared = new ServiceFile(serviceFile, place).read();
        Optional<Course> course = Course.read(serviceFile, files.get(Course.FILE), problems);
        Map<String, FormDefinition> forms =
                FormFile.read(Declaration.read(text(files, "form.yaml"), "form.yaml", problems));
        for (Procedure procedure : declared.procedures().values()) {
            if (procedure.form().isPresent()
                    && !forms.containsKey(procedure.form().get())) {
                problems.add(new Problem(
                        "service.yaml",
                        line(
                                text(files, "service.yaml"),
                                "form: " + procedure.form().get()),
                        "there is no form \"" + procedure.form().get() + "\" in form.yaml"));
            }
        }
        Parameters parameters = parameters(files, problems);
        Optional<RuleSet> rules = rules(files, parameters, problems);
        return problems.isEmpty()
                ? rules.map(found -> new ServicePackage(
                        declared, workingDays, found, parameters, forms, words, files, digest(files), course))
                : Optional.empty();
    }

    private static Parameters parameters(Map<String, String> files, List<Problem> problems) {
        return switch (Parameters.parse(text(files, "parameters.yaml"), "parameters.yaml")) {
            case Parameters.Reading.Read(var parameters) -> parameters;
            case Parameters.Reading.Refused(var refused) -> {
                refused.forEach(each -> problems.add(new Problem(each.file(), each.line(), each.reason())));
                yield Parameters.NONE;
            }
        };
    }

    private static Optional<RuleSet> rules(Map<String, String> files, Parameters parameters, List<Problem> problems) {
        return switch (RuleSet.compile(text(files, "rules.dmn"), "rules.dmn", parameters)) {
            case RuleSet.Compilation.Compiled(var rules) -> Optional.of(rules);
            case RuleSet.Compilation.Refused(var refused) -> {
                refused.forEach(each -> problems.add(new Problem(each.file(), each.line(), each.reason())));
                yield Optional.empty();
            }
        };
    }

    private Map<Language, Words> words(Map<String, String> files, List<Problem> problems) {
        var words = new EnumMap<Language, Words>(Language.class);
        for (Language language : Language.values()) {
            String name = "text." + language.tag() + ".yaml";
            String text = files.get(name);
            if (text == null) {
                problems.add(new Problem(name, 1, MISSING));
                continue;
            }
            var texts = new TreeMap<String, String>();
            flatten("", Declaration.read(text, name, problems), texts);
            words.put(language, vocabulary.words(name, language, texts));
        }
        return words;
    }

    private static void flatten(String prefix, Declaration declared, Map<String, String> texts) {
        declared.entries().forEach((key, value) -> {
            if (value.isMap()) {
                flatten(prefix + key + ".", value, texts);
            } else {
                texts.put(prefix + key, value.asText());
            }
        });
    }

    private static Map<String, String> files(Path folder, List<Problem> problems) {
        var files = new TreeMap<String, String>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.sorted().toList()) {
                String name = file.getFileName().toString();
                // What editors and version control leave beside the files that people write.
                if (!name.startsWith(".") && !name.endsWith("~")) {
                    file(file, name, problems).ifPresent(text -> files.put(name, text));
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(folder.getFileName().toString(), 1, "can't be read: " + e.getMessage()));
        }
        files.remove("README.md");
        return files;
    }

    private static Optional<String> file(Path file, String name, List<Problem> problems) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            problems.add(new Problem(name, 1, "only plain files may stand in a package, neither folders nor links"));
            return Optional.empty();
        }
        if (!KNOWN.contains(name) && !name.matches("[a-z][a-z0-9-]{0,59}\\.html")) {
            problems.add(new Problem(
                    name,
                    1,
                    "no file of this name belongs to a package; known are "
                            + String.join(", ", KNOWN.stream().sorted().toList())
                            + " and templates such as certificate.html"));
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                problems.add(new Problem(name, 1, "the file is larger than 2 MB"));
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException _) {
            problems.add(new Problem(name, 1, "the file isn't text in UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(name, 1, "the file can't be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private static int line(String text, String part) {
        return 1 + (int) text.lines().takeWhile(line -> !line.contains(part)).count();
    }

    private static String text(Map<String, String> files, String name) {
        @Nullable String text = files.get(name);
        return text == null ? "" : text;
    }

    private static String digest(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, text) -> {
                digest.update((name + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it (java.security.MessageDigest).
            throw new AssertionError(e);
        }
    }
}
