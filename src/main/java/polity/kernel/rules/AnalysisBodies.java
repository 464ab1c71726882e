// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.FilterExpressionNode;
import org.kie.dmn.feel.lang.ast.ForExpressionNode;
import org.kie.dmn.feel.lang.ast.FunctionDefNode;
import org.kie.dmn.feel.lang.ast.FunctionInvocationNode;
import org.kie.dmn.feel.lang.ast.IterationContextNode;
import org.kie.dmn.feel.lang.ast.NameRefNode;
import org.kie.dmn.feel.lang.ast.NamedParameterNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.RangeNode;
import org.kie.dmn.feel.lang.ast.SignedUnaryNode;
import org.kie.dmn.feel.lang.ast.StringNode;

import polity.kernel.rules.Shape.Kind;

/** The part of the {@link Analysis} about what runs other expressions, once or many times: iterations, filters and calls. */
final class AnalysisBodies {
    private static final Set<String> ROUNDING =
            Set.of("floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down");

    private final Analysis analysis;
    private int iterationDepth;
    private int filterDepth;
    /** Frames that the engine has left behind in this evaluation, which is itself done so many times. */
    private double frames;

    private double evaluations = 1;

    AnalysisBodies(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape call(FunctionInvocationNode node, Scope scope, double times) {
        var arguments = node.getParams().getElements();
        if (!(node.getName() instanceof NameRefNode)) {
            analysis.problem(node, "Only functions called by their name are allowed");
            return Shape.any(0, 0);
        }
        String name = node.getName().getText().replaceAll("\\s+", " ");
        if (arguments.stream().anyMatch(NamedParameterNode.class::isInstance)) {
            analysis.problem(node, "Give the values of " + name + " in their order, without names");
            return Shape.any(0, 0);
        }
        lookUp(node, times);
        var callee = scope.function(name);
        if (callee.isPresent()) {
            return call(node, callee.get(), shapes(arguments, scope, times), times);
        }
        if (scope.value(name).isPresent()) {
            analysis.problem(node, "\"" + name + "\" is a value and can't be called");
            return Shape.any(0, 0);
        }
        var function = Functions.find(name);
        if (function.isEmpty()) {
            analysis.problem(node, Functions.refusal(name));
            return Shape.any(0, 0);
        }
        if (name.equals("sort") && arguments.size() == 2 && arguments.getLast() instanceof FunctionDefNode order) {
            return sort(arguments.getFirst(), order, scope, times);
        }
        return builtIn(node, name, function.get(), scope, times);
    }

    private List<Shape> shapes(List<BaseNode> arguments, Scope scope, double times) {
        var shapes = new ArrayList<Shape>();
        arguments.forEach(a -> shapes.add(analysis.visit(a, scope, times)));
        return shapes;
    }

    private Shape call(FunctionInvocationNode node, Scope.Callee callee, List<Shape> arguments, double times) {
        if (arguments.size() != callee.parameters()) {
            analysis.problem(
                    node,
                    node.getName().getText() + " takes " + callee.parameters() + " values, not " + arguments.size());
            return Shape.any(0, 0);
        }
        analysis.charge(node, times * Limits.CALL_STEPS);
        return callee.call(analysis, arguments, times);
    }

    private Shape builtIn(
            FunctionInvocationNode node, String name, Functions.Function function, Scope scope, double times) {
        var nodes = node.getParams().getElements();
        var arguments = shapes(nodes, scope, times);
        if (!Functions.takes(function, arguments)) {
            analysis.problem(
                    node,
                    "The function " + name + " can't take "
                            + (arguments.isEmpty()
                                    ? "no values"
                                    : String.join(
                                            " and ",
                                            arguments.stream()
                                                    .map(a -> a.kind().words())
                                                    .toList())));
            return Shape.any(0, 0);
        }
        double size = arguments.stream().mapToDouble(Shape::total).sum();
        double entries = arguments.stream().mapToDouble(Shape::iterations).sum();
        double linear = Limits.CALL_STEPS + entries + size / 32;
        switch (function.work()) {
            case LINEAR -> analysis.charge(node, times * linear);
            case QUADRATIC -> analysis.charge(node, times * (linear + entries * (entries + size / 32)));
            case PATTERN -> {
                pattern(node, name, nodes);
                analysis.charge(node, times * (linear + size));
            }
        }
        if (ROUNDING.contains(name) && nodes.size() == 2) {
            places(nodes.getLast());
        }
        return function.result().of(arguments);
    }

    /** Patterns and replacements are literals, so that they can be judged. */
    private void pattern(FunctionInvocationNode node, String name, List<BaseNode> arguments) {
        var literals = new ArrayList<String>();
        for (var argument : arguments.subList(1, arguments.size())) {
            if (!(argument instanceof StringNode literal)) {
                analysis.problem(
                        argument, "The pattern and the replacement of " + name + " must be written in the rule");
                return;
            }
            literals.add(literal.getValue());
        }
        String fault = Functions.patternFault(name, literals);
        if (fault != null) {
            analysis.problem(node, fault);
        }
    }

    private void places(BaseNode node) {
        boolean fits = node instanceof NumberNode number
                && number.getValue().stripTrailingZeros().scale() <= 0
                && number.getValue().compareTo(BigDecimal.valueOf(Limits.ROUNDING_PLACES)) <= 0;
        if (!fits) {
            analysis.problem(
                    node,
                    "The number of places must be a whole number up to " + Limits.ROUNDING_PLACES
                            + " written in the rule");
        }
    }

    private Shape sort(BaseNode listNode, FunctionDefNode order, Scope scope, double times) {
        var list = analysis.visit(listNode, scope, times);
        var parameters = order.getFormalParameters();
        if (order.isExternal() || parameters.size() != 2) {
            analysis.problem(order, "sort takes a list and function(a, b) with a condition");
            return Shape.any(0, 0);
        }
        var inner = scope.with(Map.of(
                parameters.getFirst().getName().getText(), list.element(),
                parameters.getLast().getName().getText(), list.element()));
        parameters.forEach(p -> fresh(p, p.getName().getText(), scope));
        double runs = list.iterations() * (Math.log(Math.max(2, list.iterations())) * 2 + 1);
        analysis.charge(order, times * runs * 40);
        analysis.visit(order.getBody(), inner, times * runs);
        return Shape.list(list.iterations(), list.element());
    }

    /** How often the body runs for each run of the iteration, and what it gives. */
    record Iterated(double times, Shape result) {}

    /** Analyses what the engine evaluates in a context of its own: a decision, or a call of a function. */
    Shape separately(double times, Analysis.Walked walked) {
        double outerFrames = frames;
        double outerEvaluations = evaluations;
        frames = 0;
        evaluations = times;
        try {
            return walked.walk();
        } finally {
            frames = outerFrames;
            evaluations = outerEvaluations;
        }
    }

    /** A look-up of a name. */
    void lookUp(ASTNode node, double times) {
        analysis.charge(node, times * frames * Limits.FRAME_STEPS);
    }

    /**
     * A new name must not hide another: after a {@code for}, KIE 10.2 takes the loop's name for the outer one, so that
     * {@code count(for n in l return n) + n} adds the last entry of l.
     */
    void fresh(ASTNode node, String name, Scope scope) {
        FeelText.nameFault(name, false).ifPresent(reason -> analysis.problem(node, reason));
        if (scope.value(name).isPresent() || scope.function(name).isPresent()) {
            analysis.problem(node, "The name \"" + name + "\" already means something here: choose another");
        }
    }

    Shape loop(ForExpressionNode node, Scope scope, double times) {
        if (node.getIterationContexts().size() > 1) {
            analysis.problem(node, "Give each for one list: write for a in ... return for b in ... return ...");
        }
        if (filterDepth > 0) {
            analysis.problem(
                    node, "for may not stand inside a filter: use a decision or an entry of a context before it");
        }
        var body = iterate(node.getIterationContexts(), node.getExpression(), scope, times, true);
        return Shape.list(body.times(), body.result());
    }

    Iterated iterate(List<IterationContextNode> contexts, BaseNode body, Scope scope, double times, boolean counted) {
        var inner = scope;
        double runs = 1;
        int depth = iterationDepth;
        for (var context : contexts) {
            var over = domain(context, inner, times * runs);
            runs *= over.iterations();
            iterationDepth++;
            var name = context.getName();
            fresh(name, name.getText(), inner);
            if (counted) {
                frames += times * runs / Math.max(1, evaluations);
            }
            inner = inner.with(name.getText(), over.kind() == Kind.RANGE ? Shape.number(20) : over.element());
        }
        if (iterationDepth > Limits.ITERATION_DEPTH) {
            analysis.problem(
                    body,
                    "Iterations may stand at most " + Limits.ITERATION_DEPTH
                            + " inside each other: use a decision between");
        }
        if (frames > Limits.FOR_STEPS) {
            analysis.tooMuch(
                    body,
                    "for would run more than " + (int) Limits.FOR_STEPS + " times here: iterate over shorter lists");
        }
        analysis.charge(body, times * runs * Limits.ITERATION_STEPS);
        var result = analysis.visit(body, inner, times * runs);
        iterationDepth = depth;
        return new Iterated(runs, result);
    }

    private Shape domain(IterationContextNode node, Scope scope, double times) {
        if (node.getRangeEndExpr() != null) {
            analysis.visit(node.getExpression(), scope, times);
            analysis.visit(node.getRangeEndExpr(), scope, times);
            return new Shape(
                    Kind.RANGE, 0, span(node, node.getExpression(), node.getRangeEndExpr()), null, Map.of(), "");
        }
        var shape = analysis.visit(node.getExpression(), scope, times);
        if (shape.kind() == Kind.RANGE && !(node.getExpression() instanceof RangeNode)) {
            analysis.problem(
                    node, "A rule can only iterate over lists, and over ranges whose two ends are written in it");
            return Shape.list(1, Shape.number(20));
        }
        if (node.getExpression() instanceof RangeNode range) {
            return new Shape(Kind.RANGE, 0, span(node, range.getStart(), range.getEnd()), null, Map.of(), "");
        }
        return shape;
    }

    private double span(ASTNode node, @Nullable BaseNode start, @Nullable BaseNode end) {
        var from = literal(start);
        var to = literal(end);
        if (from.isEmpty() || to.isEmpty()) {
            analysis.problem(
                    node, "A rule can only iterate over lists, and over ranges whose two ends are written in it");
            return 1;
        }
        double span = Math.abs(to.get() - from.get()) + 1;
        if (span > Limits.RANGE_ENTRIES) {
            analysis.problem(node, "This range has " + (long) span + " entries: iterate over fewer");
            return 1;
        }
        return span;
    }

    private static Optional<Double> literal(@Nullable BaseNode node) {
        return switch (node) {
            case NumberNode number -> Optional.of(number.getValue().doubleValue());
            case SignedUnaryNode signed
            when signed.getExpression() instanceof NumberNode number ->
                Optional.of(-number.getValue().doubleValue());
            case null, default -> Optional.empty();
        };
    }

    Shape filter(FilterExpressionNode node, Scope scope, double times) {
        var list = analysis.visit(node.getExpression(), scope, times);
        double runs = list.iterations();
        var names = new HashMap<>(list.element().fields());
        names.put("item", list.element());
        iterationDepth++;
        filterDepth++;
        if (iterationDepth > Limits.ITERATION_DEPTH) {
            analysis.problem(
                    node, "Filters and iterations may stand at most " + Limits.ITERATION_DEPTH + " inside each other");
        }
        analysis.charge(node, times * runs * Limits.FILTER_STEPS);
        var condition = analysis.visit(node.getFilter(), scope.with(names), times * runs);
        iterationDepth--;
        filterDepth--;
        if (condition.kind() == Kind.NUMBER) {
            return list.element();
        }
        analysis.truth(node.getFilter(), condition);
        return condition.kind() == Kind.BOOLEAN
                ? Shape.list(runs, list.element())
                : Shape.any(list.total() + list.element().total(), runs);
    }

    /** The names that an expression may use, and the functions of its own that it may call. */
    static final class Scope {
        /** What a call of a business knowledge model gives. */
        interface Callee {
            int parameters();

            Shape call(Analysis analysis, List<Shape> arguments, double times);
        }

        private final Map<String, Shape> values;
        private final Map<String, Callee> functions;

        Scope(Map<String, Shape> values, Map<String, Callee> functions) {
            this.values = values;
            this.functions = functions;
        }

        Optional<Shape> value(String name) {
            return Optional.ofNullable(values.get(name));
        }

        Optional<Callee> function(String name) {
            return Optional.ofNullable(functions.get(name));
        }

        Scope with(String name, Shape value) {
            return with(Map.of(name, value));
        }

        Scope with(Map<String, Shape> more) {
            var extended = new HashMap<>(values);
            extended.putAll(more);
            return new Scope(extended, functions);
        }

        Set<String> names() {
            var names = new LinkedHashSet<>(values.keySet());
            names.addAll(functions.keySet());
            return names;
        }

        Set<String> valueNames() {
            return values.keySet();
        }
    }
}
