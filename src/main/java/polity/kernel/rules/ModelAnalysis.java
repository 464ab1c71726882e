// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.AnalysisBodies.Scope;
import polity.kernel.rules.Shape.DeclaredType;
import polity.kernel.rules.Shape.Kind;
import polity.kernel.rules.Source.Element;
import polity.kernel.rules.Source.Problems;

/** Analyses every expression of a model, decision by decision, under one allowance of inputs. */
final class ModelAnalysis {
    private static final Set<String> HIT_POLICIES = Set.of("UNIQUE", "FIRST", "ANY", "RULE ORDER", "COLLECT");
    private static final Set<String> AGGREGATIONS = Set.of("SUM", "MIN", "MAX", "COUNT");

    private final Model model;
    private final Problems problems;
    private final Analysis analysis;
    private final Map<Model.Node, Shape> results = new HashMap<>();
    private int cells;

    ModelAnalysis(Model model, Problems problems, Analysis analysis) {
        this.model = model;
        this.problems = problems;
        this.analysis = analysis;
    }

    /** Analyses the whole model, given what is known about the parameters. */
    void run(Element root, Shape parameters) {
        root.children("itemDefinition").forEach(this::constraints);
        for (var input : model.inputs()) {
            var shape = input.name().equals(RuleSet.PARAMETERS) ? parameters : shape(input);
            results.put(input, shape.at(input.name()));
        }
        for (var decision : model.decisions()) {
            var expression = decision.expression();
            var shape = expression == null
                    ? Shape.any(0, 0)
                    : analysis.separately(1, () -> expression(expression, scope(decision, Map.of()), 1));
            results.put(decision, declared(decision, shape));
        }
        for (var function : model.functions()) {
            // once by itself, so that a function which nobody calls is checked as well
            callee(function)
                    .call(analysis, parameters(function).values().stream().toList(), 1);
        }
    }

    private void constraints(Element type) {
        for (var child : type.children()) {
            switch (child.name()) {
                case "allowedValues", "typeConstraint" ->
                    analysis.tests(child.passage(), Shape.any(100, 1), new Scope(Map.of(), Map.of()), 1);
                case "itemComponent" -> constraints(child);
                default -> {
                    // nothing to evaluate
                }
            }
        }
    }

    private Shape shape(Model.Node node) {
        var type = model.type(node.typeName());
        return type == null ? Shape.any(0, 0) : type.shape(analysis.allowance());
    }

    private Shape declared(Model.Node decision, Shape shape) {
        var type = model.type(decision.typeName());
        if (shape.kind() == Kind.RANGE || shape.kind() == Kind.FUNCTION) {
            problems.add(
                    decision.element().start(),
                    "A decision can't give " + shape.kind().words());
        }
        if (type != null && !type.kind().fits(shape.kind()) && type.kind() != Kind.LIST && !(type.kind() == Kind.ANY)) {
            problems.add(
                    decision.element().start(),
                    "\"" + decision.name() + "\" is declared as " + type.kind().words() + ", but its rules give "
                            + shape.kind().words());
        }
        return shape;
    }

    private Scope scope(Model.Node node, Map<String, Shape> more) {
        var values = new HashMap<String, Shape>(more);
        var functions = new HashMap<String, Scope.Callee>();
        for (var needed : node.needs()) {
            if (needed.sort() == Model.Sort.FUNCTION) {
                functions.put(needed.name(), callee(needed));
            } else {
                values.put(needed.name(), results.getOrDefault(needed, Shape.any(0, 0)));
            }
        }
        return new Scope(values, functions);
    }

    private Map<String, Shape> parameters(Model.Node function) {
        var parameters = new LinkedHashMap<String, Shape>();
        for (var logic : function.element().children("encapsulatedLogic")) {
            for (var parameter : logic.children("formalParameter")) {
                String name = parameter.attribute("name", "");
                FeelText.nameFault(name, false).ifPresent(reason -> problems.add(parameter.start(), reason));
                String typeName = parameter.attribute("typeRef");
                var type = model.type(typeName);
                if (type == null) {
                    problems.add(parameter.start(), "There is no type called \"" + typeName + "\"");
                }
                parameters.put(name, (type == null ? DeclaredType.ANY : type).shape(analysis.allowance()));
            }
        }
        return parameters;
    }

    private Scope.Callee callee(Model.Node function) {
        var names = List.copyOf(parameters(function).keySet());
        return new Scope.Callee() {
            @Override
            public int parameters() {
                return names.size();
            }

            @Override
            public Shape call(Analysis caller, List<Shape> arguments, double times) {
                var values = new HashMap<String, Shape>();
                for (int i = 0; i < names.size(); i++) {
                    values.put(names.get(i), arguments.get(i));
                }
                var expression = function.expression();
                return expression == null
                        ? Shape.any(0, 0)
                        : caller.separately(times, () -> expression(expression, scope(function, values), times));
            }
        };
    }

    private Shape expression(Element element, Scope scope, double times) {
        return switch (element.name()) {
            case "literalExpression" -> literal(element, scope, times);
            case "decisionTable" -> table(element, scope, times);
            default -> context(element, scope, times);
        };
    }

    private Shape literal(Element element, Scope scope, double times) {
        return element.child("text")
                .map(text -> analysis.expression(text.text(), scope, times))
                .orElseGet(() -> {
                    problems.add(element.start(), "The expression is missing: write it into <text>");
                    return Shape.any(0, 0);
                });
    }

