// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of values of FEEL (DMN 1.5, section 10.3.2), as far as rules use them. */
enum Kind {
    NUMBER("a number"),
    STRING("a text"),
    BOOLEAN("true or false"),
    DATE("a date"),
    TIME("a time of day"),
    DATE_TIME("a date and time"),
    DURATION("a duration in days and hours"),
    MONTHS("a duration in years and months"),
    LIST("a list"),
    CONTEXT("a context"),
    RANGE("a range"),
    FUNCTION("a function"),
    NULL("null"),
    ANY("any value");

    private static final Set<Kind> ORDERED = EnumSet.of(NUMBER, STRING, DATE, TIME, DATE_TIME, DURATION, MONTHS, ANY, NULL);

    private static final Map<String, Kind> TYPE_NAMES = Map.ofEntries(
            Map.entry("number", NUMBER),
            Map.entry("string", STRING),
            Map.entry("boolean", BOOLEAN),
            Map.entry("date", DATE),
            Map.entry("time", TIME),
            Map.entry("date and time", DATE_TIME),
            Map.entry("days and time duration", DURATION),
            Map.entry("years and months duration", MONTHS),
            Map.entry("list", LIST),
            Map.entry("context", CONTEXT),
            Map.entry("Any", ANY));

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Optional<Kind> ofTypeName(String name) {
        return Optional.ofNullable(TYPE_NAMES.get(name));
    }

    boolean isOpen() {
        return this == ANY || this == NULL;
    }

    boolean isOrdered() {
        return ORDERED.contains(this);
    }

    boolean fits(Kind other) {
        return this == other || isOpen() || other.isOpen();
    }
}
