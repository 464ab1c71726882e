// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;

/** One work as a YAML file gives it: docs/service-package.md, "Registers and law". */
final class LawFile {

    static final Set<String> KINDS = Set.of("act", "regulation", "order", "by-law");

    private static final String LANGUAGES =
            Stream.of(Language.values()).map(Language::tag).collect(Collectors.joining(", "));
    private static final int LONGEST_TEXT = 10_000;

    private final List<Version> versions = new ArrayList<>();
    // The articles in force after the versions read so far.
    private final Map<String, Article> inForce = new TreeMap<>(Citation.ORDER);

    private LawFile() {}

    /** Reads the file; empty, with all that is wrong added to the problems, when anything is. */
    static Optional<Work> read(String text, String file, List<Problem> problems) {
        int before = problems.size();
        Declaration root = Declaration.read(text, file, problems);
        if (root.isMap() && root.entries().isEmpty() && problems.size() > before) {
            return Optional.empty();
        }
        Work work = new LawFile().work(root);
        return problems.size() > before ? Optional.empty() : Optional.of(work);
    }

    private Work work(Declaration root) {
        root.allow("work", "title", "kind", "versions");
        String code = root.text("work");
        if (!Citation.WORK.matcher(code).matches()) {
            root.refuse("\"" + code + "\" is no code of a work; use small letters, digits and hyphens");
        }
        String kind = root.text("kind");
        if (!KINDS.contains(kind)) {
            root.refuse("\"" + kind + "\" is no kind of work; known are " + String.join(", ", new TreeSet<>(KINDS)));
        }
        Wording title = wording(root.get("title"));
        for (Declaration declared : root.get("versions").items()) {
            versions.add(versions.isEmpty() ? first(declared) : later(declared));
        }
        if (versions.isEmpty()) {
            root.refuse("a work needs a version");
        }
        return new Work(code, title, kind, List.copyOf(versions));
    }

    private Version first(Declaration declared) {
        declared.allow("in_force", "note", "articles");
        articles(declared, "articles");
        if (declared.isMap() && inForce.isEmpty()) {
            declared.refuse("the first version needs articles");
        }
        return version(declared, List.of(), List.of());
    }

    private Version later(Declaration declared) {
        declared.allow("in_force", "note", "amends", "repeals");
        var repealed = new TreeSet<>(Citation.ORDER);
        for (Declaration each : declared.list("repeals")) {
            String number = each.asText();
            repealed.add(number);
            if (inForce.remove(number) == null) {
                each.refuse("article \"" + number + "\" can't be repealed: it is not in force");
            }
        }
        List<String> changed = articles(declared, "amends");
        changed.stream()
                .filter(repealed::contains)
                .forEach(number -> declared.refuse("article " + number + " is both amended and repealed; say one"));
        if (declared.isMap() && changed.isEmpty() && repealed.isEmpty()) {
            declared.refuse("this version changes nothing: say what it amends or repeals");
        }
        return version(declared, changed, List.copyOf(repealed));
    }

    private Version version(Declaration declared, List<String> changed, List<String> repealed) {
        return new Version(
                day(declared), wording(declared.get("note")), List.copyOf(inForce.values()), changed, repealed);
    }

    private LocalDate day(Declaration declared) {
        String written = declared.text("in_force");
        LocalDate previous =
                versions.isEmpty() ? LocalDate.MIN : versions.getLast().inForce();
        try {
            LocalDate day = LocalDate.parse(written);
            if (!day.isAfter(previous)) {
                declared.refuse("in_force " + day + " must come after " + previous + ", that of the version above");
            }
            return day;
        } catch (DateTimeParseException _) {
            declared.refuse("in_force \"" + written + "\" is no date; write 2026-04-01");
            return previous;
        }
    }

    /** Puts the articles under the key in force and answers with their numbers. */
    private List<String> articles(Declaration declared, String key) {
        var numbers = new TreeSet<>(Citation.ORDER);
        for (Declaration each : declared.list(key)) {
            each.allow("number", "heading", "paragraphs");
            String number = each.text("number");
            if (!Citation.ARTICLE.matcher(number).matches()) {
                each.refuse("\"" + number + "\" is no number of an article; write 12 or 12A");
            }
            if (!numbers.add(number)) {
                each.refuse("article " + number + " stands twice in this version; keep one");
            }
            inForce.put(number, new Article(number, wording(each.get("heading")), paragraphs(each)));
        }
        return List.copyOf(numbers);
    }

    private static SequencedMap<String, Wording> paragraphs(Declaration article) {
        var paragraphs = new TreeMap<String, Wording>(Citation.ORDER);
        Map<String, Declaration> declared = article.get("paragraphs").entries();
        declared.forEach((number, texts) -> {
            boolean unnumbered = number.isEmpty() && declared.size() == 1;
            if (!unnumbered && !Citation.PARAGRAPH.matcher(number).matches()) {
                texts.refuse("\"" + number + "\" is no number of a paragraph; write \"1\", or \"\" for the only one");
            }
            paragraphs.put(number, wording(texts));
        });
        if (article.has("paragraphs") && paragraphs.isEmpty()) {
            article.refuse("an article needs a paragraph");
        }
        return Collections.unmodifiableSequencedMap(paragraphs);
    }

    private static Wording wording(Declaration declared) {
        var texts = new EnumMap<Language, String>(Language.class);
        Map<String, Declaration> entries = declared.entries();
        entries.forEach((tag, said) -> {
            // Folded lines of the file are lines of the file, not of the law.
            String text = said.asText().strip().replaceAll("\\s+", " ");
            if (text.isEmpty()) {
                said.refuse("a text is needed here");
            }
            if (text.length() > LONGEST_TEXT) {
                said.refuse("this text is longer than " + LONGEST_TEXT + " characters; make several paragraphs of it");
            }
            Language.ofTag(tag)
                    .ifPresentOrElse(
                            language -> texts.put(language, text),
                            () -> said.refuse("\"" + tag + "\" is no language here; known are " + LANGUAGES));
        });
        if (declared.isMap() && !texts.containsKey(Language.EN)) {
            declared.refuse("the text in English is needed: {en: ...}");
        }
        return new Wording(Collections.unmodifiableMap(texts));
    }
}
