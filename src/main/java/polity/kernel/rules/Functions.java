// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Shape.Kind;

/**
 * The built-in functions of FEEL that rules may call, with the arguments they take, how large their results can be and what
 * they cost. Those that ask the clock, make functions or contexts, or read expressions out of texts are not among them.
 */
final class Functions {
    /** What a call costs, beside reading its arguments once. */
    enum Work {
        LINEAR,
        QUADRATIC,
        PATTERN
    }

    interface Result {
        Shape of(List<Shape> arguments);
    }

    /** A function; its signatures have a letter for each argument, and + repeats the last. */
    record Function(List<String> signatures, Result result, Work work) {}

    private static final Set<String> CLOCK = Set.of("now", "today");
    private static final Set<String> REFUSED = Set.of(
            "decision table",
            "get entries",
            "get value",
            "context",
            "context put",
            "context merge",
            "range",
            "log",
            "exp",
            "stddev",
            "invoke",
            "code");
    private static final Map<String, Function> ALLOWED = allowed();

    private Functions() {}

    static boolean isKnown(String name) {
        return ALLOWED.containsKey(name) || CLOCK.contains(name) || REFUSED.contains(name);
    }

    static Optional<Function> find(String name) {
        return Optional.ofNullable(ALLOWED.get(name));
    }

    /** Says why a function that isn't allowed isn't. */
    static String refusal(String name) {
        if (CLOCK.contains(name)) {
            return name
                    + "() is not allowed, because a decision must come out the same when it is recomputed: use an input"
                    + " for the day";
        }
        if (REFUSED.contains(name)) {
            return "The function " + name + " is not allowed in rules";
        }
        return "There is no function called \"" + name
                + "\": use a function of FEEL, or a business knowledge model that this decision requires";
    }

    static boolean fits(char letter, Shape argument) {
        var kind = argument.kind();
        if (kind == Kind.FUNCTION) {
            return false;
        }
        if (letter == '*' || kind.isOpen()) {
            return true;
        }
        return switch (letter) {
            case 'N' -> kind == Kind.NUMBER;
            case 'S' -> kind == Kind.STRING;
            case 'B' -> kind == Kind.BOOLEAN;
            case 'D' -> kind == Kind.DATE || kind == Kind.DATE_TIME;
            case 'T' -> kind == Kind.TIME;
            case 'P' -> kind == Kind.DURATION || kind == Kind.MONTHS;
            case 'L' -> kind == Kind.LIST;
            default -> false;
        };
    }

    static boolean takes(Function function, List<Shape> arguments) {
        return function.signatures().stream().anyMatch(s -> takes(s, arguments));
    }

