// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import polity.kernel.catalogue.Determination;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

/**
 * One example of a service package: what is given and asked, and what must come of it.
 *
 * @param place where it stands in its file
 * @param asked what is asked
 * @param earlier what was asked before, in order
 * @param registers entries by register
 * @param expected what must come of it, by {@code outcome}, {@code fee}, {@code reasons} and so on
 */
record Example(
        String name,
        Declaration place,
        Request asked,
        List<Request> earlier,
        Map<String, List<Map<String, @Nullable Object>>> registers,
        Map<String, Declaration> expected) {

    private static final String USUAL_PROCEDURE = "apply";
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * What somebody asks.
     *
     * @param place where it stands in its file
     * @param person absent for a visitor who only wants to know
     * @param entry the register entry that the procedure works on, if the example gives it
     * @param steps what was said in the steps of the process by then
     */
    record Request(
            Declaration place,
            String procedure,
            Instant at,
            @Nullable String person,
            String name,
            Map<String, @Nullable Object> answers,
            @Nullable Map<String, @Nullable Object> entry,
            Map<String, @Nullable Object> steps) {}

    private record Applicant(@Nullable String person, String name) {}

    /** The examples of a file; what is wrong with it becomes problems of the file. */
    static List<Example> read(Declaration file, ZoneId zone) {
        Declaration list = file;
        if (file.isMap()) {
            file.allow("examples");
            list = file.get("examples");
        }
        return list.isList()
                ? list.items().stream().map(each -> example(each, zone)).toList()
                : refused(file);
    }

    private static List<Example> refused(Declaration file) {
        file.refuse("a list of examples is needed here, each with name, at, given, answers and expect");
        return List.of();
    }

    private static Example example(Declaration declared, ZoneId zone) {
        declared.allow("name", "procedure", "at", "given", "answers", "steps", "expect");
        Optional<Declaration> given = declared.find("given");
        given.ifPresent(found -> found.allow("applicant", "registers", "cases", "entry"));
        Applicant applicant = given.flatMap(found -> found.find("applicant"))
                .map(Example::applicant)
                .orElse(new Applicant(null, ""));
        Declaration expected = declared.get("expect");
        expected.allow("outcome", "fee", "reasons", "dates", "refund", "derivation");
        if (expected.entries().isEmpty()) {
            expected.refuse("an example says what it expects: outcome, fee, reasons, dates, refund or derivation");
        }
        return new Example(
                declared.text("name"),
                declared,
                request(declared, applicant, given.flatMap(found -> found.find("entry")), zone),
                given.map(found -> earlier(found, applicant, zone)).orElse(List.of()),
                given.map(Example::registers).orElse(Map.of()),
                expected.entries());
    }

    private static List<Request> earlier(Declaration given, Applicant applicant, ZoneId zone) {
        return given.list("cases").stream()
                .map(each -> {
                    each.allow("name", "procedure", "at", "answers", "steps", "entry", "applicant");
                    Applicant own =
                            each.find("applicant").map(Example::applicant).orElse(applicant);
                    return request(each, own, each.find("entry"), zone);
                })
                .toList();
    }

    private static Applicant applicant(Declaration declared) {
        if (!declared.isMap()) {
            return new Applicant(declared.asText(), "");
        }
        declared.allow("person", "name");
        return new Applicant(
                declared.optionalText("person").orElse(null),
                declared.optionalText("name").orElse(""));
    }

    private static Request request(
            Declaration declared, Applicant applicant, Optional<Declaration> entry, ZoneId zone) {
        return new Request(
                declared,
                declared.optionalText("procedure").orElse(USUAL_PROCEDURE),
                at(declared, zone),
                applicant.person(),
                applicant.name(),
                declared.find("answers").map(Example::map).orElse(Map.of()),
                entry.map(Example::map).orElse(null),
                declared.find("steps").map(Example::map).orElse(Map.of()));
    }

    private static Map<String, List<Map<String, @Nullable Object>>> registers(Declaration given) {
        var registers = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        given.map("registers").forEach((register, entries) -> {
            if (entries.isNull()) {
                registers.put(register, List.of());
            } else {
                registers.put(
                        register,
                        entries.isMap()
                                ? List.of(map(entries))
                                : entries.items().stream().map(Example::map).toList());
            }
        });
        return registers;
    }

    /** An instant with its offset; without one, as clocks show it where the authority is. */
    private static Instant at(Declaration declared, ZoneId zone) {
        String text = declared.text("at").strip().replace(' ', 'T');
        try {
            if (text.matches(DAY)) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d{2}(:?\\d{2})?)$") && text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            declared.find("at")
                    .ifPresent(found ->
                            found.refuse("\"at\" is the instant of submission, like 2026-05-04T10:15:00+01:00"));
            return Instant.EPOCH;
        }
    }

    static Map<String, @Nullable Object> map(Declaration declared) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        declared.entries().forEach((key, value) -> map.put(key, value(value)));
        return map;
    }

    /** YAML's core schema knows no dates: a text that is one stands for it. */
    static @Nullable Object value(Declaration declared) {
        return dated(declared.plain());
    }

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
            case String text when text.matches(DAY) -> day(text);
            case null -> null;
            default -> plain;
        };
    }

    private static Object day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            return text;
        }
    }

    /** What an example expects, compared with what the rules say. What isn't named isn't compared. */
    record Expectation(Example example) {

        static Expectation of(Example example) {
            return new Expectation(example);
        }

        List<Problem> differences(Determination determination) {
            var problems = new ArrayList<Problem>();
            switch (determination) {
                case Determination.Failed(var message) ->
                    problems.add(Examples.problem(example, example.place(), "the rules give no answer: " + message));
                case Determination.Determined decided -> {
                    example.expected().forEach((name, wanted) -> compare(name, wanted, decided, problems));
                    long total = decided.derivation().stream()
                            .mapToLong(Determination.Step::amount)
                            .sum();
                    long due = Determination.total(decided);
                    if (total != due) {
                        problems.add(Examples.problem(
                                example,
                                example.place(),
                                "the steps of the derivation add up to " + total + ", but the "
                                        + (decided.refund() > 0 ? "refund" : "fee") + " is " + due));
                    }
                }
            }
            return problems;
        }

        private void compare(
                String name, Declaration wanted, Determination.Determined decided, List<Problem> problems) {
            switch (name) {
                case "outcome" -> equal(name, wanted, decided.outcome().word(), problems);
                case "fee" -> amount(name, wanted, decided.fee(), problems);
                case "refund" -> amount(name, wanted, decided.refund(), problems);
                case "reasons" -> reasons(wanted, decided, problems);
                case "dates" -> {
                    wanted.allow("from", "to");
                    wanted.entries().forEach((day, each) -> {
                        if (day.equals("from") || day.equals("to")) {
                            equal(day, each, day.equals("from") ? decided.from() : decided.to(), problems);
                        }
                    });
                }
                default -> derivation(wanted, decided.derivation(), problems);
            }
        }

        private void amount(String name, Declaration wanted, long found, List<Problem> problems) {
            if (wanted.plain() instanceof Long number ? number != found : true) {
                String hint = wanted.plain() instanceof Long ? "" : " (amounts are whole numbers of minor units)";
                differ(name, wanted, canonical(wanted.plain()) + hint, canonical(found), problems);
            }
        }

        /** Which reasons there are is what matters, not their order. */
        private void reasons(Declaration wanted, Determination.Determined decided, List<Problem> problems) {
            List<String> expected = wanted.isNull()
                    ? List.of()
                    : wanted.isList()
                            ? wanted.items().stream()
                                    .map(Declaration::asText)
                                    .sorted()
                                    .toList()
                            : List.of(wanted.asText());
            List<String> found = decided.reasons().stream()
                    .map(Determination.Reason::code)
                    .sorted()
                    .toList();
            if (!expected.equals(found)) {
                differ("reasons", wanted, expected.toString(), found.toString(), problems);
            }
        }

        private void derivation(Declaration wanted, List<Determination.Step> found, List<Problem> problems) {
            var steps = new ArrayList<Map<String, @Nullable Object>>();
            var expected = wanted.isList() ? wanted.items() : List.<Declaration>of();
            boolean same = wanted.isList() && expected.size() == found.size();
            for (int at = 0; at < found.size(); at++) {
                Map<String, @Nullable Object> step = step(found.get(at));
                steps.add(step);
                if (same && expected.get(at).isMap()) {
                    Map<String, Declaration> named = expected.get(at).entries();
                    same = step.keySet().containsAll(named.keySet())
                            && named.entrySet().stream()
                                    .allMatch(each -> canonical(Example.value(each.getValue()))
                                            .equals(canonical(step.get(each.getKey()))));
                } else {
                    same = false;
                }
            }
            if (!same) {
                differ("derivation", wanted, canonical(Example.value(wanted)), canonical(steps), problems);
            }
        }

        private static Map<String, @Nullable Object> step(Determination.Step found) {
            var step = new LinkedHashMap<String, @Nullable Object>();
            step.put("text", found.text());
            step.put("amount", found.amount());
            step.put("article", found.article());
            step.put("times", found.times());
            step.put("each", found.each());
            return step;
        }

        private void equal(String name, Declaration wanted, @Nullable Object found, List<Problem> problems) {
            String expected = canonical(Example.value(wanted));
            if (!expected.equals(canonical(found))) {
                differ(name, wanted, expected, canonical(found), problems);
            }
        }

        private void differ(String name, Declaration wanted, String expected, String found, List<Problem> problems) {
            problems.add(Examples.problem(example, wanted, name + ": expected " + expected + ", found " + found));
        }

        private static String canonical(@Nullable Object value) {
            return switch (value) {
                case null -> "none";
                case Number number ->
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
                case Map<?, ?> map -> {
                    var sorted = new TreeMap<String, String>();
                    map.forEach((key, each) -> sorted.put(String.valueOf(key), canonical(each)));
                    yield sorted.toString();
                }
                case List<?> list ->
                    list.stream().map(Expectation::canonical).toList().toString();
                default -> value.toString();
            };
        }
    }
}