    private Shape context(Element element, Scope scope, double times) {
        var fields = new LinkedHashMap<String, Shape>();
        var inner = scope;
        for (var entry : element.children("contextEntry")) {
            var expression = DmnReader.expression(entry);
            if (expression.isEmpty()) {
                problems.add(entry.start(), "The entry needs an expression");
                continue;
            }
            var shape = expression(expression.get(), inner, times);
            var variable = entry.child("variable");
            if (variable.isEmpty()) {
                return shape;
            }
            String name = variable.get().attribute("name", "");
            FeelText.nameFault(name, false)
                    .ifPresent(reason -> problems.add(variable.get().start(), reason));
            if (fields.putIfAbsent(name, shape) != null) {
                problems.add(entry.start(), "There are two entries called \"" + name + "\"");
            }
            inner = inner.with(name, shape);
        }
        return Shape.context(fields);
    }

    private Shape table(Element table, Scope scope, double times) {
        var inputs = table.children("input");
        var outputs = table.children("output");
        var rules = table.children("rule");
        String policy = table.attribute("hitPolicy", "UNIQUE");
        String aggregation = table.attribute("aggregation");
        if (!HIT_POLICIES.contains(policy)) {
            problems.add(
                    table.start(),
                    "The hit policy " + policy + " is not supported: use one of "
                            + HIT_POLICIES.stream().sorted().toList());
        }
        if (aggregation != null
                && (!AGGREGATIONS.contains(aggregation) || !policy.equals("COLLECT") || outputs.size() > 1)) {
            problems.add(
                    table.start(), "An aggregation (SUM, MIN, MAX, COUNT) goes with COLLECT and a single output only");
        }
        if (outputs.isEmpty() || rules.isEmpty()) {
            problems.add(table.start(), "The table needs at least one output and one rule");
            return Shape.any(0, 0);
        }
        if (rules.size() > Limits.RULES_IN_TABLE) {
            problems.add(table.start(), "The table has more than " + Limits.RULES_IN_TABLE + " rules: split it");
        }
        cells += rules.size() * (inputs.size() + outputs.size());
        if (cells > Limits.CELLS) {
            problems.add(
                    table.start(), "The tables of this file have more than " + Limits.CELLS + " cells: split the file");
            return Shape.any(0, 0);
        }
        var columns = inputs.stream().map(i -> input(i, scope, times)).toList();
        var fields = new LinkedHashMap<String, Shape>();
        for (int i = 0; i < outputs.size(); i++) {
            fields.put(outputName(outputs.get(i), outputs.size()), output(outputs.get(i), scope));
        }
        if (fields.size() < outputs.size()) {
            problems.add(table.start(), "Each output needs a name of its own");
            return Shape.any(0, 0);
        }
        var names = List.copyOf(fields.keySet());
        for (var rule : rules) {
            rule(
                    rule,
                    columns,
                    names,
                    fields,
                    scope,
                    times,
                    table.children("annotation").size());
        }
        var result = fields.size() == 1 ? fields.values().iterator().next() : Shape.context(fields);
        return hit(policy, aggregation, result, rules.size(), table);
    }

    private Shape hit(String policy, @Nullable String aggregation, Shape result, int rules, Element table) {
        if (aggregation != null) {
            if (!aggregation.equals("COUNT") && !result.kind().fits(Kind.NUMBER)) {
                problems.add(table.start(), aggregation + " needs outputs that are numbers");
            }
            return Shape.number(result.total() + 20);
        }
        return policy.equals("COLLECT") || policy.equals("RULE ORDER") ? Shape.list(rules, result) : result;
    }

    private Shape input(Element input, Scope scope, double times) {
        var expression = input.child("inputExpression");
        if (expression.isEmpty()) {
            problems.add(input.start(), "The column needs an <inputExpression>");
            return Shape.any(0, 0);
        }
        var shape = literal(expression.get(), scope, times);
        String typeName = expression.get().attribute("typeRef");
        var type = model.type(typeName);
        if (type == null) {
            problems.add(expression.get().start(), "There is no type called \"" + typeName + "\"");
        } else if (!type.kind().fits(shape.kind()) && type.kind() != Kind.LIST) {
            problems.add(
                    expression.get().start(),
                    "The column is declared as " + type.kind().words() + ", but holds "
                            + shape.kind().words());
        }
        input.child("inputValues").ifPresent(v -> analysis.tests(v.passage(), shape, scope, times));
        return shape;
    }

    private static String outputName(Element output, int outputs) {
        return outputs == 1 ? "" : output.attribute("name", "");
    }

    private Shape output(Element output, Scope scope) {
        String name = output.attribute("name");
        if (name != null) {
            FeelText.nameFault(name, true).ifPresent(reason -> problems.add(output.start(), reason));
        }
        output.child("outputValues").ifPresent(v -> analysis.tests(v.passage(), Shape.any(100, 1), scope, 1));
        return output.child("defaultOutputEntry").map(d -> literal(d, scope, 1)).orElse(Shape.NULL);
    }

    private void rule(
            Element rule,
            List<Shape> columns,
            List<String> names,
            Map<String, Shape> fields,
            Scope scope,
            double times,
            int annotations) {
        var tests = rule.children("inputEntry");
        var entries = rule.children("outputEntry");
        if (tests.size() != columns.size() || entries.size() != names.size()) {
            problems.add(
                    rule.start(),
                    "The rule must have " + columns.size() + " inputs and " + names.size()
                            + " outputs, like the table");
            return;
        }
        if (rule.children("annotationEntry").size() > annotations) {
            problems.add(rule.start(), "The rule has more annotations than the table has columns for them");
        }
        for (int i = 0; i < tests.size(); i++) {
            analysis.tests(tests.get(i).passage(), columns.get(i), scope, times);
        }
        for (int i = 0; i < entries.size(); i++) {
            var shape = literal(entries.get(i), scope, times);
            fields.merge(names.get(i), shape, Shape::join);
        }
    }
}
