// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import polity.kernel.node.Declaration;
import polity.kernel.rules.Formula;

/** Reads service.yaml. */
final class ServiceFile {

    private static final Set<String> ALWAYS = Set.of("answers", "parameters", "at", "on", "applicant", "entry");
    private static final Set<String> ABOUT = Set.of("answers", "entry");
    /** Where a case may stand that has taken effect. */
    private static final List<String> EFFECTIVE = List.of("issued", "ending", "ended", "revoked");

    private static final String CODE = "[a-z][a-z0-9-]{0,59}";
    private static final String NAME = "[a-z][a-z0-9_]{0,59}";

    static final String FACTS = "facts";

    private final Declaration file;
    private final ZoneId place;

    ServiceFile(Declaration file, ZoneId place) {
        this.file = file;
        this.place = place;
    }

    Declared read() {
        file.allow(
                "code",
                "version",
                "unit",
                "topics",
                "audience",
                "legal_basis",
                "legal_period",
                "promised_period",
                "objection_period",
                "review_period",
                "statuses",
                "results",
                "currency",
                "amounts",
                "payment",
                "waiting",
                "reminder",
                "desk",
                "about",
                "held",
                "process",
                FACTS,
                WorkingDays.ROOT,
                "limits",
                "procedures");
        List<Declared.Fact> facts = facts();
        Map<String, Limit> limits = Limit.read(file);
        return new Declared(
                code(file, "code"),
                (int) file.number("version"),
                code(file, "unit"),
                file.texts("topics"),
                file.texts("audience"),
                file.texts("legal_basis"),
                terms(),
                file.texts("statuses"),
                results(),
                currency(),
                amounts(),
                file.find("payment").map(ServiceFile::payment),
                file.find("waiting").map(declared -> waiting(declared, limits.keySet())),
                file.find("reminder").map(ServiceFile::reminder),
                file.find("desk").map(ServiceFile::desk),
                file.find("about").map(about -> Formula.of(about, ABOUT)),
                file.texts("held"),
                place,
                WorkingDays.Between.read(file),
                facts,
                limits,
                procedures(limits.keySet()));
    }

    private List<Declared.Fact> facts() {
        var facts = new ArrayList<Declared.Fact>();
        file.map(FACTS).forEach((id, declared) -> {
            declared.allow("register", "where", "all", "fields", "purpose", "assumed");
            name(declared, id);
            var fact = new Declared.Fact(
                    id,
                    code(declared, "register"),
                    formulas(declared.get("where"), known()),
                    declared.flag("all"),
                    declared.texts("fields"),
                    declared.text("purpose"),
                    declared.find("assumed").map(assumed -> assumption(assumed, declared.flag("all"))));
            fact.needs().stream()
                    .filter(need ->
                            facts.stream().noneMatch(before -> before.id().equals(need)))
                    .forEach(need -> declared.get("where")
                            .refuse("The fact \"" + need + "\" must stand before \"" + id + "\", which needs it"));
            facts.add(fact);
        });
        return facts;
    }

    private static Declared.Assumption assumption(Declaration declared, boolean all) {
        return all
                ? new Declared.Assumption.Entries(Formula.of(declared, known()))
                : new Declared.Assumption.Entry(formulas(declared, known()));
    }

    private Map<String, Procedure> procedures(Set<String> limits) {
        var procedures = new LinkedHashMap<String, Procedure>();
        file.get("procedures").entries().forEach((code, declared) -> {
            declared.allow(
                    "opens",
                    "asks",
                    "article",
                    "register",
                    "when",
                    "form",
                    "limits",
                    "status",
                    "effects",
                    "explanation");
            for (Declaration limit : declared.list("limits")) {
                if (!limits.contains(limit.asText())) {
                    limit.refuse("there is no limit \"" + limit.asText() + "\"; declare it under limits");
                }
            }
            procedures.put(
                    code,
                    new Procedure(
                            code,
                            opens(declared),
                            declared.optionalText("asks"),
                            declared.optionalText("register"),
                            Procedure.Condition.of(declared),
                            declared.optionalText("form"),
                            declared.texts("limits"),
                            declared.optionalText("article"),
                            status(declared),
                            new EffectFile(this).effects(declared),
                            explanation(declared)));
        });
        return procedures;
    }

    private static Optional<Formula> explanation(Declaration procedure) {
        if (procedure.has("explanation")
                && !procedure.text("opens").equals("process")
                && !procedure.map("effects").containsKey(Determination.Outcome.REVIEW.word())) {
            procedure
                    .get("explanation")
                    .refuse("\"explanation\" is for what a process opens or decides; officials are asked for it");
        }
        return procedure.find("explanation").map(text -> Formula.of(text, Set.of("steps")));
    }

    private static Procedure.Opens visitor(Declaration declared) {
        if (!declared.has("asks") || declared.has("effects") || declared.has("register")) {
            declared.refuse(
                    "what a visitor opens is no case: it names in \"asks\" the procedure whose rules are asked, and"
                            + " has no effects and no register");
        }
        return Procedure.Opens.VISITOR;
    }

