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
import java.util.regex.Pattern;
import java.util.stream.Stream;

import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.registers.DeclaredRegisters;

/**
 * What pages need: every word that a citizen may come to read, in every language and with the same placeholders, the
 * statuses and the payment that any case may come to, and forms that can be shown to those who fill them in.
 */
final class PageNeeds {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");
    private static final Set<String> CHOICES = Set.of("radios", "checkboxes", "select");
    /** Where a case may stand, whatever its rules say: an official looks at what they can't decide. */
    private static final Set<String> ALWAYS = Set.of("issued", "refused", "under_review");

    private final ServicePackage service;
    private final Declaration declared;
    private final Declaration forms;
    private final DeclaredRegisters registers;
    private final Set<String> needed = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    PageNeeds(ServicePackage service, Declaration declared, Declaration forms, DeclaredRegisters registers) {
        this.registers = registers;
        this.service = service;
        this.declared = declared;
        this.forms = forms;
    }

    List<Problem> problems() {
        needed.addAll(List.of("service.title", "service.summary", "service.description", "check.declaration"));
        declared.texts("audience").forEach(audience -> needed.add("audience." + audience));
        statuses();
        if (declared.has("reminder")) {
            needed.addAll(List.of("reminder.subject", "reminder.text"));
        }
        declared.map("results").keySet().forEach(result -> needed.add("result." + result));
        forms.map("forms").forEach(this::form);
        declared.map("procedures").values().stream()
                .flatMap(procedure -> procedure.list("when").stream())
                .forEach(condition -> needed.add("reason." + condition.text("reason")));
        course();
        Map<String, Text> english = texts(Language.EN);
        for (Language language : Language.values()) {
            Map<String, Text> texts = texts(language);
            String file = file(language);
            for (String key : needed) {
                if (!texts.containsKey(key)) {
                    problems.add(new Problem(file, near(texts, key), "the words \"" + key + "\" are missing"));
                }
            }
            compare(english, texts, file);
        }
        return problems;
    }

    /** What officials do, what the applicant reads meanwhile, and what a time limit is for. */
    private void course() {
        service.course().ifPresent(course -> {
            course.steps().keySet().forEach(step -> {
                needed.add("step." + step + ".title");
                needed.add("step." + step + ".waits");
                needed.add("step." + step + ".done");
                course.process().endedBy(step).ifPresent(_ -> needed.add("step." + step + ".silent"));
            });
            course.limits().keySet().forEach(limit -> needed.add("time_limit." + limit));
            course.process().acts().forEach(act -> needed.add("procedure." + act));
        });
    }

    private Stream<Course.Step> steps() {
        return service.course().stream().flatMap(course -> course.steps().values().stream());
    }

    private void statuses() {
        var statuses = new TreeSet<>(declared.texts("statuses"));
        for (String status : ALWAYS) {
            if (!statuses.contains(status)) {
                problems.add(new Problem(
                        "service.yaml",
                        declared.find("statuses").orElse(declared).line(),
                        "the status \"" + status + "\" is missing: any case can come to it"));
            }
        }
        if (service.procedures().stream().anyMatch(Procedure::isHandled) && !statuses.contains("withdrawn")) {
            problems.add(new Problem(
                    "service.yaml",
                    declared.find("statuses").orElse(declared).line(),
                    "the status \"withdrawn\" is missing: who asks can take back what people have yet to decide"));
        }
        if (service.waiting().isPresent() && service.procedures().stream().anyMatch(Procedure::isHandled)) {
            declared.get("waiting").refuse("what waits for a place is decided by the rules alone, not by a process");
        }
        boolean fee = service.rules().decisions().contains("Fee");
        if (!service.takesPayment() && (fee || refunds())) {
            declared.refuse("\"payment\" is missing, but "
                    + (refunds() ? "a procedure refunds" : "the rules decide on a fee")
                    + ": say which account it goes to and how long one may take to pay");
        }
        if (fee && !statuses.contains("awaiting_payment")) {
            problems.add(new Problem(
                    "service.yaml",
                    declared.find("statuses").orElse(declared).line(),
                    "the status \"awaiting_payment\" is missing, but the rules decide on a fee"));
        }
        boolean paidLater =
                fee && service.procedures().stream().anyMatch(procedure -> procedure.opens() == Procedure.Opens.HOLDER);
        if (paidLater && !statuses.contains("overtaken")) {
            problems.add(new Problem(
                    "service.yaml",
                    declared.find("statuses").orElse(declared).line(),
                    "the status \"overtaken\" is missing, but what a holder pays for may have ended by then"));
        }
        for (String status : statuses) {
            needed.add("status." + status + ".label");
            needed.add("status." + status + ".explanation");
        }
    }

    private boolean refunds() {
        return service.procedures().stream()
                .flatMap(procedure -> procedure.effects().values().stream())
                .flatMap(List::stream)
                .anyMatch(Effect.Refund.class::isInstance);
    }

