// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.AtLiteralNode;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.BetweenNode;
import org.kie.dmn.feel.lang.ast.BooleanNode;
import org.kie.dmn.feel.lang.ast.ContextNode;
import org.kie.dmn.feel.lang.ast.FilterExpressionNode;
import org.kie.dmn.feel.lang.ast.ForExpressionNode;
import org.kie.dmn.feel.lang.ast.FunctionInvocationNode;
import org.kie.dmn.feel.lang.ast.IfExpressionNode;
import org.kie.dmn.feel.lang.ast.InNode;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.InstanceOfNode;
import org.kie.dmn.feel.lang.ast.ListNode;
import org.kie.dmn.feel.lang.ast.NameDefNode;
import org.kie.dmn.feel.lang.ast.NameRefNode;
import org.kie.dmn.feel.lang.ast.NullNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.PathExpressionNode;
import org.kie.dmn.feel.lang.ast.QualifiedNameNode;
import org.kie.dmn.feel.lang.ast.QuantifiedExpressionNode;
import org.kie.dmn.feel.lang.ast.RangeNode;
import org.kie.dmn.feel.lang.ast.SignedUnaryNode;
import org.kie.dmn.feel.lang.ast.StringNode;
import org.kie.dmn.feel.lang.ast.UndefinedValueNode;

import polity.kernel.rules.AnalysisBodies.Scope;
import polity.kernel.rules.Shape.Kind;
import polity.kernel.rules.Source.Passage;
import polity.kernel.rules.Source.Problems;

/**
 * Walks through expressions as the engine parses them, before any is evaluated. It knows every name and kind, refuses what
 * isn't listed, and adds up how many steps and characters an evaluation can take at most under an allowance of inputs: the
 * bound on evaluation is proved here and not watched for at run time.
 */
final class Analysis {
    /** An expression with the names known to it, which decide how it is read. */
    record Written(String text, Set<String> names, boolean tests) {}

    private final Limits.Allowance allowance;
    private final Problems problems;
    /** What is only too much under this allowance. */
    private final Problems excess;

    private final Map<Written, Engine.Parsed> parsed;
    private final Set<String> absentable = new LinkedHashSet<>();
    private final Map<String, Integer> parameters = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final AnalysisBodies bodies = new AnalysisBodies(this);
    private final AnalysisOperators operators = new AnalysisOperators(this);
    private Passage passage = Passage.EMPTY;
    private double steps;
    private int visits;

    Analysis(Limits.Allowance allowance, Problems problems, Problems excess, Map<Written, Engine.Parsed> parsed) {
        this.allowance = allowance;
        this.problems = problems;
        this.excess = excess;
        this.parsed = parsed;
    }

    Limits.Allowance allowance() {
        return allowance;
    }

    /** Inputs that the rules compare with null, which may therefore be absent. */
    Set<String> absentable() {
        return absentable;
    }

    /** The parameters used, with the place of their first use. */
    Map<String, Integer> parameters() {
        return parameters;
    }

    double steps() {
        return steps;
    }

    /** The inputs that are used, as paths. */
    Set<String> used() {
        return used;
    }

    Shape expression(Passage text, Scope scope, double times) {
        return in(text, scope, false, times, tree -> visit(tree, scope, times));
    }

    void tests(Passage text, Shape input, Scope scope, double times) {
        var inner = scope.with("?", input);
        in(text, inner, true, times, tree -> {
            operators.test(tree, input, inner, times);
            return Shape.BOOLEAN;
        });
    }

    interface Walked {
        Shape walk();
    }

    /** Analyses what the engine evaluates in a context of its own: a decision, or a call of a function. */
    Shape separately(double times, Walked walked) {
        return bodies.separately(times, walked);
    }

    private interface Walk {
        Shape over(ASTNode tree);
    }

    private Shape in(Passage text, Scope scope, boolean tests, double times, Walk walk) {
        var outer = passage;
        passage = text;
        try {
            var written = new Written(text.value(), scope.names(), tests);
            var known = parsed.get(written);
            var tree = known == null ? parse(text, written) : known.tree();
            if (tree == null) {
                return Shape.any(0, 0);
            }
            charge(tree, times * Limits.EXPRESSION_STEPS);
            return walk.over(tree);
        } finally {
            passage = outer;
        }
    }

