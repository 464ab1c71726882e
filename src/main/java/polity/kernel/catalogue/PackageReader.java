// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.forms.FormDefinition;
import polity.kernel.forms.FormFile;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Vocabulary;
import polity.kernel.page.Words;
import polity.kernel.rules.Parameters;
import polity.kernel.rules.RuleSet;

/** Reads a service package, or says with file, line and reason why it is refused. */
final class PackageReader {

    private static final long LARGEST_FILE = 2_000_000;
    private static final List<String> NEEDED = List.of("service.yaml", "form.yaml", "rules.dmn", "parameters.yaml");

    private final Vocabulary vocabulary;
    private final ZoneId place;

    PackageReader(Vocabulary vocabulary, ZoneId place) {
        this.vocabulary = vocabulary;
        this.place = place;
    }

    /** A package, or why there is none. */
    sealed interface Read {
        record Good(ServicePackage service) implements Read {}

        record Refused(List<Problem> problems) implements Read {}
    }

    Read read(Path folder) {
        var problems = new ArrayList<Problem>();
        Map<String, String> files = files(folder, problems);
        return problems.isEmpty() ? read(files) : new Read.Refused(problems);
    }

    /** Reads a package from the texts of its files. */
    Read read(Map<String, String> files) {
        var problems = new ArrayList<Problem>();
        for (String needed : NEEDED) {
            if (!files.containsKey(needed)) {
                problems.add(new Problem(needed, 1, "the file is missing"));
            }
        }
        Map<Language, Words> words = words(files, problems);
        if (!problems.isEmpty()) {
            return new Read.Refused(problems);
        }
        var declared =
                new ServiceFile(Declaration.read(text(files, "service.yaml"), "service.yaml", problems), place).read();
        Map<String, FormDefinition> forms =
                FormFile.read(Declaration.read(text(files, "form.yaml"), "form.yaml", problems));
        for (Procedure procedure : declared.procedures().values()) {
            if (procedure.form().isPresent()
                    && !forms.containsKey(procedure.form().get())) {
                problems.add(new Problem(
                        "service.yaml",
                        1,
                        "there is no form \"" + procedure.form().get() + "\" in form.yaml"));
            }
        }
        Parameters parameters = parameters(files, problems);
        Optional<RuleSet> rules = rules(files, parameters, problems);
        if (!problems.isEmpty() || rules.isEmpty()) {
            return new Read.Refused(problems);
        }
        return new Read.Good(new ServicePackage(declared, rules.get(), parameters, forms, words, files, digest(files)));
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
                problems.add(new Problem(name, 1, "the file is missing"));
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
            for (Path file : list.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml") || name.endsWith(".dmn") || name.endsWith(".html")) {
                    if (Files.size(file) > LARGEST_FILE) {
                        problems.add(new Problem(name, 1, "the file is larger than 2 MB"));
                    } else {
                        files.put(name, Files.readString(file));
                    }
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(folder.getFileName().toString(), 1, "can't be read: " + e.getMessage()));
        }
        return files;
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
