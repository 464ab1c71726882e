// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.BetweenNode;
import org.kie.dmn.feel.lang.ast.DashNode;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.InfixOperator;
import org.kie.dmn.feel.lang.ast.ListNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.RangeNode;
import org.kie.dmn.feel.lang.ast.SignedUnaryNode;
import org.kie.dmn.feel.lang.ast.UnaryTestListNode;
import org.kie.dmn.feel.lang.ast.UnaryTestNode;

import polity.kernel.rules.AnalysisBodies.Scope;
import polity.kernel.rules.Shape.Kind;

/** The part of the {@link Analysis} about operators, comparisons and tests (DMN 1.5, section 10.3.2.11). */
final class AnalysisOperators {
    private final Analysis analysis;

    AnalysisOperators(Analysis analysis) {
        this.analysis = analysis;
    }

    Shape infix(InfixOpNode node, Scope scope, double times) {
        var left = analysis.visit(node.getLeft(), scope, times);
        var right = analysis.visit(node.getRight(), scope, times);
        return switch (node.getOperator()) {
            case AND, OR -> {
                analysis.truth(node.getLeft(), left);
                analysis.truth(node.getRight(), right);
                yield Shape.BOOLEAN;
            }
            case EQ, NE -> {
                compared(node, left, right, false);
                analysis.charge(node, times * (left.total() + right.total()) / 16);
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
        analysis.charge(node, times * (left.total() + right.total()) / (numbers ? 64 : 16));
        return arithmetic(node.getOperator(), left, right).orElseGet(() -> {
            analysis.problem(
                    node,
                    node.getOperator().getSymbol() + " can't join "
                            + left.kind().words() + " and " + right.kind().words());
            return Shape.any(0, 0);
        });
    }

    private Shape power(InfixOpNode node, Shape base) {
        if (!(node.getRight() instanceof NumberNode exponent)
                || exponent.getValue().scale() > 0
                || exponent.getValue().intValue() > Limits.POWER) {
            analysis.problem(
                    node, "An exponent must be a whole number up to " + Limits.POWER + " that is written in the rule");
            return Shape.any(0, 0);
        }
        if (!base.kind().fits(Kind.NUMBER)) {
            analysis.problem(node, "** needs a number");
        }
        return Shape.number(base.total() * Math.max(1, exponent.getValue().intValue()) + 40);
    }

    void compared(ASTNode node, Shape left, Shape right, boolean ordered) {
        if (!ordered && left.kind() == Kind.NULL) {
            analysis.absentable().add(right.path());
        } else if (!ordered && right.kind() == Kind.NULL) {
            analysis.absentable().add(left.path());
        }
        incomparable(left, right, ordered).ifPresent(reason -> analysis.problem(node, reason));
    }

    Shape signed(SignedUnaryNode node, Scope scope, double times) {
        var shape = analysis.visit(node.getExpression(), scope, times);
        boolean fits = shape.kind().fits(Kind.NUMBER) || shape.kind() == Kind.DURATION || shape.kind() == Kind.MONTHS;
        if (!fits) {
            analysis.problem(node, "A sign needs a number");
        }
        return shape.kind() == Kind.NUMBER ? Shape.number(shape.size() + 1) : shape;
    }

    Shape between(BetweenNode node, Scope scope, double times) {
        var value = analysis.visit(node.getValue(), scope, times);
        compared(node, value, analysis.visit(node.getStart(), scope, times), true);
        compared(node, value, analysis.visit(node.getEnd(), scope, times), true);
        return Shape.BOOLEAN;
    }

    Shape range(RangeNode node, Scope scope, double times) {
        var start = analysis.visit(node.getStart(), scope, times);
        var end = analysis.visit(node.getEnd(), scope, times);
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
            case DashNode _ -> analysis.charge(node, times);
            case ListNode list -> list.getElements().forEach(t -> test(t, input, scope, times));
            case UnaryTestNode unary -> {
                analysis.charge(node, times * Limits.TEST_STEPS);
                test(unary.getValue(), input, scope, times);
            }
            default -> {
                var shape = analysis.visit(node, scope, times);
                analysis.charge(node, times * (Limits.TEST_STEPS + input.total() / 16));
                tested(node, input, shape);
            }
        }
    }

    private void tested(ASTNode node, Shape input, Shape test) {
        switch (test.kind()) {
            case NULL -> analysis.absentable().add(input.path());
            case RANGE -> compared(node, input.element(), test.element(), true);
            case LIST -> {
                if (test.count() > 0 && input.kind() != Kind.LIST) {
                    compared(node, input, test.element(), false);
                }
            }
            case BOOLEAN -> {
                if (!node.getText().contains("?") && !input.kind().fits(Kind.BOOLEAN)) {
                    analysis.problem(
                            node,
                            "This tests " + input.kind().words() + " with true or false: write ? for the value tested");
                }
            }
            default -> compared(node, input, test, false);
        }
    }

    /** What an operator gives, by the kinds of its sides; empty where that is null. */
    private static Optional<Shape> arithmetic(InfixOperator operator, Shape left, Shape right) {
        var a = left.kind();
        var b = right.kind();
        if (a == Kind.NULL || b == Kind.NULL) {
            return Optional.empty();
        }
        if (a == Kind.ANY || b == Kind.ANY) {
            return open(operator, left, right);
        }
        if (a == Kind.NUMBER && b == Kind.NUMBER) {
            return Optional.of(Shape.number(numberSize(operator, left.size(), right.size())));
        }
        return switch (operator) {
            case ADD -> sum(left, right);
            case SUB -> difference(a, b);
            case MULT -> product(a, b);
            case DIV -> quotient(a, b);
            default -> Optional.empty();
        };
    }

    private static double numberSize(InfixOperator operator, double left, double right) {
        return switch (operator) {
            case ADD, SUB -> Math.max(left, right) + 1;
            case MULT -> left + right;
            default -> left + right + 40;
        };
    }

    private static Optional<Shape> open(InfixOperator operator, Shape left, Shape right) {
        var known = left.kind() == Kind.ANY ? right : left;
        double size = left.total() + right.total() + 40;
        if (known.kind() == Kind.LIST || known.kind() == Kind.CONTEXT || known.kind() == Kind.BOOLEAN) {
            return Optional.empty();
        }
        if (known.kind() == Kind.STRING) {
            return operator == InfixOperator.ADD ? Optional.of(Shape.string(size)) : Optional.empty();
        }
        if (known.kind() == Kind.NUMBER && operator != InfixOperator.MULT) {
            return Optional.of(Shape.number(size));
        }
        return Optional.of(Shape.any(size, 1));
    }

    private static boolean isDuration(Kind kind) {
        return kind == Kind.DURATION || kind == Kind.MONTHS;
    }

    private static boolean isPoint(Kind kind) {
        return kind == Kind.DATE || kind == Kind.DATE_TIME || kind == Kind.TIME;
    }

    private static Optional<Shape> sum(Shape left, Shape right) {
        var a = left.kind();
        var b = right.kind();
        if (a == Kind.STRING && b == Kind.STRING) {
            return Optional.of(Shape.string(left.size() + right.size()));
        }
        if (isPoint(a) && isDuration(b)) {
            return Optional.of(Shape.moment(a));
        }
        if (isDuration(a) && isPoint(b)) {
            return Optional.of(Shape.moment(b));
        }
        return isDuration(a) && a == b ? Optional.of(Shape.moment(a)) : Optional.empty();
    }

    private static Optional<Shape> difference(Kind a, Kind b) {
        if (isPoint(a) && a == b) {
            return Optional.of(Shape.moment(Kind.DURATION));
        }
        boolean moved = (isPoint(a) && isDuration(b)) || (isDuration(a) && a == b);
        return moved ? Optional.of(Shape.moment(a)) : Optional.empty();
    }

    private static Optional<Shape> product(Kind a, Kind b) {
        if (isDuration(a) && b == Kind.NUMBER) {
            return Optional.of(Shape.moment(a));
        }
        return a == Kind.NUMBER && isDuration(b) ? Optional.of(Shape.moment(b)) : Optional.empty();
    }

    private static Optional<Shape> quotient(Kind a, Kind b) {
        if (isDuration(a) && b == Kind.NUMBER) {
            return Optional.of(Shape.moment(a));
        }
        return isDuration(a) && a == b ? Optional.of(Shape.number(80)) : Optional.empty();
    }

    /** Says why two values can't be compared, or nothing. */
    private static Optional<String> incomparable(Shape left, Shape right, boolean ordered) {
        if (!left.kind().fits(right.kind())) {
            return Optional.of("This compares " + left.kind().words() + " with "
                    + right.kind().words() + ", which is never true: compare values of one kind");
        }
        if (ordered && !(left.kind().isOrdered() && right.kind().isOrdered())) {
            return Optional.of("There is no order between values of this kind: use = or in");
        }
        return Optional.empty();
    }
}