    private void form(String name, Declaration form) {
        boolean official = service.procedures().stream()
                        .anyMatch(each -> each.opens() == Procedure.Opens.OFFICIAL
                                && each.form().filter(name::equals).isPresent())
                || steps().anyMatch(
                                step -> step.unit().isPresent() && step.form().equals(name));
        boolean applicant =
                steps().anyMatch(step -> step.unit().isEmpty() && step.form().equals(name));
        for (Declaration page : form.list("pages")) {
            if (official || applicant) {
                onePage(page);
            }
            if (official) {
                official(page);
            }
            page.list("facts").forEach(this::fact);
            page.find("repeat").flatMap(repeat -> repeat.optionalText("field")).ifPresent(group -> {
                needed.add("group." + group + ".item");
                needed.add("group." + group + ".another");
            });
            for (Declaration field : page.list("fields")) {
                String id = field.text("id");
                needed.add("field." + id + ".label");
                if (CHOICES.contains(field.text("type"))) {
                    field.texts("options").forEach(option -> needed.add("option." + id + "." + option));
                }
                field.list("validate").forEach(check -> needed.add("error." + id + "." + check.text("error")));
            }
        }
    }

    /** What is said in a process is said on one page, which has no room for lists. */
    private static void onePage(Declaration page) {
        page.find("repeat")
                .ifPresent(repeat -> repeat.refuse(
                        "this is answered on one page: nothing is asked there of each of several things"));
    }

    private static void official(Declaration page) {
        page.list("fields").stream()
                .filter(field -> field.text("type").equals("file"))
                .forEach(field -> field.refuse("an official answers this, and uploads no files"));
        page.list("fields").stream()
                .flatMap(field -> field.find("choices").stream())
                .forEach(choices -> choices.refuse("an official answers this, for whom no facts are looked up"));
    }

    /** A fact that is shown says something. */
    private void fact(Declaration fact) {
        String words = "fact." + fact.asText() + ".";
        Optional<Set<String>> fields = Optional.ofNullable(declared.map("facts").get(fact.asText()))
                .flatMap(source -> registers.fields(source.text("register")));
        if (fields.isPresent()
                && fields.get().stream()
                        .noneMatch(field -> service.words(Language.EN).has(words + field))) {
            fact.refuse("no words " + words + "<field> say what of it is shown");
        }
    }

    /** What one language says, the others say too, and about the same things. */
    private void compare(Map<String, Text> english, Map<String, Text> texts, String file) {
        english.forEach((key, text) -> {
            Text other = texts.get(key);
            if (other == null) {
                if (!needed.contains(key)) {
                    problems.add(new Problem(file, near(texts, key), "the words \"" + key + "\" are missing"));
                }
            } else if (!placeholders(text.text()).equals(placeholders(other.text()))) {
                problems.add(new Problem(
                        file,
                        other.line(),
                        "\"" + key + "\" has other placeholders than in " + file(Language.EN) + ": "
                                + placeholders(other.text()) + " instead of " + placeholders(text.text())));
            }
        });
        Text cost = texts.get("service.cost");
        if (cost != null) {
            var unknown = new TreeSet<>(placeholders(cost.text()));
            unknown.removeAll(declared.map("amounts").keySet());
            unknown.forEach(name -> problems.add(new Problem(
                    file,
                    cost.line(),
                    "\"service.cost\" wants {" + name + "}, which service.yaml has not among amounts")));
        }
        texts.forEach((key, text) -> {
            if (text.text().isBlank()) {
                problems.add(new Problem(file, text.line(), "\"" + key + "\" says nothing"));
            }
            if (!english.containsKey(key) && !needed.contains(key)) {
                problems.add(new Problem(
                        file, text.line(), "\"" + key + "\" stands here only; " + file(Language.EN) + " lacks it"));
            }
        });
    }

    private static Set<String> placeholders(String text) {
        var names = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private record Text(String text, int line) {}

    private Map<String, Text> texts(Language language) {
        String file = file(language);
        var texts = new LinkedHashMap<String, Text>();
        flatten("", Declaration.read(service.file(file).orElse(""), file, new ArrayList<>()), texts);
        return texts;
    }

    private static void flatten(String prefix, Declaration declared, Map<String, Text> texts) {
        declared.entries().forEach((key, value) -> {
            if (value.isMap()) {
                flatten(prefix + key + ".", value, texts);
            } else {
                texts.put(prefix + key, new Text(value.isList() ? "" : value.asText(), value.line()));
            }
        });
    }

    /** The line of what stands closest to where the missing words belong. */
    private static int near(Map<String, Text> texts, String key) {
        for (String part = key; part.contains("."); part = part.substring(0, part.lastIndexOf('.'))) {
            String prefix = part.substring(0, part.lastIndexOf('.') + 1);
            var beside = texts.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .reduce((_, last) -> last);
            if (beside.isPresent()) {
                return beside.get().getValue().line();
            }
        }
        return 1;
    }

    private static String file(Language language) {
        return "text." + language.tag() + ".yaml";
    }
}
