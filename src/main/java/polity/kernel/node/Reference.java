// SPDX-License-Identifier: Apache-2.0
package polity.kernel.node;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A number that people read aloud and type: random characters that can't be mistaken for each other and a check
 * character, so that a slip of the pen is noticed before anything is looked up. The alphabet is Crockford's base 32; the
 * check is the hybrid system of ISO 7064 (section 9) for 32 characters.
 *
 * @param text canonical form, in groups of four with hyphens between them
 */
public record Reference(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int M = ALPHABET.length();
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new reference with this many random characters (5 bits each) before the check character. */
    public static Reference random(int characters) {
        var body = new StringBuilder(characters + 1);
        for (int i = 0; i < characters; i++) {
            body.append(ALPHABET.charAt(RANDOM.nextInt(M)));
        }
        return grouped(body.append(check(body)).toString());
    }

    /** Reads what somebody typed: case, spaces, hyphens and look-alikes don't matter; a wrong check character does. */
    public static Optional<Reference> parse(String typed) {
        if (typed.length() > 100) {
            return Optional.empty();
        }
        String plain = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-\u2010-\u2015]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (plain.length() < 5 || plain.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
            return Optional.empty();
        }
        String body = plain.substring(0, plain.length() - 1);
        return check(body) == plain.charAt(plain.length() - 1) ? Optional.of(grouped(plain)) : Optional.empty();
    }

    private static char check(CharSequence body) {
        int product = M;
        for (int i = 0; i < body.length(); i++) {
            int sum = (product + ALPHABET.indexOf(body.charAt(i))) % M;
            product = (sum == 0 ? M : sum) * 2 % (M + 1);
        }
        return ALPHABET.charAt((M + 1 - product) % M);
    }

    private static Reference grouped(String plain) {
        return new Reference(plain.replaceAll("(.{4})(?!$)", "$1-"));
    }

    @Override
    public String toString() {
        return text;
    }
}
