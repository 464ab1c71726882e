// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import polity.kernel.forms.FormDefinition;
import polity.kernel.node.Declaration;
import polity.kernel.node.Problem;
import polity.kernel.page.Language;
import polity.kernel.page.Words;
import polity.kernel.rules.Evaluation;
import polity.kernel.rules.Parameters;
import polity.kernel.rules.RuleSet;

/** A whole public service, as its package says: immutable, and kept for as long as a case needs it. */
public final class ServicePackage {

    private static final String VISITOR = "visitor";
    private static final Logger LOG = LoggerFactory.getLogger(ServicePackage.class);

    private final Declared declared;
    private final WorkingDays workingDays;
    private final List<List<Declared.Fact>> waves;
    private final RuleSet rules;
    private final Parameters parameters;
    private final Map<String, FormDefinition> forms;
    private final Map<Language, Words> words;
    private final Map<String, String> files;
    private final String digest;
    private final Optional<Course> course;
    // The page about the service is the most read one, and its amounts change at most once a day.
    private volatile @Nullable DayAmounts dayAmounts;

    ServicePackage(
            Declared declared,
            WorkingDays workingDays,
            RuleSet rules,
            Parameters parameters,
            Map<String, FormDefinition> forms,
            Map<Language, Words> words,
            Map<String, String> files,
            String digest,
            Optional<Course> course) {
        this.declared = declared;
        this.workingDays = workingDays;
        this.waves = Declared.waves(declared.facts());
        this.rules = rules;
        this.parameters = parameters;
        this.forms = Map.copyOf(forms);
        this.words = Map.copyOf(words);
        this.files = Map.copyOf(files);
        this.digest = digest;
        this.course = course;
    }

    /** The same service under other rules. */
    public ServicePackage with(RuleSet otherRules, Parameters otherParameters) {
        return new ServicePackage(
                declared, workingDays, otherRules, otherParameters, forms, words, files, digest, course);
    }

    /** The same service with another service.yaml, if that is in order. */
    public Optional<ServicePackage> with(String serviceFile) {
        var problems = new ArrayList<Problem>();
        Declared other = new ServiceFile(Declaration.read(serviceFile, "service.yaml", problems), place()).read();
        return problems.isEmpty()
                ? Optional.of(
                        new ServicePackage(other, workingDays, rules, parameters, forms, words, files, digest, course))
                : Optional.empty();
    }

    Declared declared() {
        return declared;
    }

    public RuleSet rules() {
        return rules;
    }

    public Parameters parameters() {
        return parameters;
    }

    /** A period that the service is bound to, such as {@code P10WD} from an event, and the article it rests on. */
    public record Term(String period, String from, @Nullable String article) {}

    /** How long what a case leaves is kept. */
    public record Retention(String period, String from) {}

    public String code() {
        return declared.code();
    }

    public int version() {
        return declared.version();
    }

    /** SHA-256 of all files of the package. */
    public String digest() {
        return digest;
    }

    public String unit() {
        return declared.unit();
    }

    public List<String> topics() {
        return declared.topics();
    }

    public List<String> audience() {
        return declared.audience();
    }

    public List<String> legalBasis() {
        return declared.legalBasis();
    }

    /** A period by its name: legal_period, promised_period, objection_period, review_period. */
    public Optional<Term> term(String name) {
        return Optional.ofNullable(declared.terms().get(name));
    }

    public Currency currency() {
        return declared.currency();
    }

    /** Amounts that words name, in minor units, as they are on the day; {@code least} and {@code most} bound the fee. */
    public Map<String, Long> amounts(Instant at) {
        java.time.LocalDate day = day(at);
        DayAmounts known = dayAmounts;
        if (known == null || !known.day().equals(day)) {
            Map<String, Object> context =
                    Map.of("parameters", parameters.at(day).context(), "on", day);
            var amounts = new LinkedHashMap<String, Long>();
            Declared.values(declared.amounts(), context).forEach((name, amount) -> {
                if (amount instanceof Number number) {
                    amounts.put(name, new java.math.BigDecimal(number.toString()).longValue());
                }
            });
            known = new DayAmounts(day, Map.copyOf(amounts));
            dayAmounts = known;
        }
        return known.amounts();
    }

    private record DayAmounts(java.time.LocalDate day, Map<String, Long> amounts) {}

    /** Whether a fee can arise. */
    public boolean takesPayment() {
        return declared.payment().isPresent();
    }

    /** The account of the ledger that fees go to. */
    public String paymentAccount() {
        return declared.payment().map(Declared.Payment::account).orElseThrow(() -> new Declared.TakesNoPayment(code()));
    }

