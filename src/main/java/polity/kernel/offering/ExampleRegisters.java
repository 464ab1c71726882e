// SPDX-License-Identifier: Apache-2.0
package polity.kernel.offering;

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

import polity.kernel.catalogue.Counted;
import polity.kernel.catalogue.Effect;
import polity.kernel.catalogue.FactSource;
import polity.kernel.catalogue.Procedure;
import polity.kernel.rules.Formula;

/** The registers of one example, in memory: what it gives, and what its earlier cases did to them. */
final class ExampleRegisters implements FactSource {

    private static final String ID = "id";
    private static final String FROM = "valid_from";
    private static final String TO = "valid_to";

    private final ZoneId zone;
    private final Map<String, List<Kept>> entries = new LinkedHashMap<>();
    private int number;
    private long serial;

    ExampleRegisters(Map<String, List<Map<String, @Nullable Object>>> given, ZoneId zone) {
        this.zone = zone;
        for (Map.Entry<String, List<Map<String, @Nullable Object>>> register : given.entrySet()) {
            for (Map<String, @Nullable Object> data : register.getValue()) {
                add(register.getKey(), data);
            }
        }
    }

    /** An entry, which effects may change. */
    private record Kept(Map<String, @Nullable Object> data) {

        @Nullable
        Object get(String field) {
            return data.get(field);
        }

        Map<String, @Nullable Object> copy() {
            return new LinkedHashMap<>(data);
        }

        boolean isThat(Map<String, @Nullable Object> other, String field) {
            Object value = data.get(field);
            return value != null && value.equals(other.get(field));
        }
    }

    private void add(String register, Map<String, @Nullable Object> data) {
        number++;
        var kept = new Kept(whole(data, "entry-" + number));
        entries.computeIfAbsent(register, _ -> new ArrayList<>()).add(kept);
    }

    private static Map<String, @Nullable Object> whole(Map<String, @Nullable Object> data, String id) {
        var entry = new LinkedHashMap<String, @Nullable Object>(data);
        entry.putIfAbsent(ID, id);
        entry.putIfAbsent(FROM, null);
        entry.putIfAbsent(TO, null);
        return entry;
    }

    @Override
    public List<List<Map<String, @Nullable Object>>> find(List<LookUp> lookUps, Instant at) {
        return lookUps.stream()
                .map(lookUp -> matching(lookUp.register(), lookUp.where()).stream()
                        .filter(entry -> begun(entry, at) && !ended(entry, at))
                        .limit(lookUp.most())
                        .map(Kept::copy)
                        .toList())
                .toList();
    }

    /** How many places entries take that hold at the instant or later. */
    long count(Counted limit, Instant at) {
        String sum = limit.sum();
        return matching(limit.register(), limit.where()).stream()
                .filter(entry -> !ended(entry, at))
                .mapToLong(entry -> sum == null ? 1 : whole(entry.get(sum)))
                .sum();
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).longValue() : 0;
    }

    private List<Kept> matching(String register, Map<String, ? extends @Nullable Object> where) {
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
            stored(given).ifPresent(stored -> stored.data().forEach(entry::putIfAbsent));
            return whole(entry, "entry-0");
        }
        String person = request.person();
        if (person == null || procedure.register().isEmpty()) {
            return null;
        }
        for (Kept entry :
                entries.getOrDefault(procedure.register().get(), List.of()).reversed()) {
            if (person.equals(entry.get("holder")) && !ended(entry, request.at())) {
                return entry.copy();
            }
        }
        return null;
    }

    private Optional<Kept> stored(Map<String, @Nullable Object> entry) {
        return entries.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.isThat(entry, ID) || each.isThat(entry, "number"))
                .findFirst();
    }

    /** Does what a decision does to registers; its documents and money change nothing that a later case could see. */
    void take(
            List<Effect> effects,
            Map<String, @Nullable Object> context,
            @Nullable Map<String, @Nullable Object> worksOn) {
        Optional<Kept> on = worksOn == null ? Optional.empty() : stored(worksOn);
        for (Effect effect : effects) {
            if (!effect.happens(context)) {
                continue;
            }
            switch (effect) {
                case Effect.Register(var register, var values, var from, var to, var _) -> {
                    serial++;
                    var numbered = new LinkedHashMap<String, @Nullable Object>(context);
                    numbered.put(Effect.SERIAL, serial);
                    Map<String, @Nullable Object> entry = values(values, numbered);
                    entry.put(FROM, from.value(context));
                    entry.put(TO, to == null ? null : to.value(context));
                    add(register, entry);
                    if (worksOn == null && context.get("entry") == null) {
                        context.put("entry", entry);
                    }
                }
                case Effect.Amend(var values, var _) ->
                    on.ifPresent(entry -> entry.data().putAll(values(values, context)));
                case Effect.AmendFound(var register, var where, var values, var _) ->
                    matching(register, values(where, context))
                            .forEach(entry -> entry.data().putAll(values(values, context)));
                case Effect.End(var last, var status, var _) ->
                    on.ifPresent(entry -> {
                        entry.data().put(TO, last.value(context));
                        entry.data().put("ended", status == null ? "ended" : status);
                    });
                case Effect.Document _, Effect.RevokeDocument _, Effect.Refund _, Effect.Begin _, Effect.Message _ -> {
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

    private boolean begun(Kept entry, Instant at) {
        return !(entry.get(FROM) instanceof LocalDate from) || !from.isAfter(LocalDate.ofInstant(at, zone));
    }

    /** The last day still counts. */
    private boolean ended(Kept entry, Instant at) {
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
