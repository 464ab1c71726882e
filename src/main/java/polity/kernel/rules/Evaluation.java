// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** What a rule set said about some inputs. Its JSON holds all that is needed to compute it again. */
public sealed interface Evaluation {
    /** The canonical JSON: equal evaluations have equal texts. */
    String json();

    /** A kept {@link #json()} as it was written, whatever a data base made of its order and spaces; absent if it is none. */
    static Optional<String> written(String kept) {
        try {
            return Optional.of(CanonicalJson.write(CanonicalJson.read(kept)));
        } catch (CanonicalJson.Unreadable _) {
            return Optional.empty();
        }
    }

    /**
     * Every decision has its result.
     *
     * @param ruleSet the name of the rule set
     * @param digest SHA-256 of the rule set's file, in hexadecimal
     * @param inputs the inputs that the rules know, in plain form
     * @param results by decision: String, Boolean, BigDecimal, a java.time value, List or Map; never null
     * @param fired the rules of tables that applied, in the order of the decisions
     * @param day the day for which the parameters were taken, if the rules use any
     * @param parameters those used, by name
     */
    record Decided(
            String ruleSet,
            String digest,
            Map<String, @Nullable Object> inputs,
            Map<String, Object> results,
            List<Fired> fired,
            @Nullable LocalDate day,
            Map<String, Parameters.Value> parameters)
            implements Evaluation {
        public Decided {
            results = Map.copyOf(results);
            fired = List.copyOf(fired);
            parameters = Map.copyOf(parameters);
        }

        /** The rules that applied within one decision. */
        public List<Fired> fired(String decision) {
            return fired.stream().filter(f -> f.decision().equals(decision)).toList();
        }

        @Override
        public String json() {
            var json = new TreeMap<String, @Nullable Object>();
            json.put("format", 1);
            json.put("ruleSet", Map.of("name", ruleSet, "digest", digest));
            json.put("inputs", inputs);
            json.put("results", results);
            json.put("fired", fired.stream().map(Decided::json).toList());
            if (day != null) {
                var values = new LinkedHashMap<String, Object>();
                parameters.forEach(
                        (name, value) -> values.put(name, Map.of("value", value.value(), "article", value.article())));
                json.put("parameters", Map.of("day", day, "values", values));
            }
            return CanonicalJson.write(json);
        }

        private static Map<String, Object> json(Fired fired) {
            return Map.of(
                    "decision", fired.decision(),
                    "table", fired.table(),
                    "rule", fired.rule(),
                    "annotations", fired.annotations());
        }
    }

    /**
     * Some decision has no result: an input is missing or of the wrong kind, no rule or too many apply, or an expression
     * can't be computed.
     *
     * @param decision empty when it is the inputs that are at fault
     * @param message a sentence for officials; it may quote inputs
     */
    record Failed(String ruleSet, String digest, String decision, String message) implements Evaluation {
        @Override
        public String json() {
            return CanonicalJson.write(Map.of(
                    "format", 1,
                    "ruleSet", Map.of("name", ruleSet, "digest", digest),
                    "failed", Map.of("decision", decision, "message", message)));
        }
    }

    /** Whether a stored evaluation comes out the same today. */
    sealed interface Recomputed {
        /** It does. */
        record Same(Evaluation evaluation) implements Recomputed {}

        /**
         * It doesn't.
         *
         * @param differences the members that differ, like {@code results.fee: 3000, now 3250}
         */
        record Different(Evaluation evaluation, List<String> differences) implements Recomputed {
            public Different {
                differences = List.copyOf(differences);
            }
        }

        /** The text is no evaluation by this rule set. */
        record NotComparable(String reason) implements Recomputed {}
    }

    /**
     * A rule of a decision table that applied.
     *
     * @param decision the decision that was being made
     * @param table the decision, or the business knowledge model, that the table belongs to
     * @param rule counted from 1, as the table is written
     * @param annotations what its annotation columns say, by their names; empty ones are left out
     */
    public record Fired(String decision, String table, int rule, Map<String, String> annotations) {
        public Fired {
            annotations = Map.copyOf(annotations);
        }

        /** The provision of law that the rule rests on, like {@code parking-order:7(2)}. */
        public Optional<String> article() {
            return Optional.ofNullable(annotations.get("article"));
        }

        /** The key of the words that tell a person why. */
        public Optional<String> text() {
            return Optional.ofNullable(annotations.get("text"));
        }
    }
}
