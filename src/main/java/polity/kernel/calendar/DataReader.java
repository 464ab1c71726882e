// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import polity.kernel.calendar.YamlNode.Fields;
import polity.kernel.calendar.YamlNode.Items;
import polity.kernel.calendar.YamlNode.ProblemFound;
import polity.kernel.calendar.YamlNode.Text;

/** Reads values out of one data file and collects what is wrong with it, with file and line; it never stops early. */
final class DataReader {
    private final String file;
    private final List<Problem> problems;

    DataReader(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    void problem(int line, String text) {
        problems.add(new Problem(file, line, text));
    }

    Optional<Fields> document(String text) {
        try {
            return fields(YamlNode.parse(text), "The file");
        } catch (ProblemFound found) {
            problem(found.line(), found.text());
            return Optional.empty();
        }
    }

    Optional<Fields> fields(YamlNode node, String what) {
        if (node instanceof Fields fields) {
            return Optional.of(fields);
        }
        problem(node.line(), what + " must be a list of names with values, like “place: cn”.");
        return Optional.empty();
    }

    void onlyKnown(Fields fields, Set<String> known) {
        fields.values().forEach((name, value) -> {
            if (!known.contains(name)) {
                problem(
                        value.line(),
                        "“" + name + "” is not known here. Known are: " + String.join(", ", sorted(known)) + ".");
            }
        });
    }

    Optional<Text> text(Fields fields, String name) {
        var node = fields.values().get(name);
        if (node instanceof Text text && !text.value().isBlank()) {
            return Optional.of(text);
        }
        if (node == null) {
            problem(fields.line(), "“" + name + "” is missing.");
        } else {
            problem(node.line(), "“" + name + "” must be a text.");
        }
        return Optional.empty();
    }

    Optional<Text> optionalText(Fields fields, String name) {
        return fields.values().containsKey(name) ? text(fields, name) : Optional.empty();
    }

    /** One of a few words. */
    Optional<String> word(Fields fields, String name, Set<String> words) {
        return text(fields, name).flatMap(text -> {
            if (words.contains(text.value())) {
                return Optional.of(text.value());
            }
            problem(text.line(), "“" + name + "” must be one of: " + String.join(", ", sorted(words)) + ".");
            return Optional.empty();
        });
    }

    boolean flag(Fields fields, String name) {
        return fields.values().containsKey(name)
                && word(fields, name, Set.of("true", "false"))
                        .map("true"::equals)
                        .orElse(false);
    }

    Optional<Integer> year(Fields fields, String name) {
        return text(fields, name).flatMap(this::year);
    }

    Optional<Integer> year(Text text) {
        if (text.value().matches("[0-9]{4}")) {
            return Optional.of(Integer.valueOf(text.value()));
        }
        problem(text.line(), "“" + text.value() + "” is not a year. Write it like 2026.");
        return Optional.empty();
    }

    Optional<LocalDate> date(Fields fields, String name) {
        return text(fields, name).flatMap(this::date);
    }

    Optional<LocalDate> optionalDate(Fields fields, String name) {
        return fields.values().containsKey(name) ? date(fields, name) : Optional.empty();
    }

    Optional<LocalDate> date(Text text) {
        try {
            return Optional.of(LocalDate.parse(text.value()));
        } catch (DateTimeException unreadable) {
            problem(text.line(), "“" + text.value() + "” is not a date. Write it like 2026-02-17.");
            return Optional.empty();
        }
    }

    /** A name in several languages, English among them. */
    Optional<Name> name(Fields fields, String name) {
        var node = fields.values().get(name);
        if (node == null) {
            problem(fields.line(), "“" + name + "” is missing.");
            return Optional.empty();
        }
        return name(node, name);
    }

    Optional<Name> name(YamlNode node, String what) {
        if (!(node instanceof Fields languages) || !languages.values().containsKey("en")) {
            problem(
                    node.line(),
                    "“" + what + "” must be given by language, with English at least: {en: …, zh-Hans: …}.");
            return Optional.empty();
        }
        var byLanguage = new LinkedHashMap<String, String>();
        for (var language : languages.values().keySet()) {
            text(languages, language).ifPresent(text -> byLanguage.put(language, text.value()));
        }
        return byLanguage.containsKey("en") ? Optional.of(new Name(byLanguage)) : Optional.empty();
    }

    /** The values of a list; an absent list is empty. */
    List<YamlNode> items(Fields fields, String name) {
        var node = fields.values().get(name);
        return switch (node) {
            case null -> List.of();
            case Items items -> items.values();
            case Text text when text.value().isEmpty() -> List.of();
            default -> {
                problem(node.line(), "“" + name + "” must be a list.");
                yield List.of();
            }
        };
    }

    List<Text> texts(Fields fields, String name) {
        var texts = new ArrayList<Text>();
        for (var item : items(fields, name)) {
            if (item instanceof Text text) {
                texts.add(text);
            } else {
                problem(item.line(), "“" + name + "” must be a list of texts.");
            }
        }
        return texts;
    }

    Map<String, YamlNode> optionalFields(Fields fields, String name) {
        var node = fields.values().get(name);
        return node == null
                ? Map.of()
                : fields(node, "“" + name + "”").map(Fields::values).orElse(Map.of());
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    /** What is wrong with a data file, and where; line 0 is the file as a whole. */
    record Problem(String file, int line, String text) {
        private static final Comparator<Problem> IN_ORDER =
                Comparator.comparing(Problem::file).thenComparingInt(Problem::line);

        /** By file and line, each said once. */
        static List<String> inOrder(List<Problem> problems) {
            return problems.stream()
                    .sorted(IN_ORDER)
                    .map(Problem::toString)
                    .distinct()
                    .toList();
        }

        @Override
        public String toString() {
            return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
        }
    }
}