    private static boolean takes(String signature, List<Shape> arguments) {
        boolean repeats = signature.endsWith("+");
        String letters = repeats ? signature.substring(0, signature.length() - 1) : signature;
        if (arguments.size() < letters.length() || (!repeats && arguments.size() > letters.length())) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!fits(letters.charAt(Math.min(i, letters.length() - 1)), arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static double sum(List<Shape> arguments) {
        return arguments.stream().mapToDouble(Shape::total).sum();
    }

    private static double entries(List<Shape> arguments) {
        return arguments.stream().mapToDouble(Shape::iterations).sum();
    }

    /** The largest single number in the arguments: a list of numbers, or numbers. */
    private static double widest(List<Shape> arguments) {
        return arguments.stream().mapToDouble(a -> a.element().total()).max().orElse(0);
    }

    private static Shape elements(List<Shape> arguments) {
        Shape joined = Shape.NULL;
        for (var argument : arguments) {
            joined = joined.join(
                    argument.kind() == Kind.LIST && argument.count() == 0 ? Shape.NULL : argument.element());
        }
        return joined;
    }

    private static Shape flat(Shape shape, double[] count) {
        if (shape.kind() != Kind.LIST && shape.kind() != Kind.ANY) {
            return shape;
        }
        count[0] *= Math.max(1, shape.count());
        return shape.kind() == Kind.ANY ? shape : flat(shape.element(), count);
    }

    private static Map<String, Function> allowed() {
        var functions = new HashMap<String, Function>();
        Result yes = a -> Shape.BOOLEAN;
        Result small = a -> Shape.number(20);
        Result first = a -> a.getFirst();
        Result text = a -> Shape.string(a.getFirst().total());
        // conversion
        add(functions, "date", "S|D|NNN", a -> Shape.moment(Kind.DATE));
        add(functions, "time", "S|D|T|NNN|NNNP", a -> Shape.moment(Kind.TIME));
        add(functions, "date and time", "S|D|DT", a -> Shape.moment(Kind.DATE_TIME));
        add(functions, "duration", "S", a -> Shape.any(40, 1));
        add(functions, "years and months duration", "DD", a -> Shape.moment(Kind.MONTHS));
        add(functions, "string", "*", a -> Shape.string(a.getFirst().total() * 2 + 10));
        add(functions, "number", "S", a -> Shape.number(Limits.NUMBER_CHARACTERS));
        // truth
        add(functions, "not", "B", yes);
        add(functions, "is", "**", yes);
        add(functions, "all", "L|B+", yes);
        add(functions, "any", "L|B+", yes);
        // texts
        add(functions, "substring", "SN|SNN", text);
        add(functions, "string length", "S", small);
        add(functions, "upper case", "S", a -> Shape.string(a.getFirst().total() * 3));
        add(functions, "lower case", "S", a -> Shape.string(a.getFirst().total() * 3));
        add(functions, "substring before", "SS", text);
        add(functions, "substring after", "SS", text);
        add(functions, "contains", "SS", yes);
        add(functions, "starts with", "SS", yes);
        add(functions, "ends with", "SS", yes);
        add(functions, "string join", "L|LS", Functions::joined);
        add(functions, "matches", "SS", yes, Work.PATTERN);
        add(functions, "replace", "SSS", Functions::replaced, Work.PATTERN);
        add(
                functions,
                "split",
                "SS",
                a -> Shape.list(
                        a.getFirst().total() + 1, Shape.string(a.getFirst().total())),
                Work.PATTERN);
        // numbers
        add(functions, "abs", "N|P", first);
        add(functions, "floor", "N|NN", Functions::rounded);
        add(functions, "ceiling", "N|NN", Functions::rounded);
        for (String rounding : List.of("decimal", "round up", "round down", "round half up", "round half down")) {
            add(functions, rounding, "NN", Functions::rounded);
        }
        add(functions, "modulo", "NN", a -> Shape.number(sum(a)));
        add(functions, "sqrt", "N", a -> Shape.number(a.getFirst().total() + 40));
        add(functions, "odd", "N", yes);
        add(functions, "even", "N", yes);
        add(functions, "count", "L", small);
        add(functions, "sum", "L|N+", a -> Shape.number(widest(a) + 12));
        add(functions, "mean", "L|N+", a -> Shape.number(widest(a) + 50));
        add(functions, "median", "L|N+", a -> Shape.number(widest(a) + 50), Work.QUADRATIC);
        add(functions, "product", "L|N+", a -> Shape.number(widest(a) * Math.max(1, entries(a))));
        add(functions, "mode", "L|N+", a -> Shape.list(entries(a), elements(a)), Work.QUADRATIC);
        add(functions, "min", "L|*+", Functions::elements);
        add(functions, "max", "L|*+", Functions::elements);
        // lists
        add(functions, "list contains", "L*", yes);
        add(functions, "index of", "L*", a -> Shape.list(a.getFirst().iterations(), Shape.number(20)));
        add(functions, "sublist", "LN|LNN", a -> list(a.getFirst().iterations(), a.getFirst()));
        add(functions, "reverse", "L", a -> list(a.getFirst().iterations(), a.getFirst()));
        add(functions, "remove", "LN", a -> list(a.getFirst().iterations(), a.getFirst()));
        add(functions, "sort", "L", a -> list(a.getFirst().iterations(), a.getFirst()), Work.QUADRATIC);
        add(functions, "distinct values", "L", a -> list(a.getFirst().iterations(), a.getFirst()), Work.QUADRATIC);
        add(functions, "concatenate", "L+", a -> Shape.list(entries(a), elements(a)));
        add(functions, "union", "L+", a -> Shape.list(entries(a), elements(a)), Work.QUADRATIC);
        add(functions, "append", "L*+", Functions::appended);
        add(functions, "insert before", "LN*", a -> appended(List.of(a.get(0), a.get(2))));
        add(functions, "list replace", "LN*", a -> appended(List.of(a.get(0), a.get(2))));
        add(functions, "flatten", "L", Functions::flattened);
        // dates and ranges
        add(functions, "day of week", "D", a -> Shape.string(12));
        add(functions, "month of year", "D", a -> Shape.string(12));
        add(functions, "day of year", "D", small);
        add(functions, "week of year", "D", small);
        for (String relation : List.of(
                "before",
                "after",
                "coincides",
                "starts",
                "started by",
                "finishes",
                "finished by",
                "during",
                "includes",
                "overlaps",
                "overlaps before",
                "overlaps after",
                "meets",
                "met by")) {
            add(functions, relation, "**", yes);
        }
        return Map.copyOf(functions);
    }

    private static void add(Map<String, Function> functions, String name, String signatures, Result result) {
        add(functions, name, signatures, result, Work.LINEAR);
    }

    private static void add(Map<String, Function> functions, String name, String signatures, Result result, Work work) {
        functions.put(name, new Function(List.of(signatures.split("\\|", -1)), result, work));
    }

    private static Shape list(double count, Shape of) {
        return Shape.list(count, of.element());
    }

    private static Shape appended(List<Shape> arguments) {
        var list = arguments.getFirst();
        Shape joined = elements(List.of(list));
        for (var added : arguments.subList(1, arguments.size())) {
            joined = joined.join(added);
        }
        return Shape.list(list.iterations() + arguments.size() - 1, joined);
    }

    private static Shape flattened(List<Shape> arguments) {
        var count = new double[] {1};
        var element = flat(arguments.getFirst(), count);
        return Shape.list(count[0], element);
    }

    private static Shape joined(List<Shape> arguments) {
        var list = arguments.getFirst();
        double separator = arguments.size() > 1 ? arguments.get(1).total() : 0;
        return Shape.string(list.iterations() * (list.element().total() + separator));
    }

    private static Shape replaced(List<Shape> arguments) {
        double length = arguments.getFirst().total();
        // a group in the replacement can bring back the whole text, at each place where it matches
        return Shape.string((length + 1) * (arguments.get(2).total() + 1)
                + length * arguments.get(2).total());
    }

    private static Shape rounded(List<Shape> arguments) {
        return Shape.number(arguments.getFirst().total() + Limits.ROUNDING_PLACES + 1);
    }

    static @Nullable String patternFault(String name, List<String> literals) {
        var fault = TextFunctions.TextPattern.fault(literals.getFirst());
        if (fault.isPresent()) {
            return fault.get();
        }
        boolean groups = name.equals("replace") && literals.getLast().matches(".*(\\\\|\\$(?![1-9])).*");
        return groups ? "In a replacement, $ must be followed by the number of a group, and \\ is not allowed" : null;
    }
}
