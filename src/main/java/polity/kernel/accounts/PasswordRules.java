// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import polity.kernel.page.Words;

/**
 * Which passwords are good enough: long, and neither known to everybody nor about their owner. No rules about capitals
 * and digits (OWASP ASVS 5.0 section 6.2, NIST SP 800-63B-4 section 3.1.1.2).
 */
final class PasswordRules {

    /** What is wrong with a password; its name in lower case is the key of its text. */
    enum Fault {
        TOO_SHORT,
        TOO_LONG,
        TOO_COMMON,
        TOO_SIMPLE,
        ABOUT_YOU;

        String say(Words words) {
            return words.say(
                    "password." + name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "least",
                    SHORTEST,
                    "most",
                    LONGEST);
        }
    }

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** In UTF-16 units before normalisation, which may make less of them. */
    private static final int MOST_READ = 5 * LONGEST;

    private static final String LIST = "/accounts/common-passwords.txt";
    private static final int FEWEST_DIFFERENT = 5;
    private static final int SHORTEST_NAME = 4;
    private static final Pattern DECORATION = Pattern.compile("^[\\d\\W_]+|[\\d\\W_]+$");

    private final Set<String> common;

    PasswordRules(Set<String> common) {
        this.common = common;
    }

    /** With the list that this build carries, {@code web/passwords.mjs}. */
    static PasswordRules load() {
        try (InputStream in = PasswordRules.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new MissingList();
            }
            try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return new PasswordRules(lines.lines().collect(Collectors.toUnmodifiableSet()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first thing that is wrong; absent when the password is good. */
    Optional<Fault> check(String password, String name, Optional<EmailAddress> email) {
        // Measured first: to normalise a hostile text takes the square of its length.
        if (password.length() > MOST_READ) {
            return Optional.of(Fault.TOO_LONG);
        }
        String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            return Optional.of(Fault.TOO_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Fault.TOO_LONG);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (isCommon(lower)) {
            return Optional.of(Fault.TOO_COMMON);
        }
        if (lower.codePoints().distinct().count() < FEWEST_DIFFERENT || isSequence(lower)) {
            return Optional.of(Fault.TOO_SIMPLE);
        }
        return isAbout(lower, name, email) ? Optional.of(Fault.ABOUT_YOU) : Optional.empty();
    }

    /** A well-known word stays one with digits around it or written twice. */
    private boolean isCommon(String lower) {
        String bare = DECORATION.matcher(lower).replaceAll("");
        String half = lower.substring(0, lower.length() / 2);
        return common.contains(lower) || common.contains(bare) || (lower.equals(half + half) && common.contains(half));
    }

    /** Each character is followed by its neighbour, like abcdef or 987654. */
    private static boolean isSequence(String lower) {
        int[] points = lower.codePoints().toArray();
        long steps = 0;
        for (int i = 1; i < points.length; i++) {
            steps += Math.abs(points[i] - points[i - 1]) <= 1 ? 1 : 0;
        }
        return steps >= points.length - 3;
    }

    /** Little remains once the name and the address are taken out. */
    private static boolean isAbout(String lower, String name, Optional<EmailAddress> email) {
        String rest = lower;
        String about = name.toLowerCase(Locale.ROOT) + " "
                + email.map(EmailAddress::address).orElse("");
        for (String word : Arrays.asList(about.split("[\\s@.]+", -1))) {
            if (word.length() >= SHORTEST_NAME) {
                rest = rest.replace(word, "");
            }
        }
        return rest.length() < lower.length() && rest.codePointCount(0, rest.length()) < SHORTEST - SHORTEST_NAME;
    }

    /** The build made no list. */
    static final class MissingList extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingList() {
            super("This build lacks " + LIST + "; build it anew with web/build");
        }
    }
}
