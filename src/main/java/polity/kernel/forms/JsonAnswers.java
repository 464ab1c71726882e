// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The answers to the pages of a form as JSON: from programs, and as they are kept. */
record JsonAnswers(List<FormPage> pages) {

    Accepted accept(Map<String, @Nullable Object> json, FormDefinition.Known known) {
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
            onPage.addAll(FormDefinition.checks(page, answers, onPage, _ -> context));
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
            errors.add(FormDefinition.howMany(repeat));
            return null;
        }
        var items = new ArrayList<Map<String, @Nullable Object>>();
        for (Object one : list) {
            String at = repeat.at(items.size());
            if (!(one instanceof Map)) {
                errors.add(FieldError.of(at, "list"));
                return null;
            }
            Accepted accepted = single(page).accept(item(one), answers -> FormDefinition.about(answers, context));
            accepted.errors()
                    .forEach(error ->
                            errors.add(new FieldError(at + "." + error.field(), error.code(), error.parameters())));
            items.add(accepted.answers());
        }
        return items;
    }

    private static JsonAnswers single(FormPage page) {
        return new JsonAnswers(List.of(page.single()));
    }

    private static List<Map<String, @Nullable Object>> typedItems(FormPage page, @Nullable Object json) {
        var items = new ArrayList<Map<String, @Nullable Object>>();
        if (json instanceof List<?> list) {
            list.forEach(one -> items.add(single(page).typed(item(one))));
        }
        return items;
    }

    static Map<String, @Nullable Object> item(@Nullable Object one) {
        var item = new LinkedHashMap<String, @Nullable Object>();
        if (one instanceof Map<?, ?> map) {
            map.forEach((name, value) -> item.put(String.valueOf(name), value));
        }
        return item;
    }

    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> answers) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        answers.forEach((name, value) -> json.put(name, written(value)));
        return json;
    }

    private static @Nullable Object written(@Nullable Object value) {
        return switch (value) {
            case List<?> list ->
                list.stream().<@Nullable Object>map(JsonAnswers::written).toList();
            case Map<?, ?> map -> of(item(map));
            case LocalDate day -> day.toString();
            // To the minute, and it was asked to the minute.
            case LocalTime time -> time.toString();
            case null -> null;
            default -> value;
        };
    }

    Map<String, @Nullable Object> typed(Map<String, @Nullable Object> json) {
        var answers = new LinkedHashMap<String, @Nullable Object>();
        for (FormPage page : pages) {
            if (page.repeat() != null && json.get(page.repeat().field()) != null) {
                answers.put(
                        page.repeat().field(),
                        typedItems(page, json.get(page.repeat().field())));
            }
            for (FormField field : page.repeat() == null ? page.fields() : List.<FormField>of()) {
                if (json.containsKey(field.id())) {
                    Object value = json.get(field.id());
                    answers.put(
                            field.id(), value == null ? null : new Reading(field, new ArrayList<>()).fromJson(value));
                }
            }
        }
        return answers;
    }
}
