// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.files.FileId;
import polity.kernel.page.Words;
import polity.kernel.rules.Formula;

/**
 * A form: its pages in order, of which only those are asked whose condition holds. Expressions see the answers given so
 * far and what else the caller knows; {@code context} is asked for it with the answers.
 */
public final class FormDefinition {

    /** Of a procedure that asks nothing. */
    public static final FormDefinition NONE = new FormDefinition("none", List.of());

    private final String id;
    private final List<FormPage> pages;

    FormDefinition(String id, List<FormPage> pages) {
        this.id = id;
        this.pages = List.copyOf(pages);
    }

    public String id() {
        return id;
    }

    /** What expressions can see, by the answers so far. */
    public interface Known extends Function<Map<String, @Nullable Object>, Map<String, @Nullable Object>> {}

    /** The pages that are asked, given the answers. */
    public List<FormPage> path(Map<String, @Nullable Object> answers, Known known) {
        Map<String, @Nullable Object> context = known.apply(answers);
        return pages.stream()
                .filter(page -> page.when() == null || page.when().holds(context))
                .toList();
    }

    /** Its page, if it has one only. */
    public Optional<FormPage> page() {
        return pages.size() == 1 ? Optional.of(pages.getFirst()) : Optional.empty();
    }

    public Optional<FormPage> page(String id) {
        return pages.stream().filter(page -> page.id().equals(id)).findFirst();
    }

    /** The pages of which something was answered, be it with nothing. */
    List<FormPage> answered(Map<String, @Nullable Object> answers) {
        return pages.stream()
                .filter(page -> page.repeat() == null
                        ? page.fields().stream().anyMatch(field -> answers.containsKey(field.id()))
                        : answers.get(page.repeat().field()) != null)
                .toList();
    }

    /** The part of a root of a context that its conditions name, such as {@code steps.examine.missing}. */
    public Map<String, @Nullable Object> named(String root, Map<String, @Nullable Object> context) {
        var parts = new TreeMap<String, Set<String>>();
        conditions()
                .flatMap(formula -> formula.uses().stream())
                .map(path -> path.split("\\.", -1))
                .filter(path -> path.length > 2 && path[0].equals(root))
                .forEach(path ->
                        parts.computeIfAbsent(path[1], _ -> new TreeSet<>()).add(path[2]));
        var named = new LinkedHashMap<String, @Nullable Object>();
        if (context.get(root) instanceof Map<?, ?> all) {
            parts.forEach((part, members) -> {
                Map<String, @Nullable Object> known = JsonAnswers.item(all.get(part));
                known.keySet().retainAll(members);
                named.put(part, all.get(part) == null ? null : known);
            });
        }
        return named;
    }

    private Stream<Formula> conditions() {
        return pages.stream()
                .flatMap(page -> Stream.concat(
                        Stream.ofNullable(page.when()), page.fields().stream().flatMap(FormField::conditions)));
    }

    /** Whether something is chosen from what registers have. */
    public boolean choosesFacts() {
        return pages.stream().flatMap(page -> page.fields().stream()).anyMatch(field -> field.choices() != null);
    }

    /** The first asked page that nobody has gone through yet, or whose answers are wrong. */
    public Optional<FormPage> firstOpen(Map<String, @Nullable Object> answers, Known known) {
        return path(answers, known).stream()
                .filter(page -> !check(page, answers, known).right())
                .findFirst();
    }

    /**
     * Takes the answers of one page from the parameters of an HTML form; other answers stay as they were. A question that
     * only another answer on the page has brought up stays open: the page comes again with it.
     */
    public Accepted accept(
            FormPage page, Map<String, List<String>> parameters, Map<String, @Nullable Object> before, Known known) {
        return accept(page, parameters, before, known, field -> asked(field, before, known));
    }

    /** Takes the answers of all pages from the parameters of one HTML form. */
    public Accepted acceptAll(Map<String, List<String>> parameters, Known known) {
        Map<String, @Nullable Object> answers = Map.of();
        var errors = new ArrayList<FieldError>();
        for (FormPage page : pages) {
            if (page.when() == null || page.when().holds(known.apply(answers))) {
                Accepted accepted = accept(page, parameters, answers, known, _ -> true);
                answers = accepted.answers();
                errors.addAll(accepted.errors());
            }
        }
        return new Accepted(answers, errors);
    }

    private static Accepted accept(
            FormPage page,
            Map<String, List<String>> parameters,
            Map<String, @Nullable Object> before,
            Known known,
            Predicate<FormField> shown) {
        var errors = new ArrayList<FieldError>();
        var answers = new LinkedHashMap<String, @Nullable Object>(before);
        for (FormField field : page.fields()) {
            answers.remove(field.id());
            if (asked(field, answers, known) && (isSent(field, parameters) || shown.test(field))) {
                answers.put(field.id(), new Reading(field, errors).fromParameters(parameters));
            }
        }
        return checked(page, answers, errors, known);
    }

