// SPDX-License-Identifier: Apache-2.0
package polity.kernel.law;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A place in the law, written {@code parking-order:12(1)}; which version of it is meant, a date says.
 *
 * @param work code of the work
 * @param article its number, perhaps with capital letters where it was inserted later, like {@code 12A}
 * @param paragraph its number, perhaps with small letters; absent: the whole article
 */
public record Citation(
        String work, String article, @Nullable String paragraph) {

    static final Pattern WORK = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    static final Pattern ARTICLE = Pattern.compile("[1-9][0-9]{0,3}[A-Z]{0,2}");
    static final Pattern PARAGRAPH = Pattern.compile("[1-9][0-9]{0,2}[a-z]{0,2}");

    /** Numbers of articles or paragraphs as they follow each other: 2, 12, 12A, 12B, 12AA, 13. */
    static final Comparator<String> ORDER = Comparator.<String>comparingInt(Citation::digits)
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private static final Pattern WRITTEN =
            Pattern.compile("(%s):(%s)(?:\\((%s)\\))?".formatted(WORK, ARTICLE, PARAGRAPH));
    private static final int LONGEST = 80;

    /** Reads a citation as it is written in packages and parameters; empty when it isn't one. */
    public static Optional<Citation> parse(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(new Citation(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** Where anyone reads it, as it is today. */
    public String path() {
        return path("");
    }

    /** Where anyone reads it, as it was on this day. */
    public String path(LocalDate on) {
        return path(AsOf.query(on));
    }

    private String path(String query) {
        String whole = "/law/" + work + "/" + article + query;
        return paragraph == null ? whole : whole + "#p" + paragraph;
    }

    @Override
    public String toString() {
        String whole = work + ":" + article;
        return paragraph == null ? whole : whole + "(" + paragraph + ")";
    }

    /** Paragraphs without a number, written "", count as 0. */
    private static int digits(String number) {
        int value = 0;
        for (int at = 0; at < number.length() && Character.isDigit(number.charAt(at)); at++) {
            value = value * 10 + Character.digit(number.charAt(at), 10);
        }
        return value;
    }
}
