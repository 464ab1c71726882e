// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A jurisdiction that has a calendar of its own: a country (ISO 3166-1 alpha-2, lower case) and, where its holidays
 * differ from the country's, a subdivision: {@code cn}, {@code gb/england-and-wales}.
 */
public record Place(String code) {
    private static final Pattern CODE = Pattern.compile("[a-z]{2}(/[a-z0-9]+(-[a-z0-9]+)*)?");

    /**
     * A code of that form.
     *
     * @throws CalendarDataNotValid when the code isn't a country, or a country and a subdivision
     */
    public Place {
        if (!CODE.matcher(code).matches()) {
            throw new CalendarDataNotValid("“" + code + "” is not a place. Write a country code in lower case, "
                    + "like cn, or a country and a subdivision, like gb/england-and-wales.");
        }
    }

    static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    public String country() {
        return code.substring(0, 2);
    }

    public Optional<String> subdivision() {
        return code.length() == 2 ? Optional.empty() : Optional.of(code.substring(3));
    }

    @Override
    public String toString() {
        return code;
    }
}