    /** How long a place is held for somebody who hasn't paid; no time where nothing is ever to be paid. */
    public java.time.Duration paymentExpires() {
        return declared.payment().map(Declared.Payment::expires).orElse(java.time.Duration.ZERO);
    }

    /** How long a place is held for somebody who learns only later that he may pay. */
    public java.time.Duration paymentLater() {
        return declared.payment().map(Declared.Payment::later).orElse(java.time.Duration.ZERO);
    }

    /** How its waiting list is served, if it has one. */
    public Optional<Waiting> waiting() {
        return declared.waiting();
    }

    /** How officials find what somebody holds. */
    public Optional<Desk> desk() {
        return declared.desk();
    }

    /** What tells a case from others of the service, such as a number that was given; absent where nothing does. */
    public Optional<String> about(
            Map<String, @Nullable Object> answers, @Nullable Map<String, @Nullable Object> entry) {
        var context = new LinkedHashMap<String, @Nullable Object>();
        context.put("answers", answers);
        context.put("entry", entry);
        return declared.about().map(formula -> formula.value(context)).map(Object::toString);
    }

    /** The fields of an entry that its holder reads; none are named where he reads all of them. */
    public List<String> held() {
        return declared.held();
    }

    /** When holders are reminded that what they hold ends. */
    public Optional<Reminder> reminder() {
        return declared.reminder();
    }

    public ZoneId place() {
        return declared.place();
    }

    public Words words(Language language) {
        return words.getOrDefault(language, words.values().iterator().next());
    }

    public Optional<Procedure> procedure(String code) {
        return Optional.ofNullable(declared.procedures().get(code));
    }

    public List<Procedure> procedures() {
        return List.copyOf(declared.procedures().values());
    }

    public Optional<FormDefinition> form(String procedure) {
        return procedure(procedure).flatMap(Procedure::form).map(forms::get);
    }

    /** How people handle its cases, where they do. */
    public Optional<Course> course() {
        return course;
    }

    /** The form that is filled in by whoever takes a step of the process. */
    public Optional<FormDefinition> formOf(Course.Step step) {
        return Optional.ofNullable(forms.get(step.form()));
    }

    /**
     * What stands in the way of doing something with an entry, whatever would be answered; nothing if it can be begun.
     *
     * @param entry as expressions see it
     */
    public List<Procedure.Obstacle> obstacles(Procedure procedure, Map<String, @Nullable Object> entry, Instant at) {
        return procedure.obstacles(entry, day(at), parameters);
    }

    /** The text of a file of the package, such as {@code certificate.html}. */
    public Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The files of the package by name, as they were read. */
    public Map<String, String> files() {
        return files;
    }

    /** Where a fact comes from that the package declares. */
    public Optional<FactSource.Origin> origin(String fact) {
        return declared.fact(fact).map(found -> new FactSource.Origin(found.register(), found.purpose()));
    }

    /** What was kept as JSON of {@link #known}, typed again: days are days, and times answered are times. */
    public Map<String, @Nullable Object> typed(Map<String, @Nullable Object> kept) {
        var typed = new LinkedHashMap<String, @Nullable Object>();
        kept.forEach((name, value) ->
                typed.put(name, name.equals("answers") ? Results.typedAnswers(value) : Results.typed(value)));
        return typed;
    }

    /**
     * What expressions can see before the rules have run: all but the counts. Facts of which a visitor says himself what
     * they are, where a procedure asks him, are read for nobody who hasn't signed in.
     */
    public Map<String, @Nullable Object> known(Asked asked, FactSource source) {
        Map<String, @Nullable Object> context = begin(asked);
        var facts = new LinkedHashMap<String, @Nullable Object>();
        context.put("facts", facts);
        boolean assuming = assumes(asked.procedure());
        for (List<Declared.Fact> wave : waves) {
            Declared.learn(wave, context, facts, assuming, asked, source);
        }
        return context;
    }

    /** What of the things said in steps the effects and documents of a procedure name: no more of it is kept in its case. */
    public Map<String, @Nullable Object> told(String procedure, Map<String, @Nullable Object> steps) {
        return procedure(procedure).map(found -> found.told(steps, files)).orElse(Map.of());
    }

    /** Whether facts say what limits count, so that they are read again once nobody else can change it. */
    public boolean countsFacts() {
        return declared.facts().stream()
                .anyMatch(fact -> declared.limits().values().stream()
                        .anyMatch(limit -> limit.register().equals(fact.register())));
    }

