// SPDX-License-Identifier: Apache-2.0
package polity.kernel.registers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;
import polity.kernel.page.Words;

/**
 * A field of a register.
 *
 * @param values the codes of a field of type CODE with their labels by language
 * @param label by language
 */
record RegisterField(
        String name,
        Type type,
        Map<String, Map<String, String>> values,
        long least,
        long most,
        Map<String, String> label) {

    /** What a value may be. */
    enum Type {
        TEXT,
        INTEGER,
        BOOLEAN,
        DATE,
        CODE,
        PERSON
    }

    /** The value as it is kept, absent when it doesn't fit the field. */
    Optional<Object> kept(Object given) {
        return switch (type) {
            case TEXT ->
                Optional.<Object>of(given.toString())
                        .filter(text -> text.toString().length() <= most && !hasControls(text.toString()));
            case INTEGER ->
                whole(given).filter(number -> number >= least && number <= most).map(n -> n);
            case BOOLEAN -> given instanceof Boolean ? Optional.of(given) : Optional.empty();
            case DATE -> date(given).map(LocalDate::toString);
            case CODE -> Optional.<Object>of(given.toString()).filter(code -> values.containsKey(code.toString()));
            case PERSON -> uuid(given).map(UUID::toString);
        };
    }

    /** A kept value as rules see it. */
    @Nullable
    Object seen(@Nullable Object kept) {
        return kept != null && type == Type.DATE ? LocalDate.parse(kept.toString()) : kept;
    }

    String label(Language language) {
        return inLanguage(label, language);
    }

    /** A value as people read it. */
    String shown(@Nullable Object value, Words words) {
        return switch (value) {
            case null -> "";
            case LocalDate date -> words.date(date);
            case Long number -> words.number(number);
            case String kept when type == Type.DATE -> words.date(LocalDate.parse(kept));
            case String kept when type == Type.INTEGER -> words.number(Long.parseLong(kept));
            default -> {
                Map<String, String> meaning = values.get(value.toString());
                yield meaning == null ? value.toString() : inLanguage(meaning, words.language());
            }
        };
    }

    static String inLanguage(Map<String, String> texts, Language language) {
        String text = texts.get(language.tag());
        return text != null ? text : texts.values().stream().findFirst().orElse("");
    }

    private static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || (point >= 0xD800 && point <= 0xDFFF));
    }

    private static Optional<Long> whole(Object given) {
        try {
            return Optional.of(new BigDecimal(given.toString()).longValueExact());
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(Object given) {
        try {
            return Optional.of(given instanceof LocalDate date ? date : LocalDate.parse(given.toString()));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(Object given) {
        try {
            return Optional.of(UUID.fromString(given.toString()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static final Set<String> TYPES = Set.of("text", "integer", "boolean", "date", "code", "person");
}
