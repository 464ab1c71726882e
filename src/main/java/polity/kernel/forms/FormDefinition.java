// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Takes all answers from JSON: the same checks as the pages; a field that isn't asked or known is an error. What is
     * known is asked for once, with all answers that were sent.
     */
    public Accepted accept(Map<String, @Nullable Object> json, Known known) {
        var typed = new LinkedHashMap<String, @Nullable Object>();
        var wrong = new LinkedHashMap<String, List<FieldError>>();
        pages.stream().flatMap(page -> page.fields().stream()).forEach(field -> {
            var errors = new ArrayList<FieldError>();
            typed.put(field.id(), new Reading(field, errors).fromJson(json.get(field.id())));
            wrong.put(field.id(), errors);
        });
        Map<String, @Nullable Object> context = known.apply(typed);
        var answers = new LinkedHashMap<String, @Nullable Object>();
        var errors = new ArrayList<FieldError>();
        for (FormPage page : pages) {
            if (page.when() == null || page.when().holds(context)) {
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
        }
        json.forEach((name, value) -> {
            if (value != null && !answers.containsKey(name)) {
                errors.add(FieldError.of(name.length() <= 60 ? name : name.substring(0, 60), "unknown"));
            }
        });
        return new Accepted(answers, errors);
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
            if (page.when() == null || page.when().holds(known.apply(kept))) {
                page.fields().stream()
                        .filter(field -> asked(field, kept, known))
                        .forEach(field -> kept.put(field.id(), answers.get(field.id())));
            }
        }
        return kept;
    }

    /** Types again what was kept as JSON, such as dates. */
    public Map<String, @Nullable Object> typed(Map<String, @Nullable Object> json) {
        var answers = new LinkedHashMap<String, @Nullable Object>();
        for (FormPage page : pages) {
            for (FormField field : page.fields()) {
                if (json.get(field.id()) != null) {
                    answers.put(field.id(), new Reading(field, new ArrayList<>()).fromJson(json.get(field.id())));
                }
            }
        }
        return answers;
    }

    private Accepted check(FormPage page, Map<String, @Nullable Object> answers, Known known) {
        var errors = new ArrayList<FieldError>();
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
