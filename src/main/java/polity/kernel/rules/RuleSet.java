// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Shape.DeclaredType;
import polity.kernel.rules.Source.Element;
import polity.kernel.rules.Source.Problems;

/**
 * The decisions of one DMN file, checked and ready to be made. Immutable and safe for any number of threads.
 *
 * <p>Rules come from people whom nobody has to trust: only a listed part of DMN and FEEL is accepted, without the clock,
 * outside functions or recursion, and only if the steps and the memory of an evaluation are provably bounded.
 */
public final class RuleSet {
    /** The name under which rules reach dated parameters. */
    public static final String PARAMETERS = "parameters";

    private final Model model;
    private final String digest;
    private final DecisionRunner runner;
    private final Limits.Allowance allowance;
    private final Set<String> absentable;
    private final Set<String> parameterNames;

    private RuleSet(
            Model model,
            String digest,
            DecisionRunner runner,
            Limits.Allowance allowance,
            Set<String> absentable,
            Set<String> parameterNames) {
        this.model = model;
        this.digest = digest;
        this.runner = runner;
        this.allowance = allowance;
        this.absentable = absentable;
        this.parameterNames = parameterNames;
    }

    /** A rule set, or why there is none. */
    public sealed interface Compilation {
        /** The file is in order. */
        record Compiled(RuleSet ruleSet) implements Compilation {}

        /** The file is refused. */
        record Refused(List<Problem> problems) implements Compilation {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Compiles rules whose parameters aren't known yet. */
    public static Compilation compile(String dmnXml, String fileName) {
        return compile(dmnXml, fileName, (Parameters) null);
    }

    /** Compiles rules and checks that each parameter they name exists and is of the right kind. */
    public static Compilation compile(String dmnXml, String fileName, @Nullable Parameters parameters) {
        return switch (check(dmnXml, fileName, parameters, new HashMap<>())) {
            case Checked.Wrong(var problems) -> new Compilation.Refused(problems);
            case Checked.Right right -> load(right, fileName);
        };
    }

    /** The result of everything but starting the engine. */
    sealed interface Checked {
        record Wrong(List<Problem> problems) implements Checked {}

        record Right(
                Source source,
                Element root,
                Model model,
                String engineXml,
                DecisionRunner.Tables tables,
                Limits.Allowance allowance,
                Set<String> absentable,
                Set<String> parameterNames)
                implements Checked {}
    }

    /** Does so with expressions that were parsed before, for those who check nearly the same file many times. */
    static Checked check(
            String dmnXml,
            String fileName,
            @Nullable Parameters parameters,
            Map<Analysis.Written, Engine.Parsed> parsed) {
        var source = new Source(fileName, dmnXml);
        var problems = new Problems(source);
        var reader = new DmnReader(source, problems);
        var root = reader.read();
        if (root.isEmpty() || problems.any()) {
            return new Checked.Wrong(problems.list());
        }
        var model = new Model.Reader(problems).read(root.get());
        if (problems.any()) {
            return new Checked.Wrong(problems.list());
        }
        for (var allowance : Limits.ALLOWANCES) {
            var excess = new Problems(source);
            var analysis = new Analysis(allowance, problems, excess, parsed);
            var known = parameters == null ? DeclaredType.ANY.shape(allowance) : parameters.shape();
            new ModelAnalysis(model, problems, analysis).run(root.get(), known);
            if (problems.any()) {
                return new Checked.Wrong(problems.list());
            }
            if (!excess.any()) {
                var tables = DecisionRunner.Tables.of(model);
                return new Checked.Right(
                        source,
                        root.get(),
                        model,
                        tables.withIds(reader.withoutDiagrams()),
                        tables,
                        allowance,
                        Set.copyOf(analysis.absentable()),
                        Set.copyOf(analysis.parameters().keySet()));
            }
            if (allowance.equals(Limits.ALLOWANCES.getLast())) {
                return new Checked.Wrong(excess.list());
            }
        }
        return new Checked.Wrong(problems.list());
    }

    private static Compilation load(Checked.Right right, String fileName) {
        var loaded = Engine.load(right.engineXml());
        var runtime = loaded.runtime();
        var engineModel = loaded.model();
        if (runtime == null || engineModel == null) {
            return new Compilation.Refused(List.of(new Problem(
                    fileName,
                    1,
                    1,
                    "The decision engine can't read this file: check it against the DMN 1.3 to 1.5 schema")));
        }
        if (!loaded.faults().isEmpty()) {
            return new Compilation.Refused(loaded.faults().stream()
                    .map(f -> problem(right, f.getSourceId(), Engine.plain(f.getText())))
                    .toList());
        }
        return new Compilation.Compiled(new RuleSet(
                right.model(),
                digest(right.source().text()),
                new DecisionRunner(runtime, engineModel, right.model(), right.tables()),
                right.allowance(),
                right.absentable(),
                right.parameterNames()));
    }

    private static Problem problem(Checked.Right right, @Nullable String id, String reason) {
        return right.source().problem(id == null ? 0 : place(right.root(), id), reason);
    }

    private static int place(Element element, String id) {
        if (id.equals(element.attribute("id"))) {
            return element.start();
        }
        return element.children().stream().mapToInt(c -> place(c, id)).max().orElse(0);
    }

    private static String digest(String xml) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new NoSha256(e);
        }
    }

    /** Every Java platform has SHA-256. */
    static final class NoSha256 extends RuntimeException {
        NoSha256(Throwable cause) {
            super("SHA-256 is missing from this Java", cause);
        }
    }

    public String name() {
        return model.name();
    }

