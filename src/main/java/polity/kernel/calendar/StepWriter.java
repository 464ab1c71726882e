// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import polity.kernel.calendar.TimeLimit.Step;

/** Writes the lines of a derivation, drawing counted days in a row with the same reason into one. */
final class StepWriter {
    private final List<Step> steps = new ArrayList<>();
    private boolean open;
    private LocalDate from = LocalDate.MIN;
    private LocalDate to = LocalDate.MIN;
    private int firstNumber;
    private int lastNumber;
    private int part;
    private Reason reason = Reason.of("");

    void counted(LocalDate date, int number, int inPart, Reason why) {
        // The next line of a run is always the next day: days that aren't counted close it.
        if (open && part == inPart && reason.equals(why)) {
            to = date;
            lastNumber = number;
            return;
        }
        close();
        open = true;
        from = date;
        to = date;
        firstNumber = number;
        lastNumber = number;
        part = inPart;
        reason = why;
    }

    void uncounted(LocalDate date, int inPart, Reason why) {
        close();
        steps.add(new Step(date, date, false, 0, 0, inPart, why));
    }

    List<Step> written() {
        close();
        return List.copyOf(steps);
    }

    private void close() {
        if (open) {
            steps.add(new Step(from, to, true, firstNumber, lastNumber, part, reason));
            open = false;
        }
    }
}
