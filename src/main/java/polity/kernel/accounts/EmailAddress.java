// SPDX-License-Identifier: Apache-2.0
package polity.kernel.accounts;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address (RFC 5321, RFC 6531).
 *
 * @param written as its owner writes it, which is where mail goes
 * @param address how it is compared: lower case, the domain in ASCII
 */
record EmailAddress(String written, String address) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final Pattern LOCAL = Pattern.compile("[^\\s@\"(),:;<>\\[\\]\\\\\\p{Cntrl}]+");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    /** The address that was typed; absent when it isn't one. Full-width letters and signs are taken as meant. */
    static Optional<EmailAddress> parse(String typed) {
        if (typed.length() > 2 * LONGEST) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > LONGEST) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        Optional<String> domain = ascii(text.substring(at + 1));
        if (local.length() > LONGEST_LOCAL
                || !LOCAL.matcher(local).matches()
                || local.startsWith(".")
                || local.endsWith(".")
                || local.contains("..")
                || domain.isEmpty()) {
            return Optional.empty();
        }
        String address = local.toLowerCase(Locale.ROOT) + "@" + domain.get();
        return address.length() > LONGEST
                ? Optional.empty()
                : Optional.of(new EmailAddress(local + "@" + domain.get(), address));
    }

    private static Optional<String> ascii(String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
