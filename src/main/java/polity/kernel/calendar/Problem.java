// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.Comparator;
import java.util.List;

/** What is wrong with a data file, and where; line 0 is the file as a whole. */
record Problem(String file, int line, String text) {
    private static final Comparator<Problem> IN_ORDER =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line);

    /** By file and line, each said once. */
    static List<String> inOrder(List<Problem> problems) {
        return problems.stream()
                .sorted(IN_ORDER)
                .map(Problem::toString)
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
    }
}
