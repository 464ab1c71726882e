// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import polity.kernel.law.Citation;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.registers.DeclaredRegisters;

/**
 * Whether the files of a package agree with each other and with the registers: what one names, another has. Each file by
 * itself is in order when this is asked.
 */
final class Consistency {

    private static final String SERVICE = "service.yaml";
    private static final Set<String> RULE_INPUTS = Set.of(
            "answers",
            "facts",
            WorkingDays.ROOT,
            "counts",
            "parameters",
            "at",
            "on",
            "applicant",
            "entry",
            "procedure",
            "steps");
    private static final Set<String> ENTRY_OF_ITS_OWN = Set.of("id", "valid_from", "valid_to", "ended");
    private static final String PERIOD = "P(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D|\\d+WD)?(T(\\d+H)?(\\d+M)?)?";

    private final ServicePackage service;
    private final DeclaredRegisters registers;
    private final List<Problem> problems = new ArrayList<>();
    private final Declaration declared;
    private final Declaration forms;
    private final Map<String, Set<String>> answers = new LinkedHashMap<>();

    Consistency(ServicePackage service, DeclaredRegisters registers) {
        this.service = service;
        this.registers = registers;
        this.declared = Declaration.read(service.file(SERVICE).orElse(""), SERVICE, problems);
        this.forms = Declaration.read(service.file("form.yaml").orElse(""), "form.yaml", problems);
    }

    List<Problem> problems() {
        forms.map("forms").forEach((id, form) -> answers.put(id, fields(form)));
        rules();
        workingDays();
        facts();
        limits();
        further();
        declared.map("procedures").forEach(this::procedure);
        forms.map("forms").forEach(this::form);
        course();
        law();
        templates();
        problems.addAll(new PageNeeds(service, declared, forms, registers).problems());
        return problems;
    }

    private static Set<String> fields(Declaration form) {
        var fields = new LinkedHashSet<String>();
        for (Declaration page : form.list("pages")) {
            Optional<Declaration> repeat = page.find("repeat").filter(Declaration::isMap);
            if (repeat.isPresent()) {
                repeat.get().optionalText("field").ifPresent(fields::add);
            }
            page.list("fields").forEach(field -> field.optionalText("id").ifPresent(fields::add));
        }
        return fields;
    }

    private void rules() {
        service.rules().inputs().keySet().stream()
                .filter(input -> !RULE_INPUTS.contains(input))
                .forEach(input -> problems.add(new Problem(
                        "rules.dmn",
                        line("rules.dmn", "name=\"" + input + "\""),
                        "no case has the input \"" + input + "\"; rules can ask for "
                                + String.join(", ", new TreeSet<>(RULE_INPUTS)))));
        if (!service.rules().decisions().contains("Outcome")) {
            problems.add(new Problem("rules.dmn", 1, "the decision \"Outcome\" is missing"));
        }
    }

    private Set<String> everyAnswer() {
        var all = new LinkedHashSet<String>();
        answers.values().forEach(all::addAll);
        return all;
    }

    private Set<String> parameters() {
        return service.parameters().changes().keySet();
    }

    /** What expressions may name that see these answers and facts. */
    private Asked.Scope scope(Set<String> answered, Set<String> facts) {
        return Asked.Scope.of(answered, members(facts), parameters())
                .with(WorkingDays.ROOT, declared.map(WorkingDays.ROOT).keySet());
    }

    private void workingDays() {
        Asked.Scope scope = Asked.Scope.of(everyAnswer(), Set.of(), parameters());
        declared.map(WorkingDays.ROOT).values().forEach(days -> {
            days.find("after").ifPresent(scope::check);
            days.find("before").ifPresent(scope::check);
        });
    }

    private void facts() {
        var earlier = new LinkedHashSet<String>();
        declared.map("facts").forEach((id, fact) -> {
            Asked.Scope scope = scope(everyAnswer(), earlier);
            fact.map("where").values().forEach(scope::check);
            fact.find("assumed").ifPresent(assumed -> {
                if (assumed.isMap()) {
                    assumed.entries().values().forEach(scope::check);
                } else {
                    scope.check(assumed);
                }
            });
            lookUp(fact);
            registers
                    .fields(fact.text("register"))
                    .ifPresent(fields -> fact.list("fields").stream()
                            .filter(field -> !fields.contains(field.asText()))
                            .forEach(field -> field.refuse("the register has no field \"" + field.asText() + "\"")));
            citation(fact, "purpose");
            earlier.add(id);
        });
    }

    private void limits() {
        Asked.Scope scope = scope(everyAnswer(), factIds());
        declared.map("limits").forEach((id, limit) -> {
            limit.find("key").ifPresent(scope::check);
            limit.find("takes").ifPresent(scope::check);
            limit.map("where").values().forEach(scope::check);
            lookUp(limit);
            Limit.checkSum(limit, registers);
        });
    }

