// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The day as of which somebody reads the law.
 *
 * @param query what carries it to another page; empty when no day was asked for
 */
record AsOf(LocalDate day, LocalDate today, String query) {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Reads what an address asks for; empty when it is no day. */
    static Optional<AsOf> parse(@Nullable String asked, LocalDate today) {
        if (asked == null) {
            return Optional.of(new AsOf(today, today, ""));
        }
        if (!DATE.matcher(asked).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AsOf(LocalDate.parse(asked), today, query(LocalDate.parse(asked))));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    static String query(LocalDate day) {
        return "?on=" + day;
    }
}
