// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/**
 * A page of a form.
 *
 * @param when whether it is asked; always when absent
 * @param repeat whether its questions are asked of each of several things
 * @param facts what registers know and the applicant is shown instead of being asked
 */
public record FormPage(
        String id, @Nullable Formula when, @Nullable Repeat repeat, List<FormField> fields, List<String> facts) {

    private static final String FACTS = "facts";

    /**
     * Questions that are asked of each of several things, such as children.
     *
     * @param field name of the answer, a list with the answers about each
     * @param least how many there are at least
     * @param most how many there are at most
     */
    public record Repeat(String field, int least, int most) {

        /** How one of them is called among the answers, counted from 0: {@code children[0]}. */
        String at(int place) {
            return field + "[" + place + "]";
        }

        /** How a question about one of them is called among the answers: {@code children[0].name}. */
        String at(int place, String question) {
            return at(place) + "." + question;
        }
    }

    /** Its questions about one of several things, as a page of its own. */
    FormPage single() {
        return new FormPage(id, null, null, fields, facts);
    }

    /** Whether what registers know decides if it is asked, what is offered or what is accepted: an answer would tell it to whoever asks. */
    public boolean tellsFacts() {
        return fields.stream().anyMatch(field -> field.choices() != null)
                || Stream.concat(Stream.ofNullable(when), fields.stream().flatMap(FormField::conditions))
                        .flatMap(condition -> condition.uses().stream())
                        .anyMatch(name -> name.equals(FACTS) || name.startsWith(FACTS + "."));
    }

    /** Names of the fields that want a file. */
    public List<String> files() {
        return fields.stream()
                .filter(field -> field.type() == FormField.Type.FILE)
                .map(FormField::id)
                .toList();
    }

    /** That the files on it are too large to be looked at one by one. */
    public List<FieldError> tooLarge() {
        return fields.stream()
                .filter(field -> field.type() == FormField.Type.FILE)
                .map(FormField::tooLarge)
                .toList();
    }

    Optional<FormField> field(String id) {
        return fields.stream().filter(field -> field.id().equals(id)).findFirst();
    }
}