    /** The limits that a procedure counts, those of them that apply to what is known. */
    public List<Counted> limits(String procedure, Map<String, @Nullable Object> known) {
        return procedure(asking(procedure)).map(Procedure::limits).orElse(List.of()).stream()
                .flatMap(id -> Stream.ofNullable(declared.limits().get(id)))
                .map(limit -> limit.counted(known))
                .filter(limit -> limit.key() != null)
                .toList();
    }

    /** Applies the rules to what is known and counted. */
    public Determination determine(Asked asked, Map<String, @Nullable Object> known, Map<String, Long> counts) {
        var inputs = new LinkedHashMap<String, @Nullable Object>(known);
        var all = new LinkedHashMap<String, Object>();
        declared.limits().keySet().forEach(id -> all.put(id, counts.getOrDefault(id, 0L)));
        inputs.put("counts", all);
        inputs.put("procedure", asking(asked.procedure()));
        course.ifPresent(found -> inputs.put("steps", found.all(asked.steps())));
        inputs.remove("parameters");
        return switch (rules.evaluate(inputs, parameters.at(day(asked.at())))) {
            case Evaluation.Failed failed -> {
                // The message may quote what somebody answered: only where it happened is logged.
                LOG.warn("The rules of {} gave no answer at the decision \"{}\"", code(), failed.decision());
                yield new Determination.Failed(
                        failed.decision().isEmpty() ? failed.message() : failed.decision() + ": " + failed.message());
            }
            case Evaluation.Decided decided -> Results.of(decided);
        };
    }

    /**
     * What a kept evaluation comes to when an official grants what the rules did not: fee, refund, days and derivation
     * are theirs. Absent when the rules could not be applied.
     */
    public Optional<Determination.Determined> granted(String evaluation) {
        return rules.recompute(evaluation) instanceof Evaluation.Recomputed.Same(Evaluation.Decided decided)
                ? Results.granted(decided)
                : Optional.empty();
    }

    /** What is asked when a place becomes free for which somebody waited. */
    public Asked whenFree(Asked asked) {
        var answers = new LinkedHashMap<String, @Nullable Object>(asked.answers());
        Map<String, @Nullable Object> context = begin(asked);
        waiting()
                .ifPresent(rule -> rule.answers().forEach((field, formula) -> {
                    if (answers.containsKey(field)) {
                        answers.put(field, formula.value(context));
                    }
                }));
        return new Asked(
                asked.procedure(), asked.at(), answers, asked.applicant(), asked.applicantName(), asked.entry());
    }

    /** Makes a kept evaluation again, from its inputs and the parameters in force at the instant. */
    public Determination.Recomputed recompute(String evaluation, Instant at) {
        return switch (rules.recompute(evaluation, parameters.at(day(at)))) {
            case Evaluation.Recomputed.Same(var now) -> Results.recomputed(List.of(), now);
            case Evaluation.Recomputed.Different(var now, var differences) -> Results.recomputed(differences, now);
            case Evaluation.Recomputed.NotComparable(var reason) ->
                new Determination.Recomputed(List.of("evaluation: " + reason), null);
        };
    }

    /** What expressions can see before any fact is looked up. */
    public Map<String, @Nullable Object> begin(Asked asked) {
        var applicant = new LinkedHashMap<String, @Nullable Object>();
        // Somebody who only wants to know is nobody in particular, but still somebody who keeps a vehicle or doesn't.
        applicant.put("person", asked.applicant() == null && assumes(asked.procedure()) ? VISITOR : asked.applicant());
        applicant.put("name", asked.applicantName());
        var context = new LinkedHashMap<String, @Nullable Object>();
        context.put("answers", asked.answers());
        context.put("facts", Map.of());
        context.put("parameters", parameters.at(day(asked.at())).context());
        context.put("at", asked.at().atZone(place()).toOffsetDateTime());
        context.put("on", day(asked.at()));
        context.put("applicant", applicant);
        context.put("entry", asked.entry());
        if (!declared.workingDays().isEmpty()) {
            context.put(WorkingDays.ROOT, workingDays.count(declared.workingDays(), context));
        }
        if (!asked.steps().isEmpty()) {
            context.put("steps", asked.steps());
        }
        return context;
    }

    private java.time.LocalDate day(Instant at) {
        return java.time.LocalDate.ofInstant(at, place());
    }

    private boolean assumes(String procedure) {
        return procedure(procedure)
                .filter(found -> found.opens() == Procedure.Opens.VISITOR)
                .isPresent();
    }

    /** The procedure whose rules are asked. */
    private String asking(String procedure) {
        return procedure(procedure).flatMap(Procedure::asks).orElse(procedure);
    }
}
