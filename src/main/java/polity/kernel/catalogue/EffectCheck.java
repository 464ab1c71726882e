// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import polity.kernel.node.Declaration;
import polity.kernel.registers.DeclaredRegisters;

/**
 * Whether the effects of a procedure agree with the registers, with its templates and with each other.
 *
 * @param ofProcedure the register whose entry it works on
 * @param scope what their expressions may name
 */
record EffectCheck(
        ServicePackage service, DeclaredRegisters registers, Optional<String> ofProcedure, Asked.Scope scope) {

    private static final Set<String> NEED_AN_ENTRY =
            Set.of("amend", "end", "revoke-document", "replace-document", "refund");

    private static final String WHEN = "when";

    /** Those of one outcome, in their order. */
    void check(List<Declaration> effects) {
        endsWhatItRevokes(effects);
        Asked.Scope now = scope;
        for (Declaration effect : effects) {
            effect(effect, now);
            if (ofProcedure.isEmpty() && effect.text("do").equals("register")) {
                now = registers
                        .fields(effect.text("register"))
                        .map(fields -> scope.with("entry", Consistency.with(fields)))
                        .orElse(scope);
            }
        }
        entries(effects);
        shown(effects);
    }

    /** Whichever of them happens first gives the case its entry, which is looked for in one register. */
    private void entries(List<Declaration> effects) {
        var before = new ArrayList<Declaration>();
        for (Declaration effect : effects) {
            String does = effect.text("do");
            if (does.equals("register")) {
                if (before.stream().allMatch(other -> other.has(WHEN))
                        && before.stream().anyMatch(other -> !other.text(does).equals(effect.text(does)))) {
                    effect.get(does)
                            .refuse("this may be the entry of the case, or the one before it, as \"when\" says: both"
                                    + " must be of one register");
                }
                before.add(effect);
            } else if (ofProcedure.isEmpty() && does.endsWith("document") && !certain(effect, before)) {
                effect.refuse("a document certifies an entry: before it stands no \"do: register\" that happens"
                        + " whenever this does");
            }
        }
    }

    /** Whether one of these makes an entry where this one happens; of several conditions one may always hold. */
    private static boolean certain(Declaration effect, List<Declaration> before) {
        Optional<String> when = effect.optionalText(WHEN);
        return before.size() > 1
                || before.stream()
                        .map(other -> other.optionalText(WHEN))
                        .anyMatch(other -> other.isEmpty() || other.equals(when));
    }

    /** What everybody sees who verifies a document is open in the register anyway. */
    private void shown(List<Declaration> effects) {
        Optional<String> certified = ofProcedure.or(() -> effects.stream()
                .flatMap(effect -> effect.optionalText("register").stream())
                .findFirst());
        Set<String> open = certified.map(registers::open).orElse(Set.of());
        effects.stream()
                .flatMap(effect -> effect.list("shows").stream())
                .filter(field -> !open.contains(field.asText()))
                .forEach(field -> field.refuse("\"" + field.asText() + "\" is no public field of the register \""
                        + certified.orElse("") + "\": only those may be shown to everybody"));
    }

    /** What has no document any more can't be renewed or changed: it must have ended too. */
    private static void endsWhatItRevokes(List<Declaration> all) {
        if (all.stream().noneMatch(effect -> effect.text("do").equals("end"))) {
            all.stream()
                    .filter(effect -> effect.text("do").equals("revoke-document"))
                    .forEach(effect -> effect.refuse(
                            "whoever revokes a document ends what it certifies: \"do: end\" is missing beside it"));
        }
    }

    private void effect(Declaration effect, Asked.Scope now) {
        String does = effect.text("do");
        effect.map("entry").values().forEach(now::check);
        effect.map("where").values().forEach(now::check);
        for (String key : List.of("from", "to", "at", "amount", "number", WHEN)) {
            effect.find(key).ifPresent(now::check);
        }
        if (NEED_AN_ENTRY.contains(does) && ofProcedure.isEmpty()) {
            effect.refuse("\"" + does + "\" works on an entry: the procedure must name its \"register\"");
        }
        effect.optionalText("template")
                .filter(template -> service.file(template + ".html").isEmpty())
                .ifPresent(template -> effect.refuse("there is no template " + template + ".html"));
        if (Set.of("register", "amend", "end").contains(does)) {
            Optional.of(effect.optionalText("register").or(() -> ofProcedure).orElse(""))
                    .filter(register -> registers.fields(register).isPresent() && !registers.given(register))
                    .ifPresent(register -> effect.refuse("services give no entries of the register \"" + register
                            + "\": others keep it, or \"given: true\" is missing in its register.yaml"));
        }
        if (does.equals("register")) {
            entry(effect, effect.text("register"), true);
        } else if (does.equals("amend")) {
            effect.optionalText("register").or(() -> ofProcedure).ifPresent(register -> entry(effect, register, false));
            found(effect);
        }
    }

    /** Other entries than that of the procedure are found as facts are: by a declared look-up. */
    private void found(Declaration effect) {
        effect.optionalText("register")
                .filter(register -> registers.fields(register).isPresent()
                        && !registers.findsBy(register, effect.map("where").keySet()))
                .ifPresent(register -> effect.refuse("the register \"" + register + "\" isn't looked up by "
                        + String.join(", ", effect.map("where").keySet()) + "; its look-ups are "
                        + registers.lookUps(register)));
    }

    private void entry(Declaration effect, String register, boolean whole) {
        Optional<Set<String>> fields = registers.fields(register);
        if (fields.isEmpty()) {
            Consistency.noRegister(effect, register);
            return;
        }
        Map<String, Declaration> given = effect.map("entry");
        given.forEach((field, formula) -> {
            if (!fields.get().contains(field)) {
                formula.refuse("the register \"" + register + "\" has no field \"" + field + "\"");
            }
        });
        registers.key(register).stream()
                .filter(field -> whole && !given.containsKey(field))
                .forEach(field -> effect.refuse(
                        "an entry of the register \"" + register + "\" needs the field \"" + field + "\""));
    }
}
