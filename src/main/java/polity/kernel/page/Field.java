// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What every question has: a name, the question itself, and what was answered.
 *
 * @param name name of the parameter that carries the answer
 * @param label the question
 * @param hint help that is always shown
 * @param values what was answered or is known; more than one only where several can be chosen
 * @param error what is wrong with the answer and what to do
 * @param heading whether the question is the heading of its page
 * @param optional whether it may stay unanswered; the label then says so
 */
public record Field(
        String name,
        String label,
        @Nullable String hint,
        List<String> values,
        @Nullable String error,
        boolean heading,
        boolean optional) {

    public static Field of(String name, String label) {
        return new Field(name, label, null, List.of(), null, false, false);
    }

    public Field hint(@Nullable String text) {
        return new Field(name, label, text, values, error, heading, optional);
    }

    public Field value(@Nullable String answer) {
        return values(answer == null ? List.of() : List.of(answer));
    }

    public Field values(List<String> answers) {
        return new Field(name, label, hint, List.copyOf(answers), error, heading, optional);
    }

    public Field error(@Nullable String text) {
        return new Field(name, label, hint, values, text, heading, optional);
    }

    public Field asHeading() {
        return new Field(name, label, hint, values, error, true, optional);
    }

    public Field asOptional() {
        return new Field(name, label, hint, values, error, heading, true);
    }

    /** Id of the control, or of the first one of several; where the error summary leads. */
    public String id() {
        return name.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /** The question as it is asked: one that may stay unanswered says so. */
    String shown(Words words) {
        return optional ? words.say("optional", "label", label) : label;
    }

    @Nullable
    String value() {
        return values.isEmpty() ? null : values.getFirst();
    }

    boolean wrong() {
        return error != null;
    }

    String hintId() {
        return id() + "-hint";
    }

    String errorId() {
        return id() + "-error";
    }

    /** Id of the nth control of several: the first carries the id itself. */
    String id(int index) {
        return index == 0 ? id() : id() + "-" + (index + 1);
    }

    /** For {@code aria-describedby}: hint, error, and what else describes the control. */
    @Nullable
    String describedBy(@Nullable String... more) {
        var ids = new ArrayList<String>();
        if (hint != null) {
            ids.add(hintId());
        }
        if (wrong()) {
            ids.add(errorId());
        }
        for (var id : more) {
            if (id != null) {
                ids.add(id);
            }
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }

    String invalid(String usual, String whenWrong) {
        return wrong() ? usual + " " + whenWrong : usual;
    }
}
