// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a DMN file and what each needs, each after all that it needs.
 *
 * @param types the item definitions, by name
 */
record Model(String name, Map<String, Type> types, List<Node> inputs, List<Node> functions, List<Node> decisions) {
    enum Sort {
        INPUT,
        DECISION,
        FUNCTION
    }

    /** An input, a decision or a business knowledge model (a function). */
    record Node(
            Sort sort,
            String name,
            @Nullable String typeName,
            Element element,
            @Nullable Element expression,
            List<Node> needs) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Nullable Type type(@Nullable String typeName) {
        return typeName == null
                ? Type.ANY
                : Kind.ofTypeName(typeName).map(Type::of).orElseGet(() -> types.get(typeName));
    }
}
