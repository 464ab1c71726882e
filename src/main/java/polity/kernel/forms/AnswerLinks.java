// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.Optional;

/** Where an answer leads: to be changed, or to be had as a file; nowhere where it is empty. */
public interface AnswerLinks {
    /** Where a page is asked again. */
    default Optional<String> change(FormPage page) {
        return Optional.empty();
    }

    /** Where one of several things is asked about again. */
    default Optional<String> change(FormPage page, int number) {
        return Optional.empty();
    }

    /**
     * Where the file is had that answers a question.
     *
     * @param question a field's id; about one of several things {@code children[0].photo}
     */
    default Optional<String> file(String question) {
        return Optional.empty();
    }
}
