// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Evaluation;
import polity.kernel.rules.Evaluation.Fired;

/** Reads the named decisions out of an evaluation, and values out of what was kept of it. */
final class Results {

    /** What rules say of a last day where there is none: it holds until something ends it. */
    private static final String UNLIMITED = "unlimited";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private Results() {}

    /** What was kept of answers as JSON, typed again: days are days, and times of day are such. */
    static @Nullable Object typedAnswers(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var typed = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, member) -> typed.put(String.valueOf(name), typedAnswers(member)));
                yield typed;
            }
            case List<?> list -> list.stream().map(Results::typedAnswers).toList();
            case String text when TIME.matcher(text).matches() -> LocalTime.parse(text);
            case null, default -> typed(value);
        };
    }

    /** What was kept as JSON, typed again: days are days. Registers know no times of day, only texts that look like one. */
    static @Nullable Object typed(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var typed = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, member) -> typed.put(String.valueOf(name), typed(member)));
                yield typed;
            }
            case List<?> list -> list.stream().map(Results::typed).toList();
            case String text when DAY.matcher(text).matches() -> LocalDate.parse(text);
            case null -> null;
            default -> value;
        };
    }

    static Determination of(Evaluation.Decided decided) {
        Map<String, Object> results = decided.results();
        Optional<Determination.Outcome> outcome = Determination.Outcome.of(results.get("Outcome"));
        if (outcome.isEmpty()) {
            return new Determination.Failed("Outcome: " + results.get("Outcome") + " is no outcome");
        }
        try {
            return of(decided, outcome.get(), reasons(results.get("Reasons"), decided.fired()));
        } catch (Unusable unusable) {
            return new Determination.Failed(String.valueOf(unusable.getMessage()));
        }
    }

    /** What somebody with authority grants after all, at what the rules say that it costs once it is granted. */
    static Optional<Determination.Determined> granted(Evaluation.Decided decided) {
        try {
            return Optional.of(of(decided, Determination.Outcome.GRANTED, List.of()));
        } catch (Unusable _) {
            return Optional.empty();
        }
    }

    /** What is refused costs nothing; otherwise the rules say what it costs once it is granted. */
    private static Determination.Determined of(
            Evaluation.Decided decided, Determination.Outcome outcome, List<Determination.Reason> reasons)
            throws Unusable {
        Map<String, Object> results = decided.results();
        boolean refused = outcome == Determination.Outcome.REFUSED;
        long fee = minor("Fee", results.get("Fee"));
        long refund = minor("Refund", results.get("Refund"));
        return new Determination.Determined(
                outcome,
                refused ? 0 : fee,
                refused ? 0 : refund,
                day("From", results.get("From")),
                day("To", results.get("To")),
                reasons,
                refused ? List.of() : derivation(results.get("Derivation")),
                decided.json());
    }

    /** Amounts of decisions are never negative: who gets and who pays is said by their names. */
    private static long minor(String decision, @Nullable Object amount) throws Unusable {
        long minor = whole(decision, amount);
        if (minor < 0) {
            throw new Unusable(decision + ": " + minor + " is less than 0");
        }
        return minor;
    }

    private static long whole(String decision, @Nullable Object amount) throws Unusable {
        if (amount == null) {
            return 0;
        }
        try {
            return new BigDecimal(amount.toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw new Unusable(decision + ": " + amount + " is no whole number of minor units");
        }
    }

    private static @Nullable LocalDate day(String decision, @Nullable Object day) throws Unusable {
        if (UNLIMITED.equals(day)) {
            return null;
        }
        if (day != null && !(day instanceof LocalDate)) {
            throw new Unusable(decision + ": " + day + " is no date");
        }
        return (LocalDate) day;
    }

    /** Why a result of the rules can't be used; never leaves this class. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason, null, false, false);
        }
    }

    private static List<Determination.Reason> reasons(@Nullable Object codes, List<Fired> fired) {
        var reasons = new ArrayList<Determination.Reason>();
        if (codes instanceof List<?> list) {
            for (Object code : list) {
                String article = fired.stream()
                        .filter(rule ->
                                rule.text().filter(String.valueOf(code)::equals).isPresent())
                        .findFirst()
                        .flatMap(Fired::article)
                        .orElse(null);
                reasons.add(new Determination.Reason(String.valueOf(code), article));
            }
        }
        return reasons;
    }

    private static List<Determination.Step> derivation(@Nullable Object steps) throws Unusable {
        var derivation = new ArrayList<Determination.Step>();
        if (steps instanceof List<?> list) {
            for (Object step : list) {
                if (step instanceof Map<?, ?> map) {
                    Object article = map.get("article");
                    derivation.add(new Determination.Step(
                            String.valueOf(map.get("text")),
                            whole("Derivation", map.get("amount")),
                            article == null ? null : article.toString(),
                            map.get("times") == null ? null : whole("Derivation", map.get("times")),
                            map.get("each") == null ? null : whole("Derivation", map.get("each"))));
                }
            }
        }
        return derivation;
    }

    /** A kept evaluation, held beside what the rules say now. */
    static Determination.Recomputed recomputed(List<String> differences, Evaluation now) {
        return now instanceof Evaluation.Decided decided && of(decided) instanceof Determination.Determined determined
                ? new Determination.Recomputed(differences, determined)
                : new Determination.Recomputed(
                        differences.isEmpty() ? List.of("evaluation: the rules give no answer now") : differences,
                        null);
    }
}
