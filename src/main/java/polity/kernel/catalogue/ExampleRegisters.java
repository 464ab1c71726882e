// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/** The registers of one example, in memory: what it gives, and what its earlier cases did to them. */
final class ExampleRegisters implements FactSource {

    private static final String ID = "id";
    private static final String FROM = "valid_from";
    private static final String TO = "valid_to";

    private final ZoneId zone;
    private final Map<String, List<Map<String, @Nullable Object>>> entries = new LinkedHashMap<>();
    private int number;

    ExampleRegisters(Map<String, List<Map<String, @Nullable Object>>> given, ZoneId zone) {
        this.zone = zone;
        given.forEach((register, list) -> list.forEach(entry -> add(register, entry)));
    }

    private void add(String register, Map<String, @Nullable Object> data) {
        var entry = new LinkedHashMap<String, @Nullable Object>(data);
        number++;
        entry.putIfAbsent(ID, "entry-" + number);
        entry.putIfAbsent(FROM, null);
        entry.putIfAbsent(TO, null);
        entries.computeIfAbsent(register, _ -> new ArrayList<>()).add(entry);
    }

    @Override
    public List<Map<String, @Nullable Object>> find(
            String register, Map<String, Object> where, Instant at, int most, String purpose) {
        return matching(register, where).stream()
                .filter(entry -> begun(entry, at) && !ended(entry, at))
                .limit(most)
                .map(entry -> (Map<String, @Nullable Object>) new LinkedHashMap<String, @Nullable Object>(entry))
                .toList();
    }

    @Override
    public long count(String register, Map<String, Object> where, Instant at) {
        return matching(register, where).stream()
                .filter(entry -> !ended(entry, at))
                .count();
    }

    private List<Map<String, @Nullable Object>> matching(String register, Map<String, Object> where) {
        return entries.getOrDefault(register, List.of()).stream()
                .filter(entry -> where.entrySet().stream()
                        .allMatch(each -> written(each.getValue()).equals(written(entry.get(each.getKey())))))
                .toList();
    }

    /** The entry that a procedure works on: the one that is given, else the newest that the applicant holds. */
    @Nullable
    Map<String, @Nullable Object> entry(Procedure procedure, Example.Request request) {
        Map<String, @Nullable Object> given = request.entry();
        if (given != null) {
            var entry = new LinkedHashMap<String, @Nullable Object>(given);
            stored(given).ifPresent(stored -> stored.forEach(entry::putIfAbsent));
            entry.putIfAbsent(ID, "entry-0");
            entry.putIfAbsent(FROM, null);
            entry.putIfAbsent(TO, null);
            return entry;
        }
        String person = request.person();
        return procedure
                .register()
                .filter(_ -> person != null)
                .map(register -> entries.getOrDefault(register, List.of()).reversed().stream()
                        .filter(entry -> person != null && person.equals(entry.get("holder")))
                        .filter(entry -> !ended(entry, request.at()))
                        .findFirst()
                        .map(entry ->
                                (Map<String, @Nullable Object>) new LinkedHashMap<String, @Nullable Object>(entry))
                        .orElse(null))
                .orElse(null);
    }

    private Optional<Map<String, @Nullable Object>> stored(Map<String, @Nullable Object> entry) {
        return entries.values().stream()
                .flatMap(List::stream)
                .filter(each -> same(each, entry, ID) || same(each, entry, "number"))
                .findFirst();
    }

    private static boolean same(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other, String field) {
        Object value = one.get(field);
        return value != null && value.equals(other.get(field));
    }

    /** Does what a decision does to registers; its documents and money change nothing that a later case could see. */
    void take(List<Effect> effects, Map<String, @Nullable Object> context, Optional<Map<String, @Nullable Object>> on) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Register(var register, var values, var from, var to) -> {
                    Map<String, @Nullable Object> entry = values(values, context);
                    entry.put(FROM, from.value(context));
                    entry.put(TO, to == null ? null : to.value(context));
                    add(register, entry);
                }
                case Effect.Amend(var values) ->
                    on.flatMap(this::stored).ifPresent(entry -> entry.putAll(values(values, context)));
                case Effect.End(var last, _) ->
                    on.flatMap(this::stored).ifPresent(entry -> entry.put(TO, last.value(context)));
                case Effect.Document _, Effect.ReplaceDocument _, Effect.RevokeDocument _, Effect.Refund _ -> {
                    // no register changes
                }
            }
        }
    }

    private static Map<String, @Nullable Object> values(
            Map<String, Formula> formulas, Map<String, @Nullable Object> context) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        formulas.forEach((field, formula) -> values.put(field, formula.value(context)));
        return values;
    }

    private boolean begun(Map<String, @Nullable Object> entry, Instant at) {
        return !(entry.get(FROM) instanceof LocalDate from) || !from.isAfter(LocalDate.ofInstant(at, zone));
    }

    /** The last day still counts. */
    private boolean ended(Map<String, @Nullable Object> entry, Instant at) {
        return entry.get(TO) instanceof LocalDate to && to.isBefore(LocalDate.ofInstant(at, zone));
    }

    /** Registers compare values as they are written: 12 is "12" there. */
    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "\0";
            case Number any ->
                new BigDecimal(any.toString()).stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }
}
