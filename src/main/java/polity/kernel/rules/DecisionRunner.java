// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.EvaluatorResult;
import org.kie.dmn.api.core.event.AfterEvaluateDecisionTableEvent;
import org.kie.dmn.api.core.event.DMNRuntimeEventListener;
import org.kie.dmn.core.ast.BusinessKnowledgeModelNodeImpl;
import org.kie.dmn.core.ast.DecisionNodeImpl;
import org.kie.dmn.core.impl.DMNResultImpl;
import org.kie.dmn.core.util.CoerceUtil;

import polity.kernel.rules.Evaluation.Fired;
import polity.kernel.rules.Source.Element;

/**
 * Makes the decisions of a model one after the other, each from what it needs and nothing else: the engine copies all that it
 * is given into every expression and every column of a table. So the first one that fails is known, and time is looked at
 * before each. It runs in the caller's thread: steps are bounded when rules are compiled, nothing can stop a thread inside
 * the engine, and a pool would only hide such a thread.
 */
final class DecisionRunner {
    private static final ScopedValue<List<Selection>> SELECTIONS = ScopedValue.newInstance();

    /** What a table selected, as the engine reports it. */
    private record Selection(String table, List<Integer> matches, List<Integer> selected) {}

    sealed interface Outcome {
        record Made(Map<String, Object> results, List<Fired> fired) implements Outcome {}

        record Failed(String decision, String message) implements Outcome {}
    }

    private final DMNRuntime runtime;
    private final DMNModel engineModel;
    private final Model model;
    private final Tables tables;

    DecisionRunner(DMNRuntime runtime, DMNModel engineModel, Model model, Tables tables) {
        this.runtime = runtime;
        this.engineModel = engineModel;
        this.model = model;
        this.tables = tables;
        runtime.addListener(new Listener());
    }

    private static final class Listener implements DMNRuntimeEventListener {
        @Override
        public void afterEvaluateDecisionTable(AfterEvaluateDecisionTableEvent event) {
            SELECTIONS
                    .get()
                    .add(new Selection(
                            String.valueOf(event.getDecisionTableId()),
                            list(event.getMatches()),
                            list(event.getSelected())));
        }

        private static List<Integer> list(@Nullable List<Integer> rules) {
            return rules == null ? List.of() : List.copyOf(rules);
        }
    }

    Outcome run(Map<String, @Nullable Object> inputs, Map<String, Object> parameters) {
        long deadline = System.nanoTime() + Limits.EVALUATION.toNanos();
        var known = new HashMap<String, @Nullable Object>();
        inputs.forEach((name, value) -> known.put(name, Values.engine(value)));
        known.put(RuleSet.PARAMETERS, parameters);
        var results = new LinkedHashMap<String, Object>();
        var fired = new LinkedHashSet<Fired>();
        var looked = new HashSet<String>();
        for (var decision : model.decisions()) {
            String name = decision.name();
            if (System.nanoTime() - deadline > 0) {
                return new Outcome.Failed(
                        name, "The decisions took longer than " + Limits.EVALUATION.toSeconds() + " seconds");
            }
            Optional<String> wrong = wrong(decision, known, looked);
            if (wrong.isPresent()) {
                return new Outcome.Failed(name, wrong.get());
            }
            var selections = new ArrayList<Selection>();
            var result = new DMNResultImpl(engineModel);
            Object value;
            try {
                value = ScopedValue.where(SELECTIONS, selections).call(() -> make(decision, known, result));
            } catch (RuntimeException | StackOverflowError e) {
                return new Outcome.Failed(name, "The decision engine gave up: " + e.getMessage());
            }
            Optional<String> fault = several(selections).or(() -> error(result));
            if (fault.isPresent()) {
                return new Outcome.Failed(name, fault.get());
            }
            if (value == null) {
                return new Outcome.Failed(name, nothing(decision, selections));
            }
            var type = engineModel.getDecisionByName(name).getResultType();
            if (!type.isAssignableValue(value)) {
                return new Outcome.Failed(name, "The result is not of the declared type " + type.getName());
            }
            known.put(name, value);
            try {
                results.put(name, Values.out(value));
            } catch (Values.Unfit unfit) {
                return new Outcome.Failed(name, "The result " + unfit.reason());
            }
            selections.forEach(selection -> fired(name, selection, fired));
        }
        return new Outcome.Made(results, List.copyOf(fired));
    }

    /** An input that this decision is the first to need, and that isn't among the values that the rules allow. */
    private Optional<String> wrong(Model.Node decision, Map<String, @Nullable Object> known, Set<String> looked) {
        return decision.needs().stream()
                .filter(need -> need.sort() == Model.Sort.INPUT && looked.add(need.name()))
                .map(Model.Node::name)
                .filter(input -> !engineModel.getInputByName(input).getType().isAssignableValue(known.get(input)))
                .findFirst()
                .map(input -> "The input \"" + input + "\" has a value that isn't allowed");
    }