    private @Nullable ASTNode parse(Passage text, Written written) {
        if (!new FeelText(text.value()).check((index, reason) -> problems.add(text.offset(index), reason))) {
            return null;
        }
        var result = Engine.parse(written);
        if (result.tree() == null) {
            var error = result.errors().getFirst();
            int index = text.index(error.line(), error.column());
            String rest = text.value().substring(index).strip();
            problems.add(
                    text.offset(index),
                    rest.isEmpty()
                            ? "The expression ends too early: complete it"
                            : "The expression can't be understood from here on: "
                                    + rest.substring(0, Math.min(30, rest.length())));
            return null;
        }
        parsed.put(written, result);
        return result.tree();
    }

    private int offset(ASTNode node) {
        return passage.offset(passage.index(node.getStartLine(), node.getStartColumn()));
    }

    void problem(ASTNode node, String reason) {
        problems.add(offset(node), reason);
    }

    void tooMuch(ASTNode node, String reason) {
        excess.add(offset(node), reason);
    }

    Passage passage() {
        return passage;
    }

    /** Counts steps; too many are reported once, where the limit is crossed. */
    void charge(ASTNode node, double amount) {
        boolean within = steps <= Limits.STEPS;
        steps += amount;
        if (within && steps > Limits.STEPS) {
            tooMuch(node, "This takes too many steps: iterate over fewer or shorter lists, and not inside each other");
        }
    }

    Shape visit(@Nullable ASTNode node, Scope scope, double times) {
        if (node == null) {
            return Shape.NULL;
        }
        if (++visits > Limits.ANALYSIS_VISITS) {
            charge(node, Limits.STEPS * 2);
            return Shape.any(0, 0);
        }
        charge(node, times * Limits.NODE_STEPS);
        var shape = shape(node, scope, times);
        if (shape.kind() == Kind.NUMBER && shape.size() > Limits.NUMBER_SIZE) {
            tooMuch(node, "The number could become longer than " + (int) Limits.NUMBER_SIZE + " digits here");
            return Shape.number(1);
        }
        if (!(shape.total() <= Limits.VALUE_CHARACTERS) && shape.kind() != Kind.RANGE) {
            tooMuch(node, "The value could become larger than " + (int) Limits.VALUE_CHARACTERS + " characters here");
            return Shape.any(1, 1);
        }
        return shape;
    }

    private Shape shape(ASTNode node, Scope scope, double times) {
        return switch (node) {
            case NumberNode _ -> Shape.number(node.getText().length());
            case StringNode s -> Shape.string(s.getText().length());
            case BooleanNode _ -> Shape.BOOLEAN;
            case NullNode _, UndefinedValueNode _ -> Shape.NULL;
            case AtLiteralNode at -> moment(at);
            case NameRefNode name -> {
                bodies.lookUp(node, times);
                yield name(name, scope);
            }
            case QualifiedNameNode qualified -> {
                bodies.lookUp(node, times);
                yield qualified(qualified, scope);
            }
            case PathExpressionNode path -> field(path, visit(path.getExpression(), scope, times), path.getName());
            case InfixOpNode infix -> operators.infix(infix, scope, times);
            case SignedUnaryNode signed -> operators.signed(signed, scope, times);
            case BetweenNode between -> operators.between(between, scope, times);
            case InNode in -> {
                operators.test(in.getExprs(), visit(in.getValue(), scope, times), scope, times);
                yield Shape.BOOLEAN;
            }
            case InstanceOfNode instance -> {
                visit(instance.getExpression(), scope, times);
                yield Shape.BOOLEAN;
            }
            case IfExpressionNode choice -> choice(choice, scope, times);
            case ForExpressionNode loop -> bodies.loop(loop, scope, times);
            case QuantifiedExpressionNode quantified -> {
                var body = bodies.iterate(
                        quantified.getIterationContexts(), quantified.getExpression(), scope, times, false);
                truth(quantified.getExpression(), body.result());
                yield Shape.BOOLEAN;
            }
            case FilterExpressionNode filter -> bodies.filter(filter, scope, times);
            case ListNode list -> list(list, scope, times);
            case ContextNode context -> context(context, scope, times);
            case RangeNode range -> operators.range(range, scope, times);
            case FunctionInvocationNode call -> bodies.call(call, scope, times);
            default -> refused(node);
        };
    }

