// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A component that asks something. */
public sealed interface Question extends Component {

    Field field();

    /** Where the error summary leads. */
    default String target() {
        return field().id();
    }

    /**
     * One line.
     *
     * @param width of the answer in characters: 2, 3, 4, 5, 10, 20 or 30; the whole line if absent
     * @param autocomplete token of the HTML standard, required where the person's own data is asked (WCAG 1.3.5)
     * @param inputmode {@code numeric}, {@code decimal}, {@code tel}, {@code email}, {@code url}
     * @param spellcheck false for names, addresses and numbers
     */
    record Input(
            Field field,
            String type,
            @Nullable Integer width,
            @Nullable String prefix,
            @Nullable String suffix,
            @Nullable String autocomplete,
            @Nullable String inputmode,
            @Nullable Boolean spellcheck)
            implements Question {

        public static Input of(Field field) {
            return new Input(field, "text", null, null, null, null, null, null);
        }

        /** A whole number: typed as text, because a number field loses what is not one. */
        public static Input number(Field field, int width) {
            return new Input(field, "text", width, null, null, null, "numeric", false);
        }

        public static Input email(Field field) {
            return new Input(field, "email", null, null, null, "email", null, false);
        }

        public static Input telephone(Field field) {
            return new Input(field, "tel", 20, null, null, "tel", null, null);
        }

        public static Input password(Field field, boolean fresh) {
            var token = fresh ? "new-password" : "current-password";
            return new Input(field, "password", 20, null, null, token, null, false);
        }

        public Input width(int characters) {
            return new Input(field, type, characters, prefix, suffix, autocomplete, inputmode, spellcheck);
        }

        public Input prefix(String text) {
            return new Input(field, type, width, text, suffix, autocomplete, inputmode, spellcheck);
        }

        public Input suffix(String text) {
            return new Input(field, type, width, prefix, text, autocomplete, inputmode, spellcheck);
        }

        public Input autocomplete(String token) {
            return new Input(field, type, width, prefix, suffix, token, inputmode, spellcheck);
        }

        public Input inputmode(String mode) {
            return new Input(field, type, width, prefix, suffix, autocomplete, mode, spellcheck);
        }

        public Input noSpellcheck() {
            return new Input(field, type, width, prefix, suffix, autocomplete, inputmode, false);
        }

        String classes() {
            var usual = field.invalid("govuk-input", "govuk-input--error");
            return width == null ? usual : usual + " govuk-input--width-" + width;
        }

        @Nullable
        String spellchecked() {
            return spellcheck == null ? null : spellcheck.toString();
        }
    }

    /**
     * Several lines.
     *
     * @param maximum most characters (code points) that the server accepts; counted below the field if present
     */
    record TextArea(Field field, int rows, @Nullable Integer maximum) implements Question {
        String countId() {
            return field.id() + "-info";
        }

        @Nullable
        String describedBy() {
            return field.describedBy(maximum == null ? null : countId());
        }
    }

    /** One of a few answers. */
    record Radios(Field field, List<Choice> choices, boolean inline) implements Question {
        public static Radios of(Field field, List<Choice> choices) {
            return new Radios(field, choices, false);
        }

        List<Option> options() {
            return Option.of(field, choices);
        }
    }

    /** Any number of a few answers. */
    record Checkboxes(Field field, List<Choice> choices) implements Question {
        List<Option> options() {
            return Option.of(field, choices);
        }
    }

    /** One of many answers; radios are better for up to ten. */
    record Select(Field field, List<Choice> choices) implements Question {}

    /**
     * A day in three parts, sent as {@code name-year}, {@code name-month}, {@code name-day}.
     *
     * @param wrong the parts that the error is about; all of them if empty
     * @param birthday whether the browser may fill in the person's own day of birth
     */
    record DateInput(Field field, String day, String month, String year, Set<Part> wrong, boolean birthday)
            implements Question {

        public static DateInput of(Field field) {
            return new DateInput(field, "", "", "", Set.of(), false);
        }

        public DateInput value(String newDay, String newMonth, String newYear) {
            return new DateInput(field, newDay, newMonth, newYear, wrong, birthday);
        }

        public DateInput wrong(Part... parts) {
            return new DateInput(field, day, month, year, Set.of(parts), birthday);
        }

        public DateInput asBirthday() {
            return new DateInput(field, day, month, year, wrong, true);
        }

        @Override
        public String target() {
            return parts(Language.EN).stream()
                    .filter(this::isWrong)
                    .findFirst()
                    .map(this::partId)
                    .orElse(partId(Part.DAY));
        }

        /** The parts in the order in which the language writes them. */
        List<Part> parts(Language language) {
            return language == Language.ZH_HANS
                    ? List.of(Part.YEAR, Part.MONTH, Part.DAY)
                    : List.of(Part.DAY, Part.MONTH, Part.YEAR);
        }

        boolean isWrong(Part part) {
            return field.wrong() && (wrong.isEmpty() || wrong.contains(part));
        }

        String partId(Part part) {
            return field.id() + "-" + part.code();
        }

        String partName(Part part) {
            return field.name() + "-" + part.code();
        }

        String partValue(Part part) {
            return switch (part) {
                case DAY -> day;
                case MONTH -> month;
                case YEAR -> year;
            };
        }

        @Nullable
        String partAutocomplete(Part part) {
            return birthday ? "bday-" + part.code() : null;
        }

        String partClasses(Part part) {
            var width = part == Part.YEAR ? "4" : "2";
            var usual = "govuk-input govuk-date-input__input govuk-input--width-" + width;
            return isWrong(part) ? usual + " govuk-input--error" : usual;
        }

        /** A part of a day. */
        public enum Part {
            DAY("day"),
            MONTH("month"),
            YEAR("year");

            private final String code;

            Part(String code) {
                this.code = code;
            }

            String code() {
                return code;
            }
        }
    }

    /**
     * Files to send; the form must be {@code multipart/form-data}.
     *
     * @param accept what the browser offers, like {@code .pdf,image/jpeg}; the server looks at the content all the same
     * @param kept which file is the answer until another is chosen, since a browser can't be told
     */
    record Upload(
            Field field,
            @Nullable String accept,
            boolean multiple,
            @Nullable Kept kept) implements Question {

        /** A file that was sent before: what the page says of it, and what it sends in its place as {@code name-kept}. */
        public record Kept(String told, String value) {}

        public Upload(Field field, @Nullable String accept, boolean multiple) {
            this(field, accept, multiple, null);
        }

        public Upload keeping(String told, String value) {
            return new Upload(field, accept, multiple, new Kept(told, value));
        }

        String keptName() {
            return field.name() + "-kept";
        }

        String keptId() {
            return field.id() + "-kept";
        }

        String chosenId() {
            return field.id() + "-chosen";
        }

        @Nullable
        String describedBy() {
            return kept == null ? field.describedBy() : field.describedBy(keptId());
        }
    }
}