    /** SHA-256 of the file's UTF-8 bytes, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** The inputs that an evaluation needs, with their types as declared; without {@link #PARAMETERS}. */
    public Map<String, String> inputs() {
        var inputs = new LinkedHashMap<String, String>();
        model.inputs().stream()
                .filter(i -> !i.name().equals(PARAMETERS))
                .forEach(i -> inputs.put(i.name(), i.typeName() == null ? "Any" : i.typeName()));
        return inputs;
    }

    /** The decisions, each after those that it needs. */
    public List<String> decisions() {
        return model.decisions().stream().map(Model.Node::name).toList();
    }

    /** The names of the parameters that the rules use. */
    public Set<String> parameterNames() {
        return parameterNames;
    }

    /** How many entries a list among the inputs may have: what keeps these rules within their steps. */
    public int longestList() {
        return allowance.listEntries();
    }

    /** How many characters a text among the inputs may have. */
    public int longestText() {
        return allowance.textCharacters();
    }

    /** Makes all decisions of rules that use no parameters. */
    public Evaluation evaluate(Map<String, ? extends @Nullable Object> inputs) {
        return evaluate(inputs, null, Map.of());
    }

    /**
     * Makes all decisions.
     *
     * @param inputs by name; whole numbers and BigDecimal, String, Boolean, java.time values (or their ISO texts), List, Map
     */
    public Evaluation evaluate(Map<String, ? extends @Nullable Object> inputs, Parameters.InForce inForce) {
        return evaluate(inputs, inForce.day(), inForce.values());
    }

    private Evaluation evaluate(
            Map<String, ? extends @Nullable Object> inputs,
            @Nullable LocalDate day,
            Map<String, Parameters.Value> values) {
        var used = new TreeMap<String, Parameters.Value>();
        var missing = new ArrayList<String>();
        for (String name : parameterNames) {
            var value = values.get(name);
            if (value == null) {
                missing.add(name);
            } else {
                used.put(name, value);
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(null);
            return failed(
                    "", "No value is in force for " + String.join(", ", missing) + (day == null ? "" : " on " + day));
        }
        var taken = new TreeMap<String, @Nullable Object>();
        try {
            var reader = new Values(allowance, absentable::contains);
            for (var input : model.inputs()) {
                String name = input.name();
                if (!name.equals(PARAMETERS)) {
                    var type = model.type(input.typeName());
                    taken.put(name, reader.in(type == null ? DeclaredType.ANY : type, inputs.get(name), name, name));
                }
            }
        } catch (Values.Unfit unfit) {
            return failed("", unfit.reason());
        }
        var context = day == null ? Map.<String, Object>of() : new Parameters.InForce(day, used).context();
        return switch (runner.run(taken, context)) {
            case DecisionRunner.Outcome.Made(var results, var fired) ->
                new Evaluation.Decided(
                        name(),
                        digest,
                        Collections.unmodifiableMap(taken),
                        results,
                        fired,
                        used.isEmpty() ? null : day,
                        used);
            case DecisionRunner.Outcome.Failed(var decision, var message) -> failed(decision, message);
        };
    }

    private Evaluation failed(String decision, String message) {
        return new Evaluation.Failed(name(), digest, decision, message);
    }

    /** Makes the decisions of a stored {@link Evaluation.Decided#json()} again, from its inputs and its parameters. */
    public Evaluation.Recomputed recompute(String json) {
        return recompute(json, null);
    }

    /**
     * Makes the decisions of a stored {@link Evaluation.Decided#json()} again, from its inputs and the law as it was.
     *
     * @param law what was in force; absent: what the evaluation itself says was in force
     */
    public Evaluation.Recomputed recompute(String json, Parameters.@Nullable InForce law) {
        try {
            var stored = CanonicalJson.read(json);
            if (!(stored.get("inputs") instanceof Map<?, ?> inputs)
                    || !(stored.get("ruleSet") instanceof Map<?, ?> ruleSet)) {
                return new Evaluation.Recomputed.NotComparable("It holds no inputs of an evaluation");
            }
            if (!digest.equals(ruleSet.get("digest"))) {
                return new Evaluation.Recomputed.NotComparable(
                        "It was made by another rule set, " + ruleSet.get("digest"));
            }
            var given = new LinkedHashMap<String, @Nullable Object>();
            inputs.forEach((key, value) -> given.put(String.valueOf(key), value));
            var now = law == null ? again(stored, given) : evaluate(given, law);
            var differences = CanonicalJson.differences(stored, CanonicalJson.read(now.json()));
            return differences.isEmpty()
                    ? new Evaluation.Recomputed.Same(now)
                    : new Evaluation.Recomputed.Different(now, differences);
        } catch (CanonicalJson.Unreadable e) {
            return new Evaluation.Recomputed.NotComparable("It can't be read: " + e.getMessage());
        }
    }

    private Evaluation again(Map<?, ?> stored, Map<String, @Nullable Object> given) {
        var values = new LinkedHashMap<String, Parameters.Value>();
        LocalDate day = null;
        if (stored.get("parameters") instanceof Map<?, ?> parameters
                && parameters.get("day") instanceof LocalDate stamped
                && parameters.get("values") instanceof Map<?, ?> entries) {
            day = stamped;
            entries.forEach((name, entry) -> {
                if (entry instanceof Map<?, ?> value) {
                    Object plain = value.get("value");
                    if (plain != null) {
                        values.put(
                                String.valueOf(name),
                                new Parameters.Value(plain, String.valueOf(value.get("article"))));
                    }
                }
            });
        }
        return evaluate(given, day, values);
    }
}
