// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;

import static org.assertj.core.api.Assertions.assertThat;

/** The facts, limits and effects of a service.yaml, applied to registers that an example holds in memory. */
@org.jspecify.annotations.NullUnmarked // values of examples may be anything
final class ExampleService {

    private static final Set<String> ROOTS =
            Set.of("answers", "facts", "counts", "parameters", "at", "on", "applicant", "entry", "decision", "case");

    private final Declaration service;
    private final RuleSet rules;
    private final Parameters parameters;
    private final Map<String, Feel.Expression> compiled = new HashMap<>();

    ExampleService(Declaration service, RuleSet rules, Parameters parameters) {
        this.service = service;
        this.rules = rules;
        this.parameters = parameters;
    }

    /** What the rules are asked by an example, after its earlier cases have taken effect. */
    Map<String, @Nullable Object> inputs(Example example) {
        var registers = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        example.registers().forEach((register, entries) -> registers.put(register, new ArrayList<>(entries)));
        int number = 1;
        for (Example.Asked earlier : example.cases()) {
            Map<String, @Nullable Object> known = known(earlier, example.applicant(), registers);
            Evaluation evaluation =
                    rules.evaluate(known, parameters.at(earlier.at().toLocalDate()));
            assertThat(evaluation).isInstanceOf(Evaluation.Decided.class);
            register(((Evaluation.Decided) evaluation).results(), earlier, known, registers, "EARLIER-" + number++);
        }
        return known(example.asked(), example.applicant(), registers);
    }

    private Map<String, @Nullable Object> known(
            Example.Asked asked,
            Map<String, @Nullable Object> applicant,
            Map<String, List<Map<String, @Nullable Object>>> registers) {
        LocalDate on = asked.at().toLocalDate();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        var counts = new LinkedHashMap<String, @Nullable Object>();
        var known = new LinkedHashMap<String, @Nullable Object>();
        known.put("answers", asked.answers());
        known.put("facts", facts);
        known.put("counts", counts);
        known.put("parameters", parameters.at(on).context());
        known.put("at", asked.at());
        known.put("on", on);
        known.put("applicant", applicant);
        known.put("entry", asked.entry());
        known.put("procedure", asked.procedure());
        service.map("facts").forEach((id, fact) -> facts.put(id, fact(fact, known, registers, on)));
        List<String> counted = service.get("procedures").get(asked.procedure()).texts("limits");
        service.map("limits").forEach((id, limit) -> {
            boolean applies = counted.contains(id) && value(limit.get("key"), known) != null;
            counts.put(id, applies ? count(limit, known, registers, on) : 0);
        });
        return known;
    }

    private @Nullable Object fact(
            Declaration fact,
            Map<String, @Nullable Object> known,
            Map<String, List<Map<String, @Nullable Object>>> registers,
            LocalDate on) {
        var found = matching(fact, known, registers).stream()
                .filter(entry -> !(entry.get("valid_from") instanceof LocalDate from && from.isAfter(on)))
                .filter(entry -> !ended(entry, on))
                .toList();
        return fact.flag("all") ? found : found.isEmpty() ? null : found.getFirst();
    }

    /** Those that hold on the day or later. */
    private int count(
            Declaration limit,
            Map<String, @Nullable Object> known,
            Map<String, List<Map<String, @Nullable Object>>> registers,
            LocalDate on) {
        return (int) matching(limit, known, registers).stream()
                .filter(entry -> !ended(entry, on))
                .count();
    }

    private static boolean ended(Map<String, @Nullable Object> entry, LocalDate on) {
        return entry.get("valid_to") instanceof LocalDate to && to.isBefore(on);
    }

    private List<Map<String, @Nullable Object>> matching(
            Declaration look,
            Map<String, @Nullable Object> known,
            Map<String, List<Map<String, @Nullable Object>>> registers) {
        var wanted = new TreeMap<String, Object>();
        for (var field : look.map("where").entrySet()) {
            Object value = value(field.getValue(), known);
            if (value == null) {
                return List.of();
            }
            wanted.put(field.getKey(), value);
        }
        return registers.getOrDefault(look.text("register"), List.of()).stream()
                .filter(entry -> wanted.entrySet().stream()
                        .allMatch(each -> each.getValue().equals(entry.get(each.getKey()))))
                .toList();
    }

