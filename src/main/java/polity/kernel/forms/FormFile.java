// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.page.Language;
import polity.kernel.rules.Feel;
import polity.kernel.rules.Formula;

/** Reads form.yaml. */
public final class FormFile {

    private static final Set<String> ROOTS =
            Set.of("answers", "facts", "working_days", "parameters", "at", "on", "applicant", "entry", "steps", "one");
    private static final Set<String> KINDS = Set.of("pdf", "png", "jpeg");
    private static final long LONGEST_TEXT = 200;
    private static final long LONGEST_AREA = 4_000;
    private static final long MOST_REPEATED = 50;
    static final long LARGEST_FILE = 10L * 1024 * 1024;

    private FormFile() {}

    /** The forms of a file by their names; what is wrong becomes problems of the file. */
    public static Map<String, FormDefinition> read(Declaration file) {
        file.allow("forms");
        var forms = new LinkedHashMap<String, FormDefinition>();
        file.get("forms").entries().forEach((id, form) -> {
            form.allow("pages");
            var seen = new HashSet<String>();
            forms.put(
                    id,
                    new FormDefinition(
                            id,
                            form.list("pages").stream()
                                    .map(page -> page(page, seen))
                                    .toList()));
        });
        return forms;
    }

    private static FormPage page(Declaration page, Set<String> seen) {
        page.allow("id", "when", "repeat", "fields", "facts");
        String id = page.text("id");
        if (!id.matches("[a-z][a-z0-9-]{0,59}") || !seen.add("page " + id)) {
            page.refuse("\"id\" is a code of its own like start-date: small letters, digits and hyphens");
        }
        return new FormPage(
                id,
                formula(page, "when"),
                page.find("repeat").map(repeat -> repeat(repeat, seen)).orElse(null),
                page.list("fields").stream().map(field -> field(field, seen)).toList(),
                page.texts("facts"));
    }

    private static FormPage.Repeat repeat(Declaration repeat, Set<String> seen) {
        repeat.allow("field", "min", "max");
        String field = repeat.text("field");
        if (!field.matches("[a-z][a-z0-9_]{0,59}") || !seen.add("field " + field)) {
            repeat.refuse("\"field\" is a name of its own like children: small letters, digits and underscores");
        }
        long least = repeat.has("min") ? repeat.number("min") : 0;
        long most = repeat.number("max");
        if (least < 0 || most < 1 || least > most || most > MOST_REPEATED) {
            repeat.refuse("\"min\" and \"max\" say how many there can be: from 0, and at most " + MOST_REPEATED);
        }
        return new FormPage.Repeat(field, (int) least, (int) most);
    }

    private static FormField field(Declaration field, Set<String> seen) {
        field.allow(
                "id",
                "type",
                "optional",
                "min",
                "max",
                "pattern",
                "normalise",
                "autocomplete",
                "options",
                "choices",
                "kinds",
                "when",
                "prefill",
                "validate");
        String id = field.text("id");
        if (!id.matches("[a-z][a-z0-9_]{0,59}") || !seen.add("field " + id)) {
            field.refuse("\"id\" is a name of its own like start_date: small letters, digits and underscores");
        }
        Optional<FormField.Type> type = FormField.Type.of(field.text("type"));
        if (type.isEmpty()) {
            field.refuse("\"type\" is one of text, textarea, email, tel, integer, money, date, time, yes-no, radios,"
                    + " checkboxes, select, file");
        }
        FormField.Type kind = type.orElse(FormField.Type.TEXT);
        boolean chosen = field.has("choices");
        if (!chosen && kind.hasOptions() == field.texts("options").isEmpty()) {
            field.refuse(kind.hasOptions() ? "\"options\" are missing" : "only choices have \"options\"");
        }
        for (Declaration word : field.list("kinds")) {
            if (!KINDS.contains(word.asText())) {
                word.refuse("a kind of file is one of " + String.join(", ", KINDS));
            }
        }
        return new FormField(
                id,
                kind,
                field.flag("optional"),
                field.has("min") ? field.number("min") : 0,
                field.has("max") ? field.number("max") : usualMost(kind),
                pattern(field),
                normalise(field),
                field.optionalText("autocomplete"),
                field.texts("options"),
                chosen ? choices(field.get("choices"), field, kind) : null,
                field.texts("kinds"),
                formula(field, "when"),
                formula(field, "prefill"),
                checks(field));
    }

    /** One field for all languages, or one for each. */
    private static Map<Language, String> labels(Declaration label) {
        var labels = new EnumMap<Language, String>(Language.class);
        if (label.isMap()) {
            label.allow(Arrays.stream(Language.values()).map(Language::tag).toArray(String[]::new));
        }
        for (Language language : Language.values()) {
            labels.put(language, label.isMap() ? label.text(language.tag()) : label.asText());
        }
        return labels;
    }

    private static FormField.Choices choices(Declaration choices, Declaration field, FormField.Type type) {
        choices.allow("of", "value", "label");
        if (!type.hasOptions() || field.has("options")) {
            choices.refuse("only radios, checkboxes and select have \"choices\", in place of \"options\"");
        }
        String of = choices.text("of");
        if (!of.matches("facts\\.[a-z][a-z0-9_]{0,59}")) {
            choices.get("of").refuse("\"of\" names a fact, like facts.places");
        }
        return new FormField.Choices(
                of.substring(of.indexOf('.') + 1), choices.text("value"), labels(choices.get("label")));
    }

    private static List<FormField.Check> checks(Declaration field) {
        var checks = new ArrayList<FormField.Check>();
        for (Declaration check : field.list("validate")) {
            check.allow("test", "error");
            checks.add(new FormField.Check(Formula.of(check.get("test"), ROOTS), check.text("error")));
        }
        return checks;
    }

    private static long usualMost(FormField.Type type) {
        return switch (type) {
            case INTEGER, MONEY -> 999_999_999_999L;
            case TEXTAREA -> LONGEST_AREA;
            case FILE -> LARGEST_FILE;
            default -> LONGEST_TEXT;
        };
    }

    private static @Nullable Formula formula(Declaration declared, String key) {
        return declared.find(key).map(found -> Formula.of(found, ROOTS)).orElse(null);
    }

    private static @Nullable String pattern(Declaration field) {
        Optional<String> pattern = field.optionalText("pattern");
        Optional<String> fault = pattern.flatMap(Feel::faultOfPattern);
        fault.ifPresent(field::refuse);
        return fault.isEmpty() ? pattern.orElse(null) : null;
    }

    private static FormField.Normalise normalise(Declaration field) {
        String word = field.optionalText("normalise").orElse("spaces");
        if (!Set.of("upper", "spaces", "none").contains(word)) {
            field.refuse("\"normalise\" is one of upper, spaces, none");
            return FormField.Normalise.NONE;
        }
        return FormField.Normalise.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
