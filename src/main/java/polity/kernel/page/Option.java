// SPDX-License-Identifier: Apache-2.0
package polity.kernel.page;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A choice as radios and checkboxes show it. */
record Option(Choice choice, String id, boolean checked) {

    static List<Option> of(Field field, List<Choice> choices) {
        var options = new ArrayList<Option>();
        for (var index = 0; index < choices.size(); index++) {
            var choice = choices.get(index);
            options.add(new Option(choice, field.id(index), field.values().contains(choice.value())));
        }
        return options;
    }

    @Nullable
    String hintId() {
        return choice.hint() == null ? null : id + "-item-hint";
    }

    String moreId() {
        return id + "-more";
    }
}
