// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import polity.kernel.rules.Shape.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.AtLiteralNode;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.BetweenNode;
import org.kie.dmn.feel.lang.ast.BooleanNode;
import org.kie.dmn.feel.lang.ast.ContextNode;
import org.kie.dmn.feel.lang.ast.DashNode;
import org.kie.dmn.feel.lang.ast.FilterExpressionNode;
import org.kie.dmn.feel.lang.ast.ForExpressionNode;
import org.kie.dmn.feel.lang.ast.FunctionInvocationNode;
import org.kie.dmn.feel.lang.ast.IfExpressionNode;
import org.kie.dmn.feel.lang.ast.InNode;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.InstanceOfNode;
import org.kie.dmn.feel.lang.ast.IterationContextNode;
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
import org.kie.dmn.feel.lang.ast.UnaryTestListNode;
import org.kie.dmn.feel.lang.ast.UnaryTestNode;
import org.kie.dmn.feel.lang.ast.UndefinedValueNode;
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
    private final AnalysisCalls calls = new AnalysisCalls(this);
    private Passage passage = Passage.EMPTY;
    private double steps;
    private int visits;
    private int iterationDepth;
    private int filterDepth;
    /** Frames that the engine has left behind in this evaluation, which is itself done so many times. */
    private double frames;

    private double evaluations = 1;

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
            test(tree, input, inner, times);
            return Shape.BOOLEAN;
        });
    }

    interface Walked {
        Shape walk();
    }

    /** Analyses what the engine evaluates in a context of its own: a decision, or a call of a function. */
    Shape separately(double times, Walked walked) {
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
        charge(node, times * frames * Limits.FRAME_STEPS);
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
                lookUp(node, times);
                yield name(name, scope);
            }
            case QualifiedNameNode qualified -> {
                lookUp(node, times);
                yield qualified(qualified, scope);
            }
            case PathExpressionNode path -> field(path, visit(path.getExpression(), scope, times), path.getName());
            case InfixOpNode infix -> infix(infix, scope, times);
            case SignedUnaryNode signed -> signed(signed, scope, times);
            case BetweenNode between -> between(between, scope, times);
            case InNode in -> {
                test(in.getExprs(), visit(in.getValue(), scope, times), scope, times);
                yield Shape.BOOLEAN;
            }
            case InstanceOfNode instance -> {
                visit(instance.getExpression(), scope, times);
                yield Shape.BOOLEAN;
            }
            case IfExpressionNode choice -> choice(choice, scope, times);
            case ForExpressionNode loop -> loop(loop, scope, times);
            case QuantifiedExpressionNode quantified -> {
                var body = iterate(quantified.getIterationContexts(), quantified.getExpression(), scope, times, false);
                truth(quantified.getExpression(), body.result());
                yield Shape.BOOLEAN;
            }
            case FilterExpressionNode filter -> filter(filter, scope, times);
            case ListNode list -> list(list, scope, times);
            case ContextNode context -> context(context, scope, times);
            case RangeNode range -> range(range, scope, times);
            case FunctionInvocationNode call -> calls.visit(call, scope, times);
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
                            + String.join(", ", scope.valueNames().stream().sorted().toList())
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
                                    + String.join(", ", of.fields().keySet().stream().sorted().toList())
                            : "There is no \"" + name.getText() + "\" in " + of.kind().words());
            return Shape.any(0, 0);
        });
    }

    private Shape infix(InfixOpNode node, Scope scope, double times) {
        var left = visit(node.getLeft(), scope, times);
        var right = visit(node.getRight(), scope, times);
        return switch (node.getOperator()) {
            case AND, OR -> {
                truth(node.getLeft(), left);
                truth(node.getRight(), right);
                yield Shape.BOOLEAN;
            }
            case EQ, NE -> {
                compared(node, left, right, false);
                charge(node, times * (left.total() + right.total()) / 16);
                yield Shape.BOOLEAN;
            }
            case LT, LTE, GT, GTE -> {
                compared(node, left, right, true);
                yield Shape.BOOLEAN;
            }
            case POW -> power(node, left);
            default -> arithmetic(node, left, right, times);
        };
    }

    private Shape arithmetic(InfixOpNode node, Shape left, Shape right, double times) {
        boolean numbers = left.kind() == Kind.NUMBER && right.kind() == Kind.NUMBER;
        charge(node, times * (left.total() + right.total()) / (numbers ? 64 : 16));
        return Operators.arithmetic(node.getOperator(), left, right).orElseGet(() -> {
            problem(
                    node,
                    node.getOperator().getSymbol() + " can't join " + left.kind().words() + " and "
                            + right.kind().words());
            return Shape.any(0, 0);
        });
    }

    private Shape power(InfixOpNode node, Shape base) {
        if (!(node.getRight() instanceof NumberNode exponent)
                || exponent.getValue().scale() > 0
                || exponent.getValue().intValue() > Limits.POWER) {
            problem(node, "An exponent must be a whole number up to " + Limits.POWER + " that is written in the rule");
            return Shape.any(0, 0);
        }
        if (!base.kind().fits(Kind.NUMBER)) {
            problem(node, "** needs a number");
        }
        return Shape.number(base.total() * Math.max(1, exponent.getValue().intValue()) + 40);
    }

    void compared(ASTNode node, Shape left, Shape right, boolean ordered) {
        if (!ordered && left.kind() == Kind.NULL) {
            absentable.add(right.path());
        } else if (!ordered && right.kind() == Kind.NULL) {
            absentable.add(left.path());
        }
        Operators.incomparable(left, right, ordered).ifPresent(reason -> problem(node, reason));
    }

    private void truth(ASTNode node, Shape shape) {
        if (!shape.kind().fits(Kind.BOOLEAN)) {
            problem(node, "A condition is needed here, not " + shape.kind().words());
        }
    }

    private Shape signed(SignedUnaryNode node, Scope scope, double times) {
        var shape = visit(node.getExpression(), scope, times);
        boolean fits = shape.kind().fits(Kind.NUMBER) || shape.kind() == Kind.DURATION || shape.kind() == Kind.MONTHS;
        if (!fits) {
            problem(node, "A sign needs a number");
        }
        return shape.kind() == Kind.NUMBER ? Shape.number(shape.size() + 1) : shape;
    }

    private Shape between(BetweenNode node, Scope scope, double times) {
        var value = visit(node.getValue(), scope, times);
        compared(node, value, visit(node.getStart(), scope, times), true);
        compared(node, value, visit(node.getEnd(), scope, times), true);
        return Shape.BOOLEAN;
    }

    private Shape choice(IfExpressionNode node, Scope scope, double times) {
        truth(node.getCondition(), visit(node.getCondition(), scope, times));
        return visit(node.getThenExpression(), scope, times).join(visit(node.getElseExpression(), scope, times));
    }

    /**
     * A new name must not hide another: after a {@code for}, KIE 10.2 takes the loop's name for the outer one, so that
     * {@code count(for n in l return n) + n} adds the last entry of l.
     */
    void fresh(ASTNode node, String name, Scope scope) {
        FeelText.nameFault(name, false).ifPresent(reason -> problem(node, reason));
        if (scope.value(name).isPresent() || scope.function(name).isPresent()) {
            problem(node, "The name \"" + name + "\" already means something here: choose another");
        }
    }

    /** How often the body runs for each run of the iteration, and what it gives. */
    record Iterated(double times, Shape result) {}

    private Shape loop(ForExpressionNode node, Scope scope, double times) {
        if (node.getIterationContexts().size() > 1) {
            problem(node, "Give each for one list: write for a in ... return for b in ... return ...");
        }
        if (filterDepth > 0) {
            problem(node, "for may not stand inside a filter: use a decision or an entry of a context before it");
        }
        var body = iterate(node.getIterationContexts(), node.getExpression(), scope, times, true);
        return Shape.list(body.times(), body.result());
    }

    private Iterated iterate(
            List<IterationContextNode> contexts, BaseNode body, Scope scope, double times, boolean counted) {
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
            problem(body, "Iterations may stand at most " + Limits.ITERATION_DEPTH + " inside each other: use a decision between");
        }
        if (frames > Limits.FOR_STEPS) {
            tooMuch(body, "for would run more than " + (int) Limits.FOR_STEPS + " times here: iterate over shorter lists");
        }
        charge(body, times * runs * Limits.ITERATION_STEPS);
        var result = visit(body, inner, times * runs);
        iterationDepth = depth;
        return new Iterated(runs, result);
    }

    private Shape domain(IterationContextNode node, Scope scope, double times) {
        if (node.getRangeEndExpr() != null) {
            visit(node.getExpression(), scope, times);
            visit(node.getRangeEndExpr(), scope, times);
            return new Shape(Kind.RANGE, 0, span(node, node.getExpression(), node.getRangeEndExpr()), null, Map.of(), "");
        }
        var shape = visit(node.getExpression(), scope, times);
        if (shape.kind() == Kind.RANGE && !(node.getExpression() instanceof RangeNode)) {
            problem(node, "A rule can only iterate over lists, and over ranges whose two ends are written in it");
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
            problem(node, "A rule can only iterate over lists, and over ranges whose two ends are written in it");
            return 1;
        }
        double span = Math.abs(to.get() - from.get()) + 1;
        if (span > Limits.RANGE_ENTRIES) {
            problem(node, "This range has " + (long) span + " entries: iterate over fewer");
            return 1;
        }
        return span;
    }

    private static Optional<Double> literal(@Nullable BaseNode node) {
        return switch (node) {
            case NumberNode number -> Optional.of(number.getValue().doubleValue());
            case SignedUnaryNode signed when signed.getExpression() instanceof NumberNode number ->
                Optional.of(-number.getValue().doubleValue());
            case null, default -> Optional.empty();
        };
    }

    private Shape filter(FilterExpressionNode node, Scope scope, double times) {
        var list = visit(node.getExpression(), scope, times);
        double runs = list.iterations();
        var names = new HashMap<>(list.element().fields());
        names.put("item", list.element());
        iterationDepth++;
        filterDepth++;
        if (iterationDepth > Limits.ITERATION_DEPTH) {
            problem(node, "Filters and iterations may stand at most " + Limits.ITERATION_DEPTH + " inside each other");
        }
        charge(node, times * runs * Limits.FILTER_STEPS);
        var condition = visit(node.getFilter(), scope.with(names), times * runs);
        iterationDepth--;
        filterDepth--;
        if (condition.kind() == Kind.NUMBER) {
            return list.element();
        }
        truth(node.getFilter(), condition);
        return condition.kind() == Kind.BOOLEAN
                ? Shape.list(runs, list.element())
                : Shape.any(list.total() + list.element().total(), runs);
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
                fresh(entry.getName(), name, scope);
            }
            FeelText.nameFault(name, false).ifPresent(reason -> problem(entry.getName(), reason));
            var value = visit(entry.getValue(), inner, times);
            fields.put(name, value);
            inner = inner.with(name, value);
        }
        return Shape.context(fields);
    }

    private Shape range(RangeNode node, Scope scope, double times) {
        var start = visit(node.getStart(), scope, times);
        var end = visit(node.getEnd(), scope, times);
        compared(node, start, end, true);
        var bound = start.kind() == Kind.NULL ? end : start;
        return new Shape(Kind.RANGE, bound.size() * 2 + 4, Double.POSITIVE_INFINITY, bound, Map.of(), "");
    }

    void test(@Nullable ASTNode node, Shape input, Scope scope, double times) {
        switch (node) {
            case null -> {
                // an open end
            }
            case UnaryTestListNode tests -> tests.getElements().forEach(t -> test(t, input, scope, times));
            case DashNode _ -> charge(node, times);
            case ListNode list -> list.getElements().forEach(t -> test(t, input, scope, times));
            case UnaryTestNode unary -> {
                charge(node, times * Limits.TEST_STEPS);
                test(unary.getValue(), input, scope, times);
            }
            default -> {
                var shape = visit(node, scope, times);
                charge(node, times * (Limits.TEST_STEPS + input.total() / 16));
                tested(node, input, shape);
            }
        }
    }

    private void tested(ASTNode node, Shape input, Shape test) {
        switch (test.kind()) {
            case NULL -> absentable.add(input.path());
            case RANGE -> compared(node, input.element(), test.element(), true);
            case LIST -> {
                if (test.count() > 0 && input.kind() != Kind.LIST) {
                    compared(node, input, test.element(), false);
                }
            }
            case BOOLEAN -> {
                if (!node.getText().contains("?") && !input.kind().fits(Kind.BOOLEAN)) {
                    problem(node, "This tests " + input.kind().words() + " with true or false: write ? for the value tested");
                }
            }
            default -> compared(node, input, test, false);
        }
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
