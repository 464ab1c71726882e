// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/** English words for messages to whoever maintains the data. */
final class English {
    private English() {}

    static String name(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
