// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import polity.kernel.page.Words;

/**
 * A form as a JSON Schema, draft 2020-12 (json-schema.org). Conditions are FEEL, which a schema can't say: a field that
 * is asked only sometimes isn't required here and carries its condition as {@code x-asked-when}.
 */
record FormSchema(Words words) {

    Map<String, Object> of(List<FormPage> pages) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (FormPage page : pages) {
            FormPage.Repeat repeat = page.repeat();
            if (repeat != null) {
                properties.put(repeat.field(), several(page, repeat));
                if (page.when() == null) {
                    required.add(repeat.field());
                }
                continue;
            }
            for (FormField field : page.fields()) {
                Map<String, Object> property = property(field);
                var conditions = new ArrayList<String>();
                if (page.when() != null) {
                    conditions.add(page.when().toString());
                }
                if (field.when() != null) {
                    conditions.add(field.when().toString());
                }
                if (!conditions.isEmpty()) {
                    property.put("x-asked-when", conditions.size() == 1 ? conditions.getFirst() : conditions);
                } else if (!field.optional()) {
                    required.add(field.id());
                }
                properties.put(field.id(), property);
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> several(FormPage page, FormPage.Repeat repeat) {
        Map<String, Object> items = of(List.of(page.single()));
        items.remove("$schema");
        var property = new LinkedHashMap<String, Object>();
        property.put("type", "array");
        property.put("minItems", repeat.least());
        property.put("maxItems", repeat.most());
        property.put("items", items);
        if (page.when() != null) {
            property.put("x-asked-when", page.when().toString());
        }
        return property;
    }

    private Map<String, Object> property(FormField field) {
        var property = new LinkedHashMap<String, Object>();
        property.put("title", words.say("field." + field.id() + ".label"));
        String hint = "field." + field.id() + ".hint";
        if (words.has(hint)) {
            property.put("description", words.say(hint));
        }
        switch (field.type()) {
            case INTEGER, MONEY -> {
                property.put("type", "integer");
                property.put("minimum", field.least());
                property.put("maximum", field.most());
            }
            case YES_NO -> property.put("type", "boolean");
            case DATE -> {
                property.put("type", "string");
                property.put("format", "date");
            }
            case TIME -> {
                property.put("type", "string");
                // The format "time" (RFC 3339) wants seconds and an offset, which nobody is asked for.
                property.put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
            }
            case RADIOS, SELECT -> {
                property.put("type", "string");
                // What registers have is known only once it is asked.
                if (field.choices() == null) {
                    property.put("oneOf", choices(field));
                }
            }
            case CHECKBOXES -> {
                property.put("type", "array");
                property.put("uniqueItems", true);
                property.put("minItems", field.optional() ? 0 : 1);
                property.put(
                        "items",
                        field.choices() == null
                                ? Map.of("type", "string", "oneOf", choices(field))
                                : Map.of("type", "string"));
            }
            case FILE -> {
                property.put("type", "string");
                property.put("pattern", "^[0-9a-f]{64}$");
                property.put("x-file", Map.of("kinds", field.kinds(), "most-bytes", field.most()));
            }
            case EMAIL -> {
                text(property, field);
                property.put("format", "email");
            }
            case TEXT, TEXTAREA, TEL -> text(property, field);
        }
        return property;
    }

    private static void text(Map<String, Object> property, FormField field) {
        property.put("type", "string");
        property.put("maxLength", field.most());
        if (field.pattern() != null) {
            property.put("pattern", "^(?:" + field.pattern() + ")$");
        }
    }

    private List<Map<String, Object>> choices(FormField field) {
        return field.options().stream()
                .map(option -> Map.<String, Object>of(
                        "const", option, "title", words.say("option." + field.id() + "." + option)))
                .toList();
    }
}