    private Shape refused(ASTNode node) {
        problem(node, "This construct is not allowed in rules: " + node.getText());
        return Shape.any(0, 0);
    }

    private Shape moment(AtLiteralNode node) {
        String text = node.getText().replaceAll("[@\"\\s]", "");
        if (node.evaluate(Engine.feel().newEvaluationContext(List.of(), Map.of())) == null) {
            problem(node, "This is no date, time or duration: write it like @\"2026-04-01\" or @\"P3M\"");
        }
        if (text.matches("-?P.*")) {
            return Shape.moment(text.replaceAll("T.*", "").matches(".*[YM].*") ? Kind.MONTHS : Kind.DURATION);
        }
        return Shape.moment(text.contains("T") ? Kind.DATE_TIME : text.contains(":") ? Kind.TIME : Kind.DATE);
    }

    private Shape name(NameRefNode node, Scope scope) {
        return scope.value(node.getText()).map(s -> used(node, s)).orElseGet(() -> unknown(node, scope));
    }

    private Shape unknown(ASTNode node, Scope scope) {
        String name = node.getText();
        if (scope.function(name).isPresent() || Functions.isKnown(name)) {
            problem(node, "\"" + name + "\" is a function: call it with brackets");
        } else {
            problem(
                    node,
                    "The name \"" + name + "\" is not known here. Known are: "
                            + String.join(
                                    ", ", scope.valueNames().stream().sorted().toList())
                            + ". A decision must list what it needs among its requirements");
        }
        return Shape.any(0, 0);
    }

    private Shape used(ASTNode node, Shape shape) {
        if (!shape.path().isEmpty()) {
            used.add(shape.path());
        }
        if (shape.path().startsWith(RuleSet.PARAMETERS + ".")) {
            parameters.putIfAbsent(shape.path().substring(RuleSet.PARAMETERS.length() + 1), offset(node));
        }
        return shape;
    }

    private Shape qualified(QualifiedNameNode node, Scope scope) {
        var parts = node.getParts();
        var shape = scope.value(parts.getFirst().getText()).orElseGet(() -> unknown(parts.getFirst(), scope));
        for (var part : parts.subList(1, parts.size())) {
            shape = part(part, shape);
        }
        return used(node, shape);
    }

    private Shape field(ASTNode node, Shape of, @Nullable BaseNode name) {
        if (name instanceof NameRefNode || name instanceof NameDefNode) {
            return used(node, part(name, of));
        }
        return refused(node);
    }

    private Shape part(BaseNode name, Shape of) {
        return of.field(name.getText()).orElseGet(() -> {
            problem(
                    name,
                    of.kind() == Kind.CONTEXT
                            ? "There is no \"" + name.getText() + "\" in it. There are: "
                                    + String.join(
                                            ", ",
                                            of.fields().keySet().stream()
                                                    .sorted()
                                                    .toList())
                            : "There is no \"" + name.getText() + "\" in "
                                    + of.kind().words());
            return Shape.any(0, 0);
        });
    }

    void truth(ASTNode node, Shape shape) {
        if (!shape.kind().fits(Kind.BOOLEAN)) {
            problem(node, "A condition is needed here, not " + shape.kind().words());
        }
    }

    private Shape choice(IfExpressionNode node, Scope scope, double times) {
        truth(node.getCondition(), visit(node.getCondition(), scope, times));
        return visit(node.getThenExpression(), scope, times).join(visit(node.getElseExpression(), scope, times));
    }

    private Shape list(ListNode node, Scope scope, double times) {
        Shape element = Shape.NULL;
        for (var entry : node.getElements()) {
            element = element.join(visit(entry, scope, times));
        }
        return Shape.list(node.getElements().size(), element);
    }

    private Shape context(ContextNode node, Scope scope, double times) {
        var fields = new LinkedHashMap<String, Shape>();
        var inner = scope;
        for (var entry : node.getEntries()) {
            String name = entry.getName().getText().replace("\"", "");
            if (passage.value().contains("for")) {
                bodies.fresh(entry.getName(), name, scope);
            }
            FeelText.nameFault(name, false).ifPresent(reason -> problem(entry.getName(), reason));
            var value = visit(entry.getValue(), inner, times);
            fields.put(name, value);
            inner = inner.with(name, value);
        }
        return Shape.context(fields);
    }
}