    private static boolean isSent(FormField field, Map<String, List<String>> parameters) {
        return parameters.keySet().stream()
                .anyMatch(name -> name.equals(field.id()) || name.startsWith(field.id() + "-"));
    }

    /** The things that a repeated page was answered for. */
    public static List<Map<String, @Nullable Object>> items(FormPage page, Map<String, @Nullable Object> answers) {
        FormPage.Repeat repeat = page.repeat();
        var items = new ArrayList<Map<String, @Nullable Object>>();
        if (repeat != null && answers.get(repeat.field()) instanceof List<?> list) {
            list.forEach(item -> items.add(JsonAnswers.item(item)));
        }
        return items;
    }

    /** What expressions see beside the answers when the questions are about one of several things. */
    public static Map<String, @Nullable Object> about(
            Map<String, @Nullable Object> item, Map<String, @Nullable Object> context) {
        var about = new LinkedHashMap<String, @Nullable Object>(context);
        about.put("one", item);
        return about;
    }

    /**
     * Takes the answers about one of several things from the parameters of an HTML form.
     *
     * @param number from 1; one more than there are is about the next one
     * @return the answers about this one
     */
    public Accepted accept(
            FormPage page,
            int number,
            Map<String, List<String>> parameters,
            Map<String, @Nullable Object> before,
            Known known) {
        List<Map<String, @Nullable Object>> items = items(page, before);
        Map<String, @Nullable Object> item = number <= items.size() ? items.get(number - 1) : Map.of();
        return accept(page.single(), parameters, item, answers -> about(answers, known.apply(before)));
    }

    /**
     * The answers with this one of the things for a repeated page.
     *
     * @param number from 1; one more than there are adds it
     */
    public Map<String, @Nullable Object> with(
            FormPage page, int number, Map<String, @Nullable Object> item, Map<String, @Nullable Object> before) {
        List<Map<String, @Nullable Object>> items = items(page, before);
        if (number <= items.size()) {
            items.set(number - 1, item);
        } else {
            items.add(item);
        }
        return with(page, items, before);
    }

    /** Whether everything that is asked about one of several things was answered rightly. */
    public boolean complete(
            FormPage page, Map<String, @Nullable Object> item, Map<String, @Nullable Object> answers, Known known) {
        return check(page.single(), item, one -> about(one, known.apply(answers)))
                .right();
    }

    /** The answers with these things for a repeated page. */
    public Map<String, @Nullable Object> with(
            FormPage page, List<Map<String, @Nullable Object>> items, Map<String, @Nullable Object> before) {
        var answers = new LinkedHashMap<String, @Nullable Object>(before);
        if (page.repeat() != null) {
            answers.put(page.repeat().field(), List.copyOf(items));
        }
        return answers;
    }

    /**
     * Takes all answers from JSON: the same checks as the pages; a field that isn't asked or known is an error. What is
     * known is asked for once, with all answers that were sent.
     */
    public Accepted accept(Map<String, @Nullable Object> json, Known known) {
        return new JsonAnswers(pages).accept(json, known);
    }

    /** The answers, or a record of them, as JSON can hold them: days and times of day as ISO 8601 writes them. */
    public static Map<String, @Nullable Object> json(Map<String, @Nullable Object> answers) {
        return JsonAnswers.of(answers);
    }

    /** Types again what was kept as JSON, such as dates; that a question was answered with nothing is kept, too. */
    public Map<String, @Nullable Object> typed(Map<String, @Nullable Object> json) {
        return new JsonAnswers(pages).typed(json);
    }

    /** What is wrong with how many things there are. */
    public static FieldError howMany(FormPage.Repeat repeat) {
        return new FieldError(repeat.field(), "items", Map.of("min", repeat.least(), "max", repeat.most()));
    }

    /** The files among the answers, by question: {@code plan}, or {@code children[0].photo} about one of several things. */
    public Map<String, FileId> files(Map<String, @Nullable Object> answers) {
        var files = new LinkedHashMap<String, FileId>();
        for (FormPage page : pages) {
            FormPage.Repeat repeat = page.repeat();
            if (repeat == null) {
                files(page, answers, UnaryOperator.identity(), files);
                continue;
            }
            List<Map<String, @Nullable Object>> items = items(page, answers);
            for (int place = 0; place < items.size(); place++) {
                int here = place;
                files(page, items.get(place), field -> repeat.at(here, field), files);
            }
        }
        return files;
    }

    private static void files(
            FormPage page,
            Map<String, @Nullable Object> answers,
            UnaryOperator<String> question,
            Map<String, FileId> files) {
        for (String field : page.files()) {
            if (answers.get(field) instanceof String hex) {
                FileId.parse(hex).ifPresent(file -> files.put(question.apply(field), file));
            }
        }
    }

