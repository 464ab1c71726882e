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

    static AsOf of(LocalDate today) {
        return new AsOf(today, today, "");
    }

    /** A day as somebody types it in three parts. */
    static Optional<LocalDate> typed(String day, String month, String year) {
        String written = year.strip() + "-" + twoDigits(month) + "-" + twoDigits(day);
        return parse(written, LocalDate.EPOCH).map(AsOf::day);
    }

    private static String twoDigits(String part) {
        String number = part.strip();
        return number.length() == 1 ? "0" + number : number;
    }

    static String query(LocalDate day) {
        return "?on=" + day;
    }
}
