// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import polity.kernel.node.Declaration;
import polity.kernel.rules.Feel;
import polity.kernel.rules.Formula;

/**
 * What somebody asks of a service.
 *
 * @param at the instant of submission, on which rules, parameters and facts are taken
 * @param answers the form's answers by field
 * @param applicant id of the person who asks, as registers name persons; absent for a visitor who only wants to know
 * @param entry the register entry that the procedure works on, with {@code valid_from} and {@code valid_to}
 * @param steps what officials have said in the steps of the process that asks, by step and question; none where none asks
 */
public record Asked(
        String procedure,
        Instant at,
        Map<String, @Nullable Object> answers,
        @Nullable String applicant,
        String applicantName,
        @Nullable Map<String, @Nullable Object> entry,
        Map<String, @Nullable Object> steps) {

    /** What no process asks. */
    public Asked(
            String procedure,
            Instant at,
            Map<String, @Nullable Object> answers,
            @Nullable String applicant,
            String applicantName,
            @Nullable Map<String, @Nullable Object> entry) {
        this(procedure, at, answers, applicant, applicantName, entry, Map.of());
    }

    /**
     * What the expressions at one place of a package may name, by root: the members of each, none meaning that any will do.
     * The compiler knows the roots only; a misspelt member would silently be absent.
     */
    record Scope(Map<String, Set<String>> roots) {

        private static final Set<String> DECISION =
                Set.of("outcome", "fee", "refund", "from", "to", "reasons", "derivation");

        static Scope of(Set<String> answers, Set<String> facts, Set<String> parameters) {
            var roots = new LinkedHashMap<String, Set<String>>();
            roots.put("answers", answers);
            roots.put("facts", facts);
            roots.put("parameters", parameters);
            roots.put("at", Set.of());
            roots.put("on", Set.of());
            roots.put("applicant", Set.of("person", "name"));
            roots.put("entry", Set.of());
            return new Scope(roots);
        }

        Scope with(String root, Set<String> members) {
            var more = new LinkedHashMap<>(roots);
            more.put(root, members);
            return new Scope(more);
        }

        /** After the rules have run. */
        Scope decided(Set<String> counts) {
            return with("counts", counts).with("decision", DECISION).with("case", Set.of("id", "reference"));
        }

        /** Refuses, at its place, an expression that names what isn't there; one that doesn't compile is refused elsewhere. */
        void check(Declaration declared) {
            uses(declared.asText()).forEach(path -> fault(path).ifPresent(declared::refuse));
        }

        private Set<String> uses(String expression) {
            return Feel.compile(expression, roots.keySet()) instanceof Feel.Compilation.Compiled(var compiled)
                    ? compiled.uses()
                    : Set.of();
        }

        /** Why a path can't be named, or nothing. */
        Optional<String> fault(String path) {
            int dot = path.indexOf('.');
            String root = dot < 0 ? path : path.substring(0, dot);
            Set<String> members = roots.get(root);
            if (members == null || dot < 0 || !declares(root, members)) {
                return Optional.empty();
            }
            String rest = path.substring(dot + 1);
            boolean known = members.stream()
                    .anyMatch(member ->
                            rest.equals(member) || rest.startsWith(member + ".") || member.startsWith(rest + "."));
            return known
                    ? Optional.empty()
                    : Optional.of("there is no \"" + path + "\"; " + root + " has "
                            + (members.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(members))));
        }

        private static boolean declares(String root, Set<String> members) {
            return !members.isEmpty()
                    || Set.of("answers", "facts", "parameters", "counts", "steps", WorkingDays.ROOT)
                            .contains(root);
        }

        /** The names of a compiled formula that can't be named here. */
        void check(Formula formula, Declaration at) {
            formula.uses().forEach(path -> fault(path).ifPresent(at::refuse));
        }
    }
}
