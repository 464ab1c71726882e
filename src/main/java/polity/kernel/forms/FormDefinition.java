// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A form: its pages in order, of which only those are asked whose condition holds. Expressions see the answers given so
 * far and what else the caller knows; {@code context} is asked for it with the answers.
 */
public final class FormDefinition {

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

    /** Takes all answers from JSON: the same checks as the pages; a field that isn't asked or known is an error. */
    public Accepted accept(Map<String, @Nullable Object> json, Known known) {
        var errors = new ArrayList<FieldError>();
        var answers = new LinkedHashMap<String, @Nullable Object>();
        var left = new LinkedHashMap<String, @Nullable Object>(json);
        for (FormPage page : pages) {
            if (page.when() != null && !page.when().holds(known.apply(answers))) {
                continue;
            }
            for (FormField field : page.fields()) {
                if (asked(field, answers, known)) {
                    answers.put(field.id(), new Reading(field, errors).fromJson(left.remove(field.id())));
                }
            }
            errors.addAll(checks(page, answers, errors, known));
        }
        left.keySet().forEach(name -> errors.add(FieldError.of(name, "unknown")));
        return new Accepted(answers, errors);
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
