// SPDX-License-Identifier: Apache-2.0
package polity.kernel.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import polity.kernel.rules.Formula;

/** What is taken for a fact from the answers of a visitor, of whom no register is asked. */
sealed interface Assumption {

    /** The fact for somebody who said this; absent when nothing is to be assumed. */
    @Nullable
    Object of(Map<String, @Nullable Object> context);

    /** The fields of an entry; no entry is assumed when all of them are absent. */
    record Entry(Map<String, Formula> fields) implements Assumption {
        @Override
        public @Nullable Object of(Map<String, @Nullable Object> context) {
            var entry = new LinkedHashMap<String, @Nullable Object>();
            fields.forEach((field, formula) -> entry.put(field, formula.value(context)));
            return entry.values().stream().allMatch(Objects::isNull) ? null : entry;
        }
    }

    /** A list of entries, for a fact that is one. */
    record Entries(Formula list) implements Assumption {
        @Override
        public Object of(Map<String, @Nullable Object> context) {
            return list.value(context) instanceof List<?> entries ? entries : List.of();
        }
    }
}
