// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/**
 * What service.yaml says.
 *
 * @param unit code of the responsible unit
 * @param place whose days and hours count
 * @param amounts in minor units, by the name that the words about the service give them
 * @param about what tells one case from another, in a few characters
 * @param held the fields of an entry that its holder reads; all of them where none are named
 * @param payment how fees are paid; absent where none can arise
 * @param workingDays between which days the working days are counted, by name
 */
record Declared(
        String code,
        int version,
        String unit,
        List<String> topics,
        List<String> audience,
        List<String> legalBasis,
        Map<String, ServicePackage.Term> terms,
        List<String> statuses,
        Map<String, ServicePackage.Retention> results,
        Currency currency,
        Map<String, Formula> amounts,
        Optional<Payment> payment,
        Optional<Waiting> waiting,
        Optional<Reminder> reminder,
        Optional<Desk> desk,
        Optional<Formula> about,
        List<String> held,
        ZoneId place,
        Map<String, WorkingDays.Between> workingDays,
        List<Fact> facts,
        Map<String, Limit> limits,
        Map<String, Procedure> procedures) {

    /**
     * How fees are paid.
     *
     * @param account of the ledger that they go to
     * @param expires how long a place is held for somebody who hasn't paid
     * @param later the same for somebody who isn't there when it is granted
     */
    record Payment(String account, Duration expires, Duration later) {}

    /**
     * What a service learns from a register instead of asking.
     *
     * @param where values by field
     * @param fields the only ones that are kept of it; all of them where none are named
     * @param all whether all entries are wanted (at most {@link #MOST}) or the first
     * @param purpose the article that allows it
     * @param assumed what is taken for it from the answers of a visitor, of whom no register is asked
     */
    record Fact(
            String id,
            String register,
            Map<String, Formula> where,
            boolean all,
            List<String> fields,
            String purpose,
            Optional<Assumption> assumed) {
        static final int MOST = 100;

        private static final String ROOT = "facts";

        /** What is kept of an entry: a case needn't know whose the others are that it is counted with. */
        Map<String, @Nullable Object> kept(Map<String, @Nullable Object> entry) {
            if (fields.isEmpty()) {
                return entry;
            }
            var kept = new LinkedHashMap<String, @Nullable Object>();
            fields.forEach(field -> kept.put(field, entry.get(field)));
            return kept;
        }

        /** The facts that must be known before this one can be looked up. */
        Set<String> needs() {
            return Stream.concat(
                            where.values().stream(),
                            assumed.stream().flatMap(assumption -> assumption.formulas().stream()))
                    .flatMap(formula -> formula.uses().stream())
                    .filter(path -> path.startsWith(ROOT + "."))
                    .map(path -> path.split("\\.", -1)[1])
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** Something was to be paid to a service that says nowhere how. */
    static final class TakesNoPayment extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakesNoPayment(String service) {
            super("The service " + service + " declares no payment");
        }
    }

    Optional<Fact> fact(String id) {
        return facts.stream().filter(fact -> fact.id().equals(id)).findFirst();
    }

    /** The facts in as few waves as can be: what one needs stands in a wave before it. */
    static List<List<Fact>> waves(List<Fact> facts) {
        var waves = new ArrayList<List<Fact>>();
        var waveOf = new HashMap<String, Integer>();
        for (Fact fact : facts) {
            int wave = fact.needs().stream()
                    .mapToInt(need -> waveOf.getOrDefault(need, -1) + 1)
                    .max()
                    .orElse(0);
            waveOf.put(fact.id(), wave);
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(fact);
        }
        return waves;
    }

    /** What is taken for a fact from the answers of a visitor, of whom no register is asked. */
    sealed interface Assumption {

        /** The fact for somebody who said this; absent when nothing is to be assumed. */
        @Nullable
        Object of(Map<String, @Nullable Object> context);

        Collection<Formula> formulas();

        /** The fields of an entry; no entry is assumed when all of them are absent. */
        record Entry(Map<String, Formula> fields) implements Assumption {
            @Override
            public Collection<Formula> formulas() {
                return fields.values();
            }

            @Override
            public @Nullable Object of(Map<String, @Nullable Object> context) {
                var entry = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach((field, formula) -> entry.put(field, formula.value(context)));
                return entry.values().stream().allMatch(Objects::isNull) ? null : entry;
            }
        }

        /** A list of entries, for a fact that is one. */
        record Entries(Formula list) implements Assumption {
            @Override
            public Collection<Formula> formulas() {
                return List.of(list);
            }

            @Override
            public Object of(Map<String, @Nullable Object> context) {
                return list.value(context) instanceof List<?> entries ? entries : List.of();
            }
        }
    }

    /** Learns the facts of a wave: what a visitor says himself, where he is asked, is looked up for nobody. */
    static void learn(
            List<Fact> wave,
            Map<String, @Nullable Object> context,
            Map<String, @Nullable Object> facts,
            boolean assuming,
            Asked asked,
            FactSource source) {
        var wanted = new LinkedHashMap<Fact, FactSource.LookUp>();
        for (Fact fact : wave) {
            if (assuming && fact.assumed().isPresent()) {
                facts.put(fact.id(), fact.assumed().get().of(context));
            } else {
                Map<String, Object> where = values(fact.where(), context);
                facts.put(fact.id(), fact.all() ? List.of() : null);
                boolean open = asked.applicant() != null || fact.assumed().isEmpty();
                if (open && where.size() == fact.where().size()) {
                    int most = fact.all() ? Fact.MOST : 1;
                    wanted.put(fact, new FactSource.LookUp(fact.register(), where, most, fact.purpose()));
                }
            }
        }
        look(wanted, facts, asked.at(), source);
    }

    static Map<String, Object> values(Map<String, Formula> where, Map<String, ? extends @Nullable Object> context) {
        var values = new LinkedHashMap<String, Object>();
        where.forEach((field, formula) -> {
            Object value = formula.value(context);
            if (value != null) {
                values.put(field, value);
            }
        });
        return values;
    }

    /** Looks up what is wanted at once: a round trip for each would be most of the time that a decision takes. */
    private static void look(
            Map<Fact, FactSource.LookUp> wanted, Map<String, @Nullable Object> facts, Instant at, FactSource source) {
        if (wanted.isEmpty()) {
            return;
        }
        Iterator<List<Map<String, @Nullable Object>>> found =
                source.find(List.copyOf(wanted.values()), at).iterator();
        for (Fact fact : wanted.keySet()) {
            List<Map<String, @Nullable Object>> entries =
                    found.next().stream().map(fact::kept).toList();
            if (fact.all()) {
                facts.put(fact.id(), entries);
            } else if (!entries.isEmpty()) {
                facts.put(fact.id(), entries.getFirst());
            }
        }
    }
}