    /** What the words say of amounts, who waits, who is reminded and what officials look for. */
    private void further() {
        Asked.Scope scope = scope(everyAnswer(), factIds());
        declared.map("amounts").values().forEach(scope::check);
        declared.find("waiting").ifPresent(waiting -> {
            waiting.map("answers").forEach((field, formula) -> {
                scope.check(formula);
                if (!everyAnswer().contains(field)) {
                    formula.refuse("no form asks for \"" + field + "\"");
                }
            });
            citation(waiting, "article");
        });
        declared.find("reminder").ifPresent(reminder -> {
            String register = reminder.text("register");
            if (registers.fields(register).isEmpty()) {
                noRegister(reminder, register);
            } else {
                reminder.find("when")
                        .ifPresent(scope.with(
                                "entry", with(registers.fields(register).get()))::check);
            }
            if (!declared.map("procedures").containsKey(reminder.text("procedure"))) {
                reminder.refuse("there is no procedure \"" + reminder.text("procedure") + "\"");
            }
        });
        declared.find("about")
                .ifPresent(Asked.Scope.of(everyAnswer(), Set.of(), Set.of()).with("entry", heldFields())::check);
        declared.list("held").stream()
                .filter(field -> !heldFields().contains(field.asText()))
                .forEach(field ->
                        field.refuse("no register of what holders have has a field \"" + field.asText() + "\""));
        declared.find("desk").ifPresent(desk -> {
            Optional<Set<String>> fields = registers.fields(desk.text("register"));
            if (fields.isEmpty()) {
                noRegister(desk, desk.text("register"));
            }
            desk.list("search").stream()
                    .filter(field -> fields.isPresent() && !fields.get().contains(field.asText()))
                    .forEach(field -> field.refuse("the register has no field \"" + field.asText() + "\""));
        });
    }

    /** The fields of the registers whose entries holders do something with. */
    private Set<String> heldFields() {
        var all = new LinkedHashSet<String>();
        declared.map("procedures").values().stream()
                .filter(procedure -> procedure.text("opens").equals("holder"))
                .flatMap(procedure -> procedure.optionalText("register").stream())
                .flatMap(register -> registers.fields(register).stream())
                .forEach(all::addAll);
        return all;
    }

    private Set<String> factIds() {
        return declared.map("facts").keySet();
    }

    /** Facts with the fields of their registers: {@code residence.zone}. */
    private Set<String> members(Set<String> facts) {
        var members = new LinkedHashSet<String>();
        for (String id : facts) {
            Declaration fact = declared.get("facts").get(id);
            Optional<Set<String>> fields = registers.fields(fact.text("register"));
            if (fact.flag("all") || fields.isEmpty()) {
                members.add(id);
            } else {
                fields.get().forEach(field -> members.add(id + "." + field));
                ENTRY_OF_ITS_OWN.forEach(field -> members.add(id + "." + field));
            }
        }
        return members;
    }

    private void lookUp(Declaration look) {
        String register = look.text("register");
        if (registers.fields(register).isEmpty()) {
            noRegister(look, register);
        } else if (!registers.findsBy(register, look.map("where").keySet())) {
            look.find("where")
                    .orElse(look)
                    .refuse("the register \"" + register + "\" isn't looked up by "
                            + String.join(", ", look.map("where").keySet()) + "; its look-ups are "
                            + registers.lookUps(register));
        }
    }

    static void noRegister(Declaration at, String register) {
        at.find("register").orElse(at).refuse("there is no register \"" + register + "\" in the folder registers");
    }

    private void procedure(String code, Declaration procedure) {
        Optional<String> register = procedure.optionalText("register");
        if (procedure.text("opens").equals("holder") && register.isEmpty()) {
            procedure.refuse("its holder opens it, so that it works on an entry: name its \"register\"");
        }
        citation(procedure, "article");
        register.filter(name -> registers.fields(name).isEmpty()).ifPresent(name -> noRegister(procedure, name));
        Set<String> own = procedure
                .optionalText("form")
                .map(form -> answers.getOrDefault(form, Set.of()))
                .orElse(everyAnswer());
        Asked.Scope scope =
                stepped(scope(own, factIds())).decided(declared.map("limits").keySet());
        Asked.Scope withEntry = register.flatMap(registers::fields)
                .map(fields -> scope.with("entry", with(fields)))
                .orElse(scope);
        Asked.Scope before = Asked.Scope.of(Set.of(), Set.of(), parameters())
                .with("entry", withEntry.roots().getOrDefault("entry", Set.of()));
        procedure.find("explanation").ifPresent(scope::check);
        procedure.list("when").forEach(condition -> {
            condition.find("test").or(() -> condition.find("from")).ifPresent(before::check);
            citation(condition, "article");
        });
        var effects = new EffectCheck(service, registers, register, withEntry);
        procedure.map("effects").values().forEach(declared -> effects.check(declared.items()));
    }

    static Set<String> with(Set<String> fields) {
        var all = new LinkedHashSet<>(fields);
        all.addAll(ENTRY_OF_ITS_OWN);
        return all;
    }

