// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import polity.kernel.files.FileId;
import polity.kernel.page.Words;

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

    public Optional<FormPage> page(String id) {
        return pages.stream().filter(page -> page.id().equals(id)).findFirst();
    }

    /** The first asked page whose answers are missing or wrong. */
    public Optional<FormPage> firstOpen(Map<String, @Nullable Object> answers, Known known) {
        return path(answers, known).stream()
                .filter(page -> !check(page, answers, known).right())
                .findFirst();
    }

    /** Takes the answers of one page from the parameters of an HTML form; other answers stay as they were. */
    public Accepted accept(
            FormPage page, Map<String, List<String>> parameters, Map<String, @Nullable Object> before, Known known) {
        var errors = new ArrayList<FieldError>();
        var answers = new LinkedHashMap<String, @Nullable Object>(before);
        for (FormField field : page.fields()) {
            answers.put(field.id(), null);
            if (asked(field, answers, known)) {
                answers.put(field.id(), new Reading(field, errors).fromParameters(parameters));
            }
        }
        return checked(page, answers, errors, known);
    }

    /** The things that a repeated page was answered for. */
    public static List<Map<String, @Nullable Object>> items(FormPage page, Map<String, @Nullable Object> answers) {
        FormPage.Repeat repeat = page.repeat();
        var items = new ArrayList<Map<String, @Nullable Object>>();
        if (repeat != null && answers.get(repeat.field()) instanceof List<?> list) {
            list.forEach(item -> items.add(item(item)));
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
     * @param number from 1; one more than there are adds one
     * @return all answers when they are right, else those about this one
     */
    public Accepted accept(
            FormPage page,
            int number,
            Map<String, List<String>> parameters,
            Map<String, @Nullable Object> before,
            Known known) {
        List<Map<String, @Nullable Object>> items = items(page, before);
        Map<String, @Nullable Object> item = number <= items.size() ? items.get(number - 1) : Map.of();
        Accepted accepted = accept(page.single(), parameters, item, answers -> about(answers, known.apply(before)));
        if (!accepted.right()) {
            return accepted;
        }
        if (number <= items.size()) {
            items.set(number - 1, accepted.answers());
        } else {
            items.add(accepted.answers());
        }
        return new Accepted(with(page, items, before), List.of());
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
        var typed = new LinkedHashMap<String, @Nullable Object>();
        var wrong = new LinkedHashMap<String, List<FieldError>>();
        for (FormPage page : pages) {
            if (page.repeat() != null) {
                typed.put(
                        page.repeat().field(),
                        typedItems(page, json.get(page.repeat().field())));
                continue;
            }
            for (FormField field : page.fields()) {
                var errors = new ArrayList<FieldError>();
                typed.put(field.id(), new Reading(field, errors).fromJson(json.get(field.id())));
                wrong.put(field.id(), errors);
            }
        }
        Map<String, @Nullable Object> context = known.apply(typed);
        var answers = new LinkedHashMap<String, @Nullable Object>();
        var errors = new ArrayList<FieldError>();
        for (FormPage page : pages) {
            if (page.when() != null && !page.when().holds(context)) {
                continue;
            }
            if (page.repeat() != null) {
                answers.put(
                        page.repeat().field(),
                        accept(page, json.get(page.repeat().field()), context, errors));
                continue;
            }
            var onPage = new ArrayList<FieldError>();
            for (FormField field : page.fields()) {
                if (field.when() == null || field.when().holds(context)) {
                    answers.put(field.id(), typed.get(field.id()));
                    onPage.addAll(wrong.getOrDefault(field.id(), List.of()));
                }
            }
            onPage.addAll(checks(page, answers, onPage, _ -> context));
            errors.addAll(onPage);
        }
        json.forEach((name, value) -> {
            if (value != null && !answers.containsKey(name)) {
                errors.add(FieldError.of(name.length() <= 60 ? name : name.substring(0, 60), "unknown"));
            }
        });
        return new Accepted(answers, errors);
    }

    /** Takes the answers about each of several things. */
    private @Nullable Object accept(
            FormPage page, @Nullable Object json, Map<String, @Nullable Object> context, List<FieldError> errors) {
        FormPage.Repeat repeat = Objects.requireNonNull(page.repeat());
        if (!(json instanceof List<?> list)) {
            errors.add(FieldError.of(repeat.field(), json == null ? "missing" : "list"));
            return null;
        }
        if (list.size() < repeat.least() || list.size() > repeat.most()) {
            errors.add(howMany(repeat));
            return null;
        }
        var items = new ArrayList<Map<String, @Nullable Object>>();
        for (Object one : list) {
            String at = repeat.field() + "[" + items.size() + "]";
            if (!(one instanceof Map)) {
                errors.add(FieldError.of(at, "list"));
                return null;
            }
            Accepted accepted = single(page).accept(item(one), answers -> about(answers, context));
            accepted.errors()
                    .forEach(error ->
                            errors.add(new FieldError(at + "." + error.field(), error.code(), error.parameters())));
            items.add(accepted.answers());
        }
        return items;
    }

    /** What is wrong with how many things there are. */
    public static FieldError howMany(FormPage.Repeat repeat) {
        return new FieldError(repeat.field(), "items", Map.of("min", repeat.least(), "max", repeat.most()));
    }

    private FormDefinition single(FormPage page) {
        return new FormDefinition(id, List.of(page.single()));
    }

    private List<Map<String, @Nullable Object>> typedItems(FormPage page, @Nullable Object json) {
        var items = new ArrayList<Map<String, @Nullable Object>>();
        if (json instanceof List<?> list) {
            list.forEach(one -> items.add(single(page).typed(item(one))));
        }
        return items;
    }

    private static Map<String, @Nullable Object> item(@Nullable Object one) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        if (one instanceof Map<?, ?> map) {
            map.forEach((name, value) -> item.put(String.valueOf(name), value));
        }
        return item;
    }

    /** The answers as JSON can hold them: days as ISO 8601 writes them. */
    public static Map<String, @Nullable Object> json(Map<String, @Nullable Object> answers) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        answers.forEach((name, value) -> json.put(
                name,
                value instanceof List<?> list
                        ? list.stream()
                                .map(one -> one instanceof Map<?, ?> ? json(item(one)) : one)
                                .toList()
                        : value instanceof LocalDate day ? day.toString() : value));
        return json;
    }

    /** The files among the answers, by field. */
    public Map<String, FileId> files(Map<String, @Nullable Object> answers) {
        var files = new LinkedHashMap<String, FileId>();
        for (FormPage page : pages) {
            for (String field : page.files()) {
                if (answers.get(field) instanceof String hex) {
                    FileId.parse(hex).ifPresent(file -> files.put(field, file));
                }
            }
        }
        return files;
    }

    /** What is wrong with the files among the answers, given those that the person has uploaded. */
    public List<FieldError> misfits(Map<String, FileId> files, Map<FileId, Upload> uploads) {
        var errors = new ArrayList<FieldError>();
        for (FormPage page : pages) {
            for (FormField field : page.fields()) {
                FileId file = files.get(field.id());
                if (file != null) {
                    field.misfit(uploads.get(file)).ifPresent(errors::add);
                }
            }
        }
        return errors;
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
                        .filter(field -> asked(field, kept, known))
                        .forEach(field -> kept.put(field.id(), answers.get(field.id())));
            } else if (answers.get(repeat.field()) != null) {
                var asked = new ArrayList<Map<String, @Nullable Object>>();
                for (Map<String, @Nullable Object> item : items(page, answers)) {
                    asked.add(single(page).asked(item, one -> about(one, known.apply(kept))));
                }
                kept.put(repeat.field(), asked);
            }
        }
        return kept;
    }

    /** Types again what was kept as JSON, such as dates. */
    public Map<String, @Nullable Object> typed(Map<String, @Nullable Object> json) {
        var answers = new LinkedHashMap<String, @Nullable Object>();
        for (FormPage page : pages) {
            if (page.repeat() != null && json.get(page.repeat().field()) != null) {
                answers.put(
                        page.repeat().field(),
                        typedItems(page, json.get(page.repeat().field())));
            }
            for (FormField field : page.repeat() == null ? page.fields() : List.<FormField>of()) {
                if (json.get(field.id()) != null) {
                    answers.put(field.id(), new Reading(field, new ArrayList<>()).fromJson(json.get(field.id())));
                }
            }
        }
        return answers;
    }

    private Accepted check(FormPage page, Map<String, @Nullable Object> answers, Known known) {
        var errors = new ArrayList<FieldError>();
        FormPage.Repeat repeat = page.repeat();
        if (repeat != null) {
            accept(page, json(answers).get(repeat.field()), known.apply(answers), errors);
            return new Accepted(answers, errors);
        }
        for (FormField field : page.fields()) {
            if (!field.optional() && answers.get(field.id()) == null && asked(field, answers, known)) {
                errors.add(FieldError.of(field.id(), "missing"));
            }
        }
        return checked(page, answers, errors, known);
    }

    private static Accepted checked(
            FormPage page, Map<String, @Nullable Object> answers, List<FieldError> errors, Known known) {
        errors.addAll(checks(page, answers, errors, known));
        return new Accepted(answers, errors);
    }

    private static List<FieldError> checks(
            FormPage page, Map<String, @Nullable Object> answers, List<FieldError> soFar, Known known) {
        var errors = new ArrayList<FieldError>();
        if (page.fields().stream().allMatch(field -> field.checks().isEmpty())) {
            return errors;
        }
        Map<String, @Nullable Object> context = known.apply(answers);
        for (FormField field : page.fields()) {
            boolean wrongAlready =
                    soFar.stream().anyMatch(error -> error.field().equals(field.id()));
            if (wrongAlready || answers.get(field.id()) == null) {
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
