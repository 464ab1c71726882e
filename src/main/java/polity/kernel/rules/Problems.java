// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems of one file, without repeating itself. */
final class Problems {
    private final Source source;
    private final Set<Problem> found = new LinkedHashSet<>();

    Problems(Source source) {
        this.source = source;
    }

    void add(int offset, String reason) {
        if (found.size() < Limits.PROBLEMS) {
            found.add(source.problem(offset, reason));
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    Source source() {
        return source;
    }

    List<Problem> list() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return List.copyOf(sorted);
    }
}
