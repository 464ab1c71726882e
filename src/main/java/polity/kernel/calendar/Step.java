// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;

/**
 * One line of a derivation: a day, or a run of counted days in a row. A day that isn't counted always has a line of its
 * own. Of a limit counted backwards, the lines run into the past and {@code to} is before {@code from}.
 *
 * @param firstNumber the running number of {@code from}; 0 when it isn't counted
 * @param lastNumber the running number of {@code to}; 0 when it isn't counted
 * @param part 0 for the period itself, 1 for the first extension, and so on; numbers begin anew in each
 * @param reason why the day is counted, or why not
 */
public record Step(
        LocalDate from, LocalDate to, boolean counted, int firstNumber, int lastNumber, int part, Reason reason) {

    public boolean isRun() {
        return !from.equals(to);
    }
}
