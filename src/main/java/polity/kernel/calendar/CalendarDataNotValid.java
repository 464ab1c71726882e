// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.List;

/** Calendar data that cannot be used; each problem says file, line and what to do. */
public final class CalendarDataNotValid extends RuntimeException {
    private final List<String> problems;

    CalendarDataNotValid(String problem) {
        this(List.of(problem));
    }

    CalendarDataNotValid(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: {@code cn/2026.yaml:12: what is wrong and what to write instead}. */
    public List<String> problems() {
        return problems;
    }
}
