// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/**
 * A page of a form.
 *
 * @param when whether it is asked; always when absent
 * @param facts facts that are shown once it is answered
 */
public record FormPage(String id, @Nullable Formula when, List<FormField> fields, List<String> facts) {

    /** Names of the fields that want a file. */
    public List<String> files() {
        return fields.stream()
                .filter(field -> field.type() == FormField.Type.FILE)
                .map(FormField::id)
                .toList();
    }

    Optional<FormField> field(String id) {
        return fields.stream().filter(field -> field.id().equals(id)).findFirst();
    }
}
