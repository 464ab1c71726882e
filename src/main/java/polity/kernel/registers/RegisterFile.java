// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import polity.kernel.node.Declaration;

/** Reads register.yaml. */
final class RegisterFile {

    private final Declaration file;

    RegisterFile(Declaration file) {
        this.file = file;
    }

    Register read() {
        file.allow("given", "code", "key", "name", "legal_basis", "fields", "look_ups", "public", "persons", "titles");
        String code = file.text("code");
        if (!code.matches("[a-z][a-z0-9-]{0,59}")) {
            file.refuse("\"code\" is a code like parking-zones: small letters, digits and hyphens");
        }
        Map<String, RegisterField> fields = fields();
        Declaration shown = file.find("public").orElse(null);
        if (shown != null) {
            shown.allow("fields", "search", "list");
        }
        List<Declaration> lookUps = file.list("look_ups");
        if (lookUps.size() > Register.MOST_LOOK_UPS) {
            file.get("look_ups").refuse("at most " + Register.MOST_LOOK_UPS + " look-ups are possible");
        }
        List<String> key = List.copyOf(known(file.list("key"), fields));
        List<String> open = shown == null ? List.of() : List.copyOf(known(shown.list("fields"), fields));
        boolean listed = shown != null && shown.flag("list");
        if (shown != null && listed && (key.size() != 1 || !open.containsAll(key))) {
            shown.refuse("a register that is listed goes page by page by its key: that must be one field, and public");
        }
        return new Register(
                code,
                labels(file, "name"),
                file.texts("legal_basis"),
                key,
                fields,
                lookUps.stream().map(each -> known(each.items(), fields)).toList(),
                known(file.list("persons"), fields),
                open,
                shown == null ? List.of() : List.copyOf(known(shown.list("search"), fields)),
                listed,
                titles(fields),
                file.flag("given"),
                refers());
    }

    private Map<String, String> titles(Map<String, RegisterField> fields) {
        var titles = new LinkedHashMap<String, String>();
        file.map("titles").forEach((language, field) -> {
            known(List.of(field), fields);
            titles.put(language, field.asText());
        });
        return titles;
    }

    private Map<String, String> refers() {
        var refers = new LinkedHashMap<String, String>();
        file.get("fields")
                .entries()
                .forEach((name, declared) ->
                        declared.optionalText("register").ifPresent(register -> refers.put(name, register)));
        return refers;
    }

    private Map<String, RegisterField> fields() {
        var fields = new LinkedHashMap<String, RegisterField>();
        file.get("fields").entries().forEach((name, declared) -> {
            declared.allow("type", "values", "min", "max", "label", "register");
            String type = declared.text("type");
            if (!name.matches("[a-z][a-z0-9_]{0,59}")) {
                declared.refuse("\"" + name + "\" must be a name like low_income: small letters, digits, underscores");
            }
            if (!RegisterField.TYPES.contains(type)) {
                declared.refuse("\"type\" is one of " + String.join(", ", RegisterField.TYPES));
                type = "text";
            }
            var values = new LinkedHashMap<String, Map<String, String>>();
            declared.map("values").forEach((value, _) -> values.put(value, labels(declared.get("values"), value)));
            fields.put(
                    name,
                    new RegisterField(
                            name,
                            RegisterField.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                            values,
                            declared.has("min") ? declared.number("min") : Long.MIN_VALUE,
                            declared.has("max") ? declared.number("max") : type.equals("text") ? 500 : Long.MAX_VALUE,
                            labels(declared, "label")));
        });
        return fields;
    }

    private static Set<String> known(List<Declaration> names, Map<String, RegisterField> fields) {
        var known = new LinkedHashSet<String>();
        for (Declaration name : names) {
            if (!fields.containsKey(name.asText())) {
                name.refuse("there is no field \"" + name.asText() + "\"");
            }
            known.add(name.asText());
        }
        return known;
    }

    private static Map<String, String> labels(Declaration declared, String key) {
        var labels = new LinkedHashMap<String, String>();
        declared.get(key).entries().forEach((language, text) -> labels.put(language, text.asText()));
        return labels;
    }
}
