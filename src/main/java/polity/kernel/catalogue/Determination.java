// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the rules of a service say about what somebody asks. */
public sealed interface Determination {

    /**
     * The rules gave an answer.
     *
     * @param fee in minor units of the service's currency
     * @param refund in minor units
     * @param to last day of validity
     * @param reasons codes with words {@code reason.<code>}
     * @param evaluation canonical JSON from which the determination can be computed again
     */
    record Determined(
            Outcome outcome,
            long fee,
            long refund,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<Reason> reasons,
            List<Step> derivation,
            String evaluation)
            implements Determination {

        /** Refused because something stands in the way, whatever the rules would say. */
        public static Determined refused(List<Procedure.Obstacle> obstacles) {
            return new Determined(
                    Outcome.REFUSED,
                    0,
                    0,
                    null,
                    null,
                    obstacles.stream()
                            .map(obstacle -> new Reason(
                                    obstacle.reason(), obstacle.article().orElse(null)))
                            .toList(),
                    List.of(),
                    "{}");
        }

        /** How many the rules have counted of each limit; none where they could not be applied. */
        public Map<String, Long> counts() {
            var counts = new LinkedHashMap<String, Long>();
            input("counts")
                    .properties()
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().asLong()));
            return counts;
        }

        /** The facts that the rules have used; none where they could not be applied. */
        public Set<String> facts() {
            return Set.copyOf(input("facts").propertyNames());
        }

        private JsonNode input(String name) {
            return JsonMapper.shared()
                    .readTree(evaluation.isEmpty() ? "{}" : evaluation)
                    .path("inputs")
                    .path(name);
        }

        /** As expressions of effects and certificates see it under {@code decision}. */
        public Map<String, @Nullable Object> asContext() {
            var context = new LinkedHashMap<String, @Nullable Object>();
            context.put("outcome", outcome.word());
            context.put("fee", fee);
            context.put("refund", refund);
            context.put("from", from);
            context.put("to", to);
            context.put("reasons", reasons.stream().map(Reason::code).toList());
            return context;
        }
    }

    /** Whether the rules refuse it. */
    default boolean isRefused() {
        return this instanceof Determined determined && determined.outcome() == Outcome.REFUSED;
    }

    /** The rules could not be applied: an official has to look. */
    record Failed(String message) implements Determination {}

    /** How it ends. */
    enum Outcome {
        GRANTED,
        REFUSED,
        /** No place is free: it waits for one. */
        WAITING,
        /** An official decides. */
        REVIEW;

        /** The word by which rules name it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Optional<Outcome> of(@Nullable Object word) {
            return java.util.Arrays.stream(values())
                    .filter(outcome -> outcome.word().equals(word))
                    .findFirst();
        }
    }

    /** Why, and on which article it rests. */
    record Reason(String code, @Nullable String article) {}

    /**
     * One step of how an amount came about.
     *
     * @param text key of words {@code derivation.<text>}
     * @param amount in minor units; the steps add up to the fee, or to the refund where something is paid back
     * @param times how many, where the amount is so many times another; with {@code each}
     */
    record Step(
            String text,
            long amount,
            @Nullable String article,
            @Nullable Long times,
            @Nullable Long each) {}

    /** What the steps of a derivation add up to. */
    static long total(Determined determined) {
        return determined.refund() > 0 ? determined.refund() : determined.fee();
    }

    /**
     * A kept evaluation, made again.
     *
     * @param differences what is otherwise now, member by member
     * @param determined what the rules say now; absent when they can't be asked
     */
    record Recomputed(List<String> differences, @Nullable Determined determined) {}
}
