// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

/** A text that is not a period; the message says what to write. */
public final class PeriodNotValid extends RuntimeException {
    private final String text;

    PeriodNotValid(String text) {
        super("“" + text + "” is not a period. Write P10WD for ten working days, P10D for days, P2W for weeks, "
                + "P3M for months or P1Y for a year.");
        this.text = text;
    }

    /** What was written in place of a period. */
    public String text() {
        return text;
    }
}
