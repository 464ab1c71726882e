// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.page.Language;
import polity.kernel.rules.Formula;

/**
 * A question.
 *
 * @param least smallest number or amount in minor units
 * @param most greatest number; most characters of a text; most bytes of a file
 * @param pattern what the whole answer must match after it was normalised
 * @param choices where the options are those that registers have
 * @param kinds kinds of file
 * @param prefill what the answer is before it was given
 */
record FormField(
        String id,
        Type type,
        boolean optional,
        long least,
        long most,
        @Nullable String pattern,
        Normalise normalise,
        Optional<String> autocomplete,
        List<String> options,
        @Nullable Choices choices,
        List<String> kinds,
        @Nullable Formula when,
        @Nullable Formula prefill,
        List<Check> checks) {

    /** On what it depends whether it is asked, and what is accepted. */
    Stream<Formula> conditions() {
        return Stream.concat(Stream.ofNullable(when), checks.stream().map(Check::test));
    }

    /** What is wrong with a file as the answer; nothing was uploaded where it is absent. */
    Optional<FieldError> misfit(@Nullable Upload upload) {
        if (upload == null) {
            return Optional.of(FieldError.of(id, "file-unknown"));
        }
        if (!kinds.isEmpty() && !kinds.contains(upload.kind().word())) {
            return Optional.of(FieldError.of(id, "kind"));
        }
        return upload.bytes() > most ? Optional.of(tooLarge()) : Optional.empty();
    }

    FieldError tooLarge() {
        return new FieldError(id, "size", Map.of("max", most / (1024 * 1024)));
    }

    /**
     * Options that a fact gives, as it is known when the question is put.
     *
     * @param fact a list of register entries
     * @param value the field of an entry that is the answer
     * @param labels the field by which people tell entries apart, by language
     */
    record Choices(String fact, String value, Map<Language, String> labels) {

        /** Whether that can be answered, or each of several. */
        boolean allow(@Nullable Object answer, Map<String, ? extends @Nullable Object> context) {
            Set<String> offered = in(context, Language.EN).keySet();
            return answer instanceof List<?> several
                    ? several.stream().map(String::valueOf).allMatch(offered::contains)
                    : offered.contains(String.valueOf(answer));
        }

        /** The labels by what is answered, in the order of the fact. */
        Map<String, String> in(Map<String, ? extends @Nullable Object> context, Language language) {
            var choices = new LinkedHashMap<String, String>();
            if (context.get("facts") instanceof Map<?, ?> facts && facts.get(fact) instanceof List<?> entries) {
                for (Object each : entries) {
                    if (each instanceof Map<?, ?> entry && entry.get(value) != null) {
                        String answer = String.valueOf(entry.get(value));
                        Object named = entry.get(labels.get(language));
                        choices.putIfAbsent(answer, named == null ? answer : named.toString());
                    }
                }
            }
            return choices;
        }
    }

    /** What must be true of the answers; otherwise the error with this code is shown. */
    record Check(Formula test, String error) {}

    /** What kind of answer it wants. */
    enum Type {
        TEXT("text"),
        TEXTAREA("textarea"),
        EMAIL("email"),
        TEL("tel"),
        INTEGER("integer"),
        MONEY("money"),
        DATE("date"),
        TIME("time"),
        YES_NO("yes-no"),
        RADIOS("radios"),
        CHECKBOXES("checkboxes"),
        SELECT("select"),
        FILE("file");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        static Optional<Type> of(String word) {
            for (Type type : values()) {
                if (type.word.equals(word)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        boolean hasOptions() {
            return this == RADIOS || this == CHECKBOXES || this == SELECT;
        }
    }

    /** How a text is brought into one form before it is checked. */
    enum Normalise {
        NONE,
        /** Spaces at the ends are dropped, those within become one. */
        SPACES,
        /** As SPACES, and in capital letters. */
        UPPER
    }
}
