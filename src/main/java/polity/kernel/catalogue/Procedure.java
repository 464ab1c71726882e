// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.rules.Formula;
import polity.kernel.rules.Parameters;

/**
 * Something that can be asked of a service.
 *
 * @param opens who may begin it
 * @param asks the procedure whose rules and limits a visitor learns of; for what a visitor opens
 * @param register the register whose entry it works on
 * @param when what must hold of the entry before it can be begun
 * @param form name of its form in form.yaml
 * @param limits names of the limits that it counts
 * @param article on which it rests
 * @param status where a case stands once it has taken effect
 * @param effects what a decision does, by its outcome
 * @param explanation what its recipient reads, of what officials have said in the steps of the process that opens it or
 *     decides it
 */
public record Procedure(
        String code,
        Opens opens,
        Optional<String> asks,
        Optional<String> register,
        List<Condition> when,
        Optional<String> form,
        List<String> limits,
        Optional<String> article,
        String status,
        Map<Determination.Outcome, List<Effect>> effects,
        Optional<Formula> explanation) {

    static final String REVOKED = "revoked";
    private static final Pattern SAID = Pattern.compile("steps\\.[a-z0-9_]+\\.[a-z0-9_]+");

    /** Whether it is begun by those whom the service is for, not by officials or a process. */
    public boolean isForThePublic() {
        return opens != Opens.OFFICIAL && opens != Opens.PROCESS;
    }

    /** Whether people handle what its rules leave open, in the process of the package. */
    public boolean isHandled() {
        return effects.getOrDefault(Determination.Outcome.REVIEW, List.of()).stream()
                .anyMatch(Effect.Begin.class::isInstance);
    }

    /** What of the things said in steps its effects name, or a document of the package. */
    Map<String, @Nullable Object> told(Map<String, @Nullable Object> steps, Map<String, String> files) {
        var paths = Stream.concat(
                        effects.values().stream()
                                .flatMap(List::stream)
                                .flatMap(Effect::formulas)
                                .flatMap(formula -> formula.uses().stream()),
                        files.entrySet().stream()
                                .filter(file -> file.getKey().endsWith(".html"))
                                .flatMap(file ->
                                        SAID.matcher(file.getValue()).results().map(MatchResult::group)))
                .collect(Collectors.toSet());
        var told = new LinkedHashMap<String, @Nullable Object>();
        steps.forEach((step, said) -> {
            var kept = new LinkedHashMap<String, @Nullable Object>();
            if (said instanceof Map<?, ?> answers) {
                answers.forEach((field, answer) -> {
                    if (paths.contains("steps." + step + "." + field)) {
                        kept.put(String.valueOf(field), answer);
                    }
                });
            }
            told.put(step, kept);
        });
        return told;
    }

    /** Whether something is paid back by it. */
    public boolean refunds() {
        return does(Effect.Refund.class);
    }

    /** Whether it brings an entry to an end. */
    public boolean ends() {
        return does(Effect.End.class);
    }

    /** Whether it takes away at once what somebody holds, even what is about to end. */
    boolean revokes() {
        return opens == Opens.OFFICIAL
                && effects.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(effect ->
                                effect instanceof Effect.End(var _, var status, var _) && REVOKED.equals(status));
    }

    private boolean does(Class<? extends Effect> kind) {
        return effects.values().stream().flatMap(List::stream).anyMatch(kind::isInstance);
    }

    /** The names that its conditions depend on, as paths like {@code parameters.renewal}. */
    public Set<String> uses() {
        return when.stream()
                .flatMap(condition -> condition.formula().uses().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What stands in the way of beginning it with an entry, as expressions see it, on a day. */
    List<Obstacle> obstacles(Map<String, @Nullable Object> entry, LocalDate on, Parameters parameters) {
        Object ended = entry.get("ended");
        if (ended != null && (!revokes() || ended.equals(REVOKED))) {
            return List.of(Obstacle.HAS_ENDED);
        }
        var context = new LinkedHashMap<String, @Nullable Object>();
        context.put("entry", entry);
        context.put("on", on);
        context.put("parameters", parameters.at(on).context());
        return when.stream()
                .flatMap(condition -> condition.obstacle(context, on).stream())
                .toList();
    }

    /** Who may begin a procedure. */
    public enum Opens {
        ANYONE,
        /** Only the holder of the entry. */
        HOLDER,
        OFFICIAL,
        /** Nobody: a process comes to it, and its rules decide with what officials have said before. */
        PROCESS,
        /** Anybody without an account, to learn what the rules say: no case comes of it, and no register is asked. */
        VISITOR
    }

    /**
     * What must hold of an entry before a procedure can be begun with it: a test, or a first day.
     *
     * @param formula a truth, or the day
     * @param day whether it is a day, from which on the procedure can be begun
     */
    record Condition(Formula formula, boolean day, String reason, String article) {

        /** What conditions may ask. */
        static final Set<String> ROOTS = Set.of("entry", "on", "parameters");

        /** As the procedure declares them. */
        static List<Condition> of(Declaration procedure) {
            if (procedure.has("when") && !procedure.has("register")) {
                procedure.get("when").refuse("\"when\" is about an entry: the procedure must name its \"register\"");
            }
            return procedure.list("when").stream()
                    .map(declared -> {
                        declared.allow("test", "from", "reason", "article");
                        boolean day = declared.has("from");
                        if (day == declared.has("test")) {
                            declared.refuse("say either what must be true in \"test\", or in \"from\" the first day");
                        }
                        Declaration formula = declared.get(day ? "from" : "test");
                        return new Condition(
                                Formula.of(formula, ROOTS), day, declared.text("reason"), declared.text("article"));
                    })
                    .toList();
        }

        /** What stands in the way; what can't be computed does. */
        Optional<Obstacle> obstacle(Map<String, ? extends @Nullable Object> context, LocalDate on) {
            if (!day) {
                return formula.holds(context) ? Optional.empty() : Optional.of(obstacle(null));
            }
            LocalDate from = formula.value(context) instanceof LocalDate first ? first : null;
            return from != null && !on.isBefore(from) ? Optional.empty() : Optional.of(obstacle(from));
        }

        private Obstacle obstacle(@Nullable LocalDate from) {
            return new Obstacle(reason, Optional.of(article), Optional.ofNullable(from));
        }
    }

    /**
     * Why something can't be done with an entry, whatever would be answered.
     *
     * @param reason code with words {@code reason.<code>}
     * @param article on which that rests; absent where what has ended simply has ended
     * @param from the first day on which it no longer stands in the way; absent where it always will
     */
    public record Obstacle(String reason, Optional<String> article, Optional<LocalDate> from) {

        /** The entry was brought to an end before its time: nothing more is done with it. */
        public static final String ENDED = "ended";

        public static final Obstacle HAS_ENDED = new Obstacle(ENDED, Optional.empty(), Optional.empty());
    }
}