    private void form(String id, Declaration form) {
        Asked.Scope all = scope(answers.getOrDefault(id, Set.of()), factIds());
        Asked.Scope scope = service.course().filter(course -> course.asks(id)).isPresent()
                ? stepped(all)
                : all.with("steps", Set.of());
        for (Declaration page : form.list("pages")) {
            page.find("when").ifPresent(scope::check);
            for (Declaration fact : page.list("facts")) {
                if (!factIds().contains(fact.asText())) {
                    fact.refuse("there is no fact \"" + fact.asText() + "\" in service.yaml");
                }
            }
            page.list("fields").forEach(field -> field.find("choices").ifPresent(this::choices));
            // Within a repeated page expressions see one member of its list besides: only the compiler knows how.
            for (Declaration field : page.has("repeat") ? List.<Declaration>of() : page.list("fields")) {
                field.find("when").ifPresent(scope::check);
                field.find("prefill").ifPresent(scope::check);
                field.list("validate").forEach(check -> check.find("test").ifPresent(scope::check));
            }
        }
    }

    private void choices(Declaration choices) {
        String of = choices.text("of");
        Optional<Declaration> fact = Optional.of(of.substring(of.indexOf('.') + 1))
                .filter(id -> factIds().contains(id))
                .map(id -> declared.get("facts").get(id));
        if (fact.isEmpty() || !fact.get().flag("all")) {
            choices.refuse("\"" + of + "\" is no fact with \"all: true\" in service.yaml");
            return;
        }
        Set<String> fields = with(registers.fields(fact.get().text("register")).orElse(Set.of()));
        Declaration label = choices.get("label");
        Stream.concat(
                        choices.find("value").stream(),
                        label.isMap() ? label.entries().values().stream() : Stream.of(label))
                .filter(field -> !fields.contains(field.asText()))
                .forEach(field ->
                        field.refuse("the register of \"" + of + "\" has no field \"" + field.asText() + "\""));
    }

    private void course() {
        Set<String> sent = effects()
                .filter(Effect.Message.class::isInstance)
                .map(effect -> ((Effect.Message) effect).name())
                .collect(Collectors.toSet());
        var begun = Course.Begun.by(service.procedures());
        Optional<Course> course = service.course();
        if (course.isPresent()) {
            Asked.Scope scope =
                    stepped(scope(everyAnswer(), factIds())).decided(Set.of()).with("procedure", Set.of());
            problems.addAll(course.get()
                    .problems(service, declared, new Course.Around(answers.keySet(), sent, begun, scope, this::line)));
        } else if (begun.ever() || !sent.isEmpty()) {
            declared.refuse("there is no process: the file " + Course.FILE + " is missing");
        }
    }

    /** With what officials say in the steps of the process. */
    private Asked.Scope stepped(Asked.Scope scope) {
        var said = new LinkedHashSet<String>();
        service.course()
                .map(Course::steps)
                .orElse(Map.of())
                .forEach((id, step) ->
                        answers.getOrDefault(step.form(), Set.of()).forEach(field -> said.add(id + "." + field)));
        return scope.with("steps", said);
    }

    private Stream<Effect> effects() {
        return service.procedures().stream()
                .flatMap(procedure -> procedure.effects().values().stream())
                .flatMap(List::stream);
    }

    private void law() {
        declared.list("legal_basis").forEach(Consistency::cited);
        for (String name : List.of("legal_period", "promised_period", "objection_period", "review_period")) {
            declared.find(name).ifPresent(term -> {
                citation(term, "article");
                period(term, "period");
            });
        }
        declared.map("results").values().forEach(result -> period(result, "retention"));
    }

    static void period(Declaration declared, String key) {
        String period = declared.text(key);
        if (!period.matches(PERIOD) || period.length() < 3 || period.endsWith("T")) {
            declared.refuse("\"" + key + "\" is an ISO 8601 period such as P1M or PT30M, in working days P10WD");
        }
    }

    static void citation(Declaration declared, String key) {
        declared.find(key).ifPresent(Consistency::cited);
    }

    private static void cited(Declaration citation) {
        if (Citation.parse(citation.asText()).isEmpty()) {
            citation.refuse("\"" + citation.asText() + "\" cites no article; write it like parking-order:3(1)");
        }
    }

    private void templates() {
        for (String name : new TreeSet<>(service.files().keySet())) {
            if (name.endsWith(".html")) {
                Asked.Scope scope = scope(everyAnswer(), factIds())
                        .decided(declared.map("limits").keySet())
                        .with("document", Set.of("number", "code", "verify_address", "verify_page", "language"));
                problems.addAll(new Letter.Check(name, service.file(name).orElse(""), scope)
                        .problems(service.words(Language.EN), service.words(Language.ZH_HANS)));
            }
        }
    }

    private int line(String file, String text) {
        String whole = service.file(file).orElse("");
        int at = whole.indexOf(text);
        return at < 0 ? 1 : (int) whole.substring(0, at).lines().count();
    }
}
