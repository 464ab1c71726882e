// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Answers after they were checked.
 *
 * @param answers typed values by field: text, whole numbers, dates, times of day, truth values, lists of texts
 * @param errors what is wrong, in the order of the form; the answers may be used only when there is none
 */
public record Accepted(Map<String, @Nullable Object> answers, List<FieldError> errors) {
    public boolean right() {
        return errors.isEmpty();
    }
}