    /** What is wrong with the files among the answers, given those that the person has uploaded. */
    public List<FieldError> misfits(Map<String, FileId> files, Map<FileId, Upload> uploads) {
        var errors = new ArrayList<FieldError>();
        files.forEach((question, file) -> field(question)
                .flatMap(field -> field.misfit(uploads.get(file)))
                .map(error -> new FieldError(question, error.code(), error.parameters()))
                .ifPresent(errors::add));
        return errors;
    }

    private Optional<FormField> field(String question) {
        String id = question.substring(question.lastIndexOf('.') + 1);
        return pages.stream().flatMap(page -> page.field(id).stream()).findFirst();
    }

    /** This form as a JSON Schema (draft 2020-12) in the words of its package. */
    public Map<String, Object> schema(Words words) {
        return new FormSchema(words).of(pages);
    }

    /** Only the answers of pages that are asked: what a change of mind made unnecessary is dropped. */
    public Map<String, @Nullable Object> asked(Map<String, @Nullable Object> answers, Known known) {
        var kept = new LinkedHashMap<String, @Nullable Object>();
        for (FormPage page : pages) {
            if (page.when() != null && !page.when().holds(known.apply(kept))) {
                continue;
            }
            FormPage.Repeat repeat = page.repeat();
            if (repeat == null) {
                page.fields().stream()
                        .filter(field -> answers.containsKey(field.id()) && asked(field, kept, known))
                        .forEach(field -> kept.put(field.id(), answers.get(field.id())));
            } else if (answers.get(repeat.field()) != null) {
                var asked = new ArrayList<Map<String, @Nullable Object>>();
                for (Map<String, @Nullable Object> item : items(page, answers)) {
                    asked.add(new FormDefinition(id, List.of(page.single()))
                            .asked(item, one -> about(one, known.apply(kept))));
                }
                kept.put(repeat.field(), asked);
            }
        }
        return kept;
    }

    /** Of answers to another form those to questions that are put here in the same way. */
    public Map<String, @Nullable Object> shared(FormDefinition other, Map<String, @Nullable Object> answers) {
        var shared = new LinkedHashMap<String, @Nullable Object>(answers);
        shared.keySet().removeIf(id -> !field(id).equals(other.field(id)));
        return typed(shared);
    }

    private static Accepted check(FormPage page, Map<String, @Nullable Object> answers, Known known) {
        var errors = new ArrayList<FieldError>();
        FormPage.Repeat repeat = page.repeat();
        if (repeat == null) {
            errors.addAll(unanswered(page, answers, errors, known));
            return checked(page, answers, errors, known);
        }
        List<Map<String, @Nullable Object>> items = items(page, answers);
        if (answers.get(repeat.field()) == null) {
            errors.add(FieldError.of(repeat.field(), "missing"));
        } else if (items.size() < repeat.least() || items.size() > repeat.most()) {
            errors.add(howMany(repeat));
        }
        for (Map<String, @Nullable Object> item : items) {
            errors.addAll(check(page.single(), item, one -> about(one, known.apply(answers)))
                    .errors());
        }
        return new Accepted(answers, errors);
    }

    /** Questions that are asked and were never put, or that can't be left open. */
    private static List<FieldError> unanswered(
            FormPage page, Map<String, @Nullable Object> answers, List<FieldError> soFar, Known known) {
        return page.fields().stream()
                .filter(field -> field.optional() ? !answers.containsKey(field.id()) : answers.get(field.id()) == null)
                .filter(field -> soFar.stream().noneMatch(error -> error.field().equals(field.id())))
                .filter(field -> asked(field, answers, known))
                .map(field -> FieldError.of(field.id(), "missing"))
                .toList();
    }

    private static Accepted checked(
            FormPage page, Map<String, @Nullable Object> answers, List<FieldError> errors, Known known) {
        errors.addAll(checks(page, answers, errors, known));
        return new Accepted(answers, errors);
    }

    static List<FieldError> checks(
            FormPage page, Map<String, @Nullable Object> answers, List<FieldError> soFar, Known known) {
        var errors = new ArrayList<FieldError>();
        if (page.fields().stream().allMatch(field -> field.checks().isEmpty() && field.choices() == null)) {
            return errors;
        }
        Map<String, @Nullable Object> context = known.apply(answers);
        for (FormField field : page.fields()) {
            boolean wrongAlready =
                    soFar.stream().anyMatch(error -> error.field().equals(field.id()));
            if (wrongAlready || answers.get(field.id()) == null) {
                continue;
            }
            FormField.Choices choices = field.choices();
            if (choices != null && !choices.allow(answers.get(field.id()), context)) {
                errors.add(FieldError.of(field.id(), "option"));
                continue;
            }
            field.checks().stream()
                    .filter(check -> !check.test().holds(context))
                    .findFirst()
                    .ifPresent(check -> errors.add(FieldError.of(field.id(), check.error())));
        }
        return errors;
    }

    private static boolean asked(FormField field, Map<String, @Nullable Object> answers, Known known) {
        return field.when() == null || field.when().holds(known.apply(answers));
    }
}
