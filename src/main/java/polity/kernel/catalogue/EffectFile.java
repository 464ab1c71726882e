// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import polity.kernel.node.Declaration;
import polity.kernel.rules.Formula;

/** Reads what decisions do, as the procedures of service.yaml declare it. */
final class EffectFile {

    private final ServiceFile file;

    EffectFile(ServiceFile file) {
        this.file = file;
    }

    /** By the outcome of the decision. */
    Map<Determination.Outcome, List<Effect>> effects(Declaration procedure) {
        var effects = new EnumMap<Determination.Outcome, List<Effect>>(Determination.Outcome.class);
        procedure.map("effects").forEach((word, list) -> {
            Optional<Determination.Outcome> outcome = Determination.Outcome.of(word);
            if (outcome.isEmpty()) {
                list.refuse("\"" + word + "\" is no outcome; outcomes are granted, refused, waiting, review");
                return;
            }
            if (outcome.get() == Determination.Outcome.REVIEW
                    && list.items().stream().anyMatch(each -> !each.text("do").equals("process") || each.has("when"))) {
                list.refuse("what officials still have to decide begins the process, always, and does nothing else");
            }
            effects.put(
                    outcome.get(),
                    list.items().stream()
                            .map(this::effect)
                            .flatMap(Optional::stream)
                            .toList());
        });
        return effects;
    }

    private Optional<Effect> effect(Declaration declared) {
        Set<String> roots = ServiceFile.known("counts", "decision", "case", "steps");
        Formula when =
                declared.find("when").map(test -> Formula.of(test, roots)).orElse(null);
        return switch (declared.text("do")) {
            case "register" -> {
                declared.allow("do", "when", "register", "entry", "from", "to");
                yield Optional.of(new Effect.Register(
                        ServiceFile.code(declared, "register"),
                        ServiceFile.formulas(
                                declared.get("entry"),
                                ServiceFile.known("counts", "decision", "case", "steps", Effect.SERIAL)),
                        Formula.of(declared.get("from"), roots),
                        declared.find("to").map(to -> Formula.of(to, roots)).orElse(null),
                        when));
            }
            case "amend" -> {
                declared.allow("do", "when", "register", "where", "entry");
                if (declared.has("register") != declared.has("where")) {
                    declared.refuse("other entries are amended by \"register\" and \"where\" together");
                }
                Map<String, Formula> changes = ServiceFile.formulas(declared.get("entry"), roots);
                yield Optional.of(
                        declared.has("register") && declared.has("where")
                                ? new Effect.AmendFound(
                                        ServiceFile.code(declared, "register"),
                                        ServiceFile.formulas(declared.get("where"), roots),
                                        changes,
                                        when)
                                : new Effect.Amend(changes, when));
            }
            case "end" -> {
                declared.allow("do", "when", "at", "status");
                yield Optional.of(new Effect.End(
                        Formula.of(declared.get("at"), roots),
                        declared.optionalText("status")
                                .map(status -> file.knownStatus(declared, status))
                                .orElse(null),
                        when));
            }
            case "document", "replace-document" -> {
                declared.allow("do", "when", "template", "number", "shows");
                yield Optional.of(new Effect.Document(
                        declared.text("template"),
                        Formula.of(declared.get("number"), roots),
                        declared.texts("shows"),
                        declared.text("do").equals("replace-document"),
                        when));
            }
            case "revoke-document" -> {
                declared.allow("do", "when", "at", "reason");
                String reason = declared.optionalText("reason").orElse("ended");
                if (!reason.equals("ended") && !reason.equals("revoked")) {
                    declared.refuse("\"reason\" is ended or revoked");
                }
                yield Optional.of(new Effect.RevokeDocument(
                        declared.find("at").map(last -> Formula.of(last, roots)).orElse(null), reason, when));
            }
            case "refund" -> {
                declared.allow("do", "when", "amount");
                yield Optional.of(new Effect.Refund(Formula.of(declared.get("amount"), roots), when));
            }
            case "process" -> {
                declared.allow("do", "when");
                yield Optional.of(new Effect.Begin(when));
            }
            case "message" -> {
                declared.allow("do", "when", "name");
                yield Optional.of(new Effect.Message(declared.text("name"), when));
            }
            default -> {
                declared.refuse("\"do\" is one of register, amend, end, document, replace-document, revoke-document,"
                        + " refund, process, message");
                yield Optional.empty();
            }
        };
    }
}