    private String status(Declaration procedure) {
        String status = procedure.optionalText("status").orElse("issued");
        if (!EFFECTIVE.contains(status)) {
            procedure.refuse("\"status\" is one of " + String.join(", ", EFFECTIVE));
        }
        return knownStatus(procedure, status);
    }

    String knownStatus(Declaration declared, String status) {
        if (!file.texts("statuses").contains(status)) {
            declared.refuse("\"" + status + "\" is none of the statuses");
        }
        return status;
    }

    private Waiting waiting(Declaration declared, Set<String> limits) {
        declared.allow("limit", "offer", "article", "answers");
        String limit = declared.text("limit");
        if (!limits.contains(limit)) {
            declared.get("limit").refuse("there is no limit \"" + limit + "\"; declare it under limits");
        }
        knownStatus(declared, "waiting");
        knownStatus(declared, "offered");
        return new Waiting(
                limit,
                duration(declared, "offer"),
                declared.text("article"),
                declared.has("answers") ? formulas(declared.get("answers"), roots()) : Map.of());
    }

    private static Desk desk(Declaration declared) {
        declared.allow("register", "search");
        return new Desk(code(declared, "register"), declared.texts("search"));
    }

    private static Reminder reminder(Declaration declared) {
        declared.allow("register", "before", "when", "procedure");
        return new Reminder(
                code(declared, "register"),
                duration(declared, "before"),
                Formula.of(declared.get("when"), Set.of("entry")),
                code(declared, "procedure"));
    }

    private static Procedure.Opens opens(Declaration declared) {
        return switch (declared.text("opens")) {
            case "anyone" -> Procedure.Opens.ANYONE;
            case "holder" -> Procedure.Opens.HOLDER;
            case "official" -> Procedure.Opens.OFFICIAL;
            case "visitor" -> visitor(declared);
            case "process" -> Procedure.Opens.PROCESS;
            default -> {
                declared.get("opens").refuse("\"opens\" is one of anyone, holder, official, visitor, process");
                yield Procedure.Opens.OFFICIAL;
            }
        };
    }

    private Map<String, ServicePackage.Term> terms() {
        var terms = new LinkedHashMap<String, ServicePackage.Term>();
        for (String name : List.of("legal_period", "promised_period", "objection_period", "review_period")) {
            file.find(name).ifPresent(declared -> {
                declared.allow("period", "from", "article");
                terms.put(
                        name,
                        new ServicePackage.Term(
                                declared.text("period"),
                                declared.text("from"),
                                declared.optionalText("article").orElse(null)));
            });
        }
        return terms;
    }

    private Map<String, ServicePackage.Retention> results() {
        var results = new LinkedHashMap<String, ServicePackage.Retention>();
        file.map("results").forEach((name, declared) -> {
            declared.allow("retention", "from");
            results.put(name, new ServicePackage.Retention(declared.text("retention"), declared.text("from")));
        });
        return results;
    }

    /** Amounts that the words about the service name, computed from the parameters of the day. */
    private Map<String, Formula> amounts() {
        var amounts = new LinkedHashMap<String, Formula>();
        file.map("amounts").forEach((name, formula) -> {
            name(formula, name);
            amounts.put(name, Formula.of(formula, Set.of("parameters", "on")));
        });
        return amounts;
    }

    private Currency currency() {
        String code = file.text("currency");
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            file.find("currency").ifPresent(declared -> declared.refuse("\"" + code + "\" is no ISO 4217 currency"));
            return Currency.getInstance("XXX");
        }
    }

    private static Declared.Payment payment(Declaration payment) {
        payment.allow("account", "expires", "later");
        Duration expires = duration(payment, "expires");
        return new Declared.Payment(
                payment.text("account"), expires, payment.has("later") ? duration(payment, "later") : expires);
    }

    private static Duration duration(Declaration declared, String key) {
        try {
            Duration duration = Duration.parse(declared.text(key));
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Said below, as for one that isn't positive.
        }
        declared.refuse("\"" + key + "\" is an ISO 8601 duration such as PT30M or P7D");
        return Duration.ZERO;
    }

    static Map<String, Formula> formulas(Declaration map, Set<String> roots) {
        var formulas = new LinkedHashMap<String, Formula>();
        map.entries().forEach((field, formula) -> formulas.put(field, Formula.of(formula, roots)));
        return formulas;
    }

    /** What is seen from the beginning, and these. */
    static Set<String> roots(String... more) {
        var roots = new LinkedHashSet<>(ALWAYS);
        roots.addAll(List.of(more));
        return roots;
    }

    /** What is seen once facts are known, and these. */
    static Set<String> known(String... more) {
        Set<String> roots = roots(more);
        roots.addAll(List.of(FACTS, WorkingDays.ROOT));
        return roots;
    }

    static String code(Declaration declared, String key) {
        String code = declared.text(key);
        if (!code.matches(CODE)) {
            declared.refuse("\"" + key + "\" is a code like parking-zones: small letters, digits and hyphens");
        }
        return code;
    }

    static void name(Declaration declared, String name) {
        if (!name.matches(NAME)) {
            declared.refuse("\"" + name + "\" must be a name like low_income: small letters, digits and underscores");
        }
    }
}
