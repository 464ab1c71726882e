// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import polity.kernel.rules.Analysis.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.FunctionDefNode;
import org.kie.dmn.feel.lang.ast.FunctionInvocationNode;
import org.kie.dmn.feel.lang.ast.NameRefNode;
import org.kie.dmn.feel.lang.ast.NamedParameterNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.StringNode;

/** The part of the {@link Analysis} about calls of functions. */
final class AnalysisCalls {
    private static final Set<String> ROUNDING =
            Set.of("floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down");

    private final Analysis analysis;

    AnalysisCalls(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape visit(FunctionInvocationNode node, Scope scope, double times) {
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
        analysis.lookUp(node, times);
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
                                    : String.join(" and ", arguments.stream().map(a -> a.kind().words()).toList())));
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
                analysis.problem(argument, "The pattern and the replacement of " + name + " must be written in the rule");
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
                    node, "The number of places must be a whole number up to " + Limits.ROUNDING_PLACES + " written in the rule");
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
        parameters.forEach(p -> analysis.fresh(p, p.getName().getText(), scope));
        double runs = list.iterations() * (Math.log(Math.max(2, list.iterations())) * 2 + 1);
        analysis.charge(order, times * runs * 40);
        analysis.visit(order.getBody(), inner, times * runs);
        return Shape.list(list.iterations(), list.element());
    }
}
