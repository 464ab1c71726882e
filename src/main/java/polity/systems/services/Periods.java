// SPDX-License-Identifier: Apache-2.0
package polity.systems.services;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import polity.kernel.page.Words;

/** Periods of one part, such as {@code P10WD}, in words. */
final class Periods {

    private static final Pattern PERIOD = Pattern.compile("P(?:(\\d{1,4})(WD|[YMWD])|T(\\d{1,4})([HMS]))");

    private Periods() {}

    /** Empty where the words know no such period. */
    static Optional<String> said(String period, Words words) {
        Matcher parts = PERIOD.matcher(period);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                parts.group(1) != null
                        ? words.count("period." + parts.group(2), Long.parseLong(parts.group(1)))
                        : words.count("period.T" + parts.group(4), Long.parseLong(parts.group(3))));
    }
}
