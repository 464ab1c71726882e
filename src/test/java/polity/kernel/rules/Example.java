// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;

/**
 * One example of a service package: what is given and asked, and what must come of it.
 *
 * @param registers entries by register
 * @param cases what was asked before, in order
 */
@org.jspecify.annotations.NullUnmarked // values of examples may be anything
record Example(
        String name,
        Asked asked,
        Map<String, @Nullable Object> applicant,
        Map<String, List<Map<String, @Nullable Object>>> registers,
        List<Asked> cases,
        Map<String, @Nullable Object> expected) {

    /** @param entry the register entry that the procedure works on */
    record Asked(
            String procedure,
            OffsetDateTime at,
            Map<String, @Nullable Object> answers,
            @Nullable Map<String, @Nullable Object> entry) {}

    static List<Example> read(Declaration file) {
        return file.items().stream().map(Example::one).toList();
    }

    private static Example one(Declaration declared) {
        declared.allow("name", "procedure", "at", "given", "answers", "expect");
        Declaration given = declared.get("given");
        given.allow("applicant", "registers", "cases", "entry");
        Declaration expected = declared.get("expect");
        expected.allow("outcome", "fee", "reasons", "dates", "refund", "derivation");
        var registers = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        given.map("registers")
                .forEach((register, entries) -> registers.put(
                        register, entries.items().stream().map(Example::map).toList()));
        return new Example(
                declared.text("name"),
                asked(declared, given.find("entry").map(Example::map).orElse(null)),
                given.find("applicant").map(Example::map).orElse(Map.of()),
                registers,
                given.list("cases").stream().map(each -> asked(each, null)).toList(),
                map(expected));
    }

    private static Asked asked(Declaration declared, @Nullable Map<String, @Nullable Object> entry) {
        return new Asked(
                declared.optionalText("procedure").orElse("apply"),
                OffsetDateTime.parse(declared.text("at")),
                declared.find("answers").map(Example::map).orElse(Map.of()),
                entry);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Declaration declared) {
        return (Map<String, @Nullable Object>) dated(declared.plain());
    }

    /** YAML's core schema knows no dates: a text that is one stands for it. */
    private static @Nullable Object dated(@Nullable Object plain) {
        return switch (plain) {
            case Map<?, ?> map -> {
                var typed = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, value) -> typed.put(String.valueOf(key), dated(value)));
                yield typed;
            }
            case List<?> list -> {
                var typed = new ArrayList<@Nullable Object>();
                list.forEach(value -> typed.add(dated(value)));
                yield typed;
            }
            case String text when text.matches("\\d{4}-\\d{2}-\\d{2}") -> LocalDate.parse(text);
            case null -> null;
            default -> plain;
        };
    }
}
