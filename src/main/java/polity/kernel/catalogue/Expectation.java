// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;

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
                if (total != decided.fee()) {
                    problems.add(Examples.problem(
                            example,
                            example.place(),
                            "the steps of the derivation add up to " + total + ", but the fee is " + decided.fee()));
                }
            }
        }
        return problems;
    }

    private void compare(String name, Declaration wanted, Determination.Determined decided, List<Problem> problems) {
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
