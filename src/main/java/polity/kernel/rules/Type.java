// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type as the rules declare it. */
record Type(Kind kind, @Nullable Type element, Map<String, Type> fields) {
    static final Type ANY = of(Kind.ANY);

    static Type of(Kind kind) {
        return new Type(kind, null, Map.of());
    }

    static Type listOf(Type element) {
        return new Type(Kind.LIST, element, Map.of());
    }

    Shape shape(Limits.Allowance allowance) {
        return switch (kind) {
            case NUMBER -> Shape.number(Limits.NUMBER_CHARACTERS);
            case STRING -> Shape.string(allowance.textCharacters());
            case BOOLEAN -> Shape.BOOLEAN;
            case LIST -> Shape.list(
                    allowance.listEntries(), element == null ? open(allowance) : element.shape(allowance));
            case CONTEXT -> {
                var shapes = new HashMap<String, Shape>();
                fields.forEach((name, type) -> shapes.put(name, type.shape(allowance)));
                yield fields.isEmpty() ? open(allowance) : Shape.context(shapes);
            }
            case ANY, NULL, RANGE, FUNCTION -> open(allowance);
            case DATE, TIME, DATE_TIME, DURATION, MONTHS -> Shape.moment(kind);
        };
    }

    private static Shape open(Limits.Allowance allowance) {
        return Shape.any(allowance.textCharacters(), allowance.listEntries());
    }
}
