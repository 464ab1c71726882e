// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.files.FileId;
import polity.kernel.page.Choice;
import polity.kernel.page.Words;

/**
 * What a form says: its questions, the choices that it offers and the answers, in the words of its package.
 *
 * @param usual words for where a package has none
 * @param files the uploaded files that answers may name
 * @param known what expressions see, of which choices are taken that registers have
 */
record FormWords(
        Words words, Words usual, Currency currency, Map<FileId, Upload> files, Map<String, @Nullable Object> known) {

    String label(FormField field) {
        return words.say("field." + field.id() + ".label");
    }

    /** What was asked, as it stands beside the answer: an order is given once. */
    String named(FormField field) {
        String key = "field." + field.id() + ".summary";
        return words.has(key) ? words.say(key) : label(field);
    }

    @Nullable
    String hint(FormField field) {
        String key = "field." + field.id() + ".hint";
        if (words.has(key)) {
            return words.say(key);
        }
        return field.type() == FormField.Type.TIME ? usual.say("time-hint") : null;
    }

    /** An error as a sentence: the package's words where it has them, else the usual ones. */
    String say(FieldError error) {
        String field = error.field().substring(error.field().lastIndexOf('.') + 1);
        String key = "error." + field + "." + error.code();
        return words.has(key) ? words.say(key, parameters(error)) : usual(error, usual);
    }

    /** The same where no package has own words. */
    static String usual(FieldError error, Words usual) {
        String code = usual.has("error." + error.code()) ? error.code() : "unclear";
        return usual.say("error." + code, parameters(error));
    }

    private static Object[] parameters(FieldError error) {
        return error.parameters().entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
    }

    /** What can be chosen, given what expressions see. */
    List<Choice> choices(FormField field, Map<String, @Nullable Object> context) {
        FormField.Choices choices = field.choices();
        if (choices != null) {
            return choices.in(context, words.language()).entrySet().stream()
                    .map(each -> Choice.of(each.getKey(), each.getValue()))
                    .toList();
        }
        return field.options().stream()
                .map(option -> {
                    String key = "option." + field.id() + "." + option;
                    return Choice.of(option, words.say(key))
                            .hint(words.has(key + ".hint") ? words.say(key + ".hint") : null);
                })
                .toList();
    }

    /** An answer as people read it. */
    String shown(FormField field, @Nullable Object answer) {
        return switch (answer) {
            case null -> usual.say("none");
            case Boolean yes -> usual.say(yes ? "yes" : "no");
            case LocalDate date -> words.date(date);
            case LocalTime time -> words.time(time);
            case Long amount when field.type() == FormField.Type.MONEY -> words.money(amount, currency);
            case Long number -> words.number(number);
            case List<?> list ->
                list.isEmpty()
                        ? usual.say("none")
                        : String.join(
                                usual.say("separator"),
                                list.stream()
                                        .map(each -> option(field, String.valueOf(each)))
                                        .toList());
            case String text when field.type().hasOptions() -> option(field, text);
            case String text
            when field.type() == FormField.Type.FILE -> {
                Upload upload = file(text);
                yield upload == null ? usual.say("file") : upload.name();
            }
            default -> answer.toString();
        };
    }

    private String option(FormField field, String chosen) {
        FormField.Choices choices = field.choices();
        return choices == null
                ? words.say("option." + field.id() + "." + chosen)
                : choices.in(known, words.language()).getOrDefault(chosen, chosen);
    }

    @Nullable
    Upload file(@Nullable Object answer) {
        return answer instanceof String hex ? FileId.parse(hex).map(files::get).orElse(null) : null;
    }

    /** An answer as the parameters of an HTML form would send it. */
    static List<String> written(@Nullable Object answer) {
        return switch (answer) {
            case null -> List.of();
            case Boolean yes -> List.of(yes ? "yes" : "no");
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(answer.toString());
        };
    }
}