    /** The register effects of a grant; others change nothing that a later case could see. */
    private void register(
            Map<String, Object> results,
            Example.Asked asked,
            Map<String, @Nullable Object> known,
            Map<String, List<Map<String, @Nullable Object>>> registers,
            String reference) {
        String outcome = String.valueOf(results.get("Outcome"));
        var context = new LinkedHashMap<String, @Nullable Object>(known);
        context.put("decision", decision(results));
        context.put("case", Map.of("id", reference, "reference", reference));
        var effects =
                service.get("procedures").get(asked.procedure()).get("effects").list(outcome);
        for (Declaration effect : effects) {
            if (effect.text("do").equals("register")) {
                var entry = new LinkedHashMap<String, @Nullable Object>();
                effect.map("entry").forEach((field, formula) -> entry.put(field, value(formula, context)));
                entry.put("valid_from", value(effect.get("from"), context));
                entry.put("valid_to", value(effect.get("to"), context));
                registers
                        .computeIfAbsent(effect.text("register"), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
    }

    private static Map<String, @Nullable Object> decision(Map<String, Object> results) {
        var decision = new LinkedHashMap<String, @Nullable Object>();
        for (String name : List.of("Outcome", "Fee", "Refund", "From", "To", "Reasons", "Derivation")) {
            decision.put(name.toLowerCase(java.util.Locale.ROOT), results.get(name));
        }
        return decision;
    }

    /** The value of a formula; null where it has none. */
    @Nullable
    Object value(Declaration formula, Map<String, ? extends @Nullable Object> context) {
        Feel.Expression expression = compiled.computeIfAbsent(formula.asText(), text -> {
            Feel.Compilation compilation = Feel.compile(text, ROOTS);
            assertThat(compilation).as(text).isInstanceOf(Feel.Compilation.Compiled.class);
            return ((Feel.Compilation.Compiled) compilation).expression();
        });
        return expression.evaluate(context) instanceof Feel.Expression.Result.Value(Object value) ? value : null;
    }

    /** What an evaluation gives otherwise than the example expects, in words; empty when all is as expected. */
    static List<String> differences(Example example, Evaluation evaluation) {
        if (!(evaluation instanceof Evaluation.Decided decided)) {
            return List.of(example.name() + ": " + evaluation);
        }
        Map<String, Object> results = decided.results();
        var differences = new ArrayList<String>();
        example.expected().forEach((name, wanted) -> {
            Object got = switch (name) {
                case "outcome" -> results.get("Outcome");
                case "fee" -> results.get("Fee");
                case "reasons" -> results.get("Reasons");
                case "refund" -> results.get("Refund");
                case "derivation" -> results.get("Derivation");
                default -> Map.of("from", results.get("From"), "to", results.get("To"));
            };
            if (!canonical(wanted).equals(canonical(got))) {
                differences.add(example.name() + ": " + name + " is " + canonical(got) + ", not " + canonical(wanted));
            }
        });
        if (!canonical(total(results.get("Derivation"))).equals(canonical(results.get("Fee")))) {
            differences.add(example.name() + ": the steps of the derivation don't add up to the fee");
        }
        return differences;
    }

    private static BigDecimal total(@Nullable Object steps) {
        return ((List<?>) java.util.Objects.requireNonNull(steps))
                .stream()
                        .map(step -> new BigDecimal(String.valueOf(((Map<?, ?>) step).get("amount"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String canonical(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, String>();
                map.forEach((key, each) -> sorted.put(String.valueOf(key), canonical(each)));
                yield sorted.toString();
            }
            case List<?> list ->
                list.stream().map(ExampleService::canonical).toList().toString();
            default -> value.toString();
        };
    }
}
