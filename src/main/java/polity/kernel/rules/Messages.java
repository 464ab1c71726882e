// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.regex.Pattern;

/** The engine's messages without its own vocabulary. */
final class Messages {
    private static final Pattern PREFIX = Pattern.compile("^DMN: ");
    private static final Pattern SUFFIX = Pattern.compile("\\s*\\((DMN id: [^)]*|[^()]*(error|not found)[^()]*)\\)\\s*$");
    private static final Pattern FEEL =
            Pattern.compile("^FEEL (ERROR|WARN) while evaluating literal expression .*?': ", Pattern.DOTALL);

    private Messages() {}

    static String plain(String message) {
        String text = PREFIX.matcher(message).replaceFirst("");
        text = SUFFIX.matcher(text).replaceFirst("");
        return FEEL.matcher(text).replaceFirst("").strip();
    }
}
