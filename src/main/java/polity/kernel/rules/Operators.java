// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import polity.kernel.rules.Shape.Kind;
import java.util.Optional;
import org.kie.dmn.feel.lang.ast.InfixOperator;

/** What the operators of FEEL give (DMN 1.5, section 10.3.2.11), by the kinds of their sides; empty where they give null. */
final class Operators {
    private Operators() {}

    static Optional<Shape> arithmetic(InfixOperator operator, Shape left, Shape right) {
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
    static Optional<String> incomparable(Shape left, Shape right, boolean ordered) {
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