    /**
     * By what the engine has compiled of the decision, since its own run first lays out results for all decisions and looks
     * at all types again: a third of the time. Types of inputs are looked at before, those of results after each decision.
     */
    private @Nullable Object make(Model.Node decision, Map<String, @Nullable Object> known, DMNResultImpl result) {
        result.setContext(runtime.newContext());
        give(decision, known, result);
        var node = (DecisionNodeImpl) engineModel.getDecisionByName(decision.name());
        EvaluatorResult made = node.getEvaluator().evaluate(runtime, result);
        return made.getResultType() == EvaluatorResult.ResultType.SUCCESS
                ? CoerceUtil.coerceValue(node.getResultType(), made.getResult())
                : null;
    }

    private void give(Model.Node node, Map<String, @Nullable Object> known, DMNResultImpl result) {
        for (var need : node.needs()) {
            if (need.sort() != Model.Sort.FUNCTION) {
                result.getContext().set(need.name(), known.get(need.name()));
            } else if (!result.getContext().isDefined(need.name())) {
                give(need, known, result);
                var function =
                        (BusinessKnowledgeModelNodeImpl) engineModel.getBusinessKnowledgeModelByName(need.name());
                result.getContext()
                        .set(
                                need.name(),
                                function.getEvaluator()
                                        .evaluate(runtime, result)
                                        .getResult());
            }
        }
    }

    private static Optional<String> error(DMNResult made) {
        return made.hasErrors()
                ? Optional.of(Engine.plain(
                        made.getMessages(DMNMessage.Severity.ERROR).getFirst().getText()))
                : Optional.empty();
    }

    private Optional<String> several(List<Selection> selections) {
        for (var selection : selections) {
            var table = tables.table(selection.table());
            boolean several = selection.matches().size() > 1
                    && table.filter(t -> t.hitPolicy().equals("UNIQUE")).isPresent();
            if (several) {
                return Optional.of("Rules "
                        + String.join(
                                " and ",
                                selection.matches().stream()
                                        .map(String::valueOf)
                                        .toList())
                        + " of the table \"" + table.get().owner()
                        + "\" apply together, but its hit policy UNIQUE allows one");
            }
        }
        return Optional.empty();
    }

    private String nothing(Model.Node decision, List<Selection> selections) {
        for (var selection : selections) {
            var table = tables.table(selection.table());
            if (selection.selected().isEmpty() && table.isPresent()) {
                return "No rule of the table \"" + table.get().owner() + "\" applies to these inputs";
            }
        }
        return "\"" + decision.name()
                + "\" gives no value: some part of it is null, or its values are of kinds that don't go together";
    }

    private void fired(String decision, Selection selection, Set<Fired> into) {
        tables.table(selection.table())
                .ifPresent(table -> selection
                        .selected()
                        .forEach(rule -> into.add(new Fired(
                                decision,
                                table.owner(),
                                rule,
                                table.annotations().get(rule - 1)))));
    }

    /** The decision tables of a model, each under an id by which the engine's events can be matched to its annotations. */
    static final class Tables {
        private static final String PREFIX = "polity-table-";

        /** A table, with the annotations of each rule by column. */
        record Table(String owner, String hitPolicy, Element element, List<Map<String, String>> annotations) {}

        private final Map<String, Table> byId = new LinkedHashMap<>();

        private Tables() {}

        static Tables of(Model model) {
            var tables = new Tables();
            for (var nodes : List.of(model.functions(), model.decisions())) {
                for (var node : nodes) {
                    if (node.expression() != null) {
                        tables.collect(node.name(), node.expression());
                    }
                }
            }
            return tables;
        }

        private void collect(String owner, Element element) {
            if (element.name().equals("decisionTable")) {
                var columns = element.children("annotation").stream()
                        .map(a -> a.attribute("name", ""))
                        .toList();
                var annotations = element.children("rule").stream()
                        .map(rule -> annotations(columns, rule))
                        .toList();
                byId.put(
                        PREFIX + byId.size(),
                        new Table(owner, element.attribute("hitPolicy", "UNIQUE"), element, annotations));
            }
            element.children().forEach(child -> collect(owner, child));
        }

        private static Map<String, String> annotations(List<String> columns, Element rule) {
            var annotations = new LinkedHashMap<String, String>();
            var entries = rule.children("annotationEntry");
            for (int i = 0; i < Math.min(columns.size(), entries.size()); i++) {
                String text = entries.get(i).passage().value().strip();
                if (!text.isEmpty()) {
                    annotations.put(columns.get(i), text);
                }
            }
            return Map.copyOf(annotations);
        }

        /** The file with our ids on its tables, in place of its own, for the engine. */
        String withIds(String xml) {
            var text = new StringBuilder(xml);
            for (var entry : new ArrayList<>(byId.entrySet()).reversed()) {
                var element = entry.getValue().element();
                String tag = text.substring(element.start(), element.contentStart())
                        .replaceFirst("(\\s)id\\s*=\\s*(\"[^\"]*\"|'[^']*')", "$1")
                        .replaceFirst("decisionTable", "decisionTable id=\"" + entry.getKey() + "\"");
                text.replace(element.start(), element.contentStart(), tag);
            }
            return text.toString();
        }

        Optional<Table> table(String id) {
            return Optional.ofNullable(byId.get(id));
        }
    }
}
