// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.events.InvalidParametersEvent;
import org.kie.dmn.feel.runtime.functions.BaseFEELFunction;

/**
 * Our own of the functions that the engine has in a slow or unbounded form: it writes an XQuery program for each
 * {@code matches} and {@code replace} (2.5 ms a call), and its {@code number} reads 1e999999999.
 */
final class TextFunctions {
    private static final java.util.regex.Pattern PLAIN_NUMBER =
            java.util.regex.Pattern.compile("-?[0-9]{1,34}(\\.[0-9]{1,34})?");

    private TextFunctions() {}

    static List<FEELFunction> all() {
        return List.of(
                new TextFunction("matches", TextFunctions::matches),
                new TextFunction("replace", TextFunctions::replace),
                new TextFunction("split", TextFunctions::split),
                new TextFunction("number", TextFunctions::number));
    }

    private static Object matches(String[] texts) {
        return TextPattern.compile(texts[1])
                .matcher(TextPattern.counted(texts[0]))
                .find();
    }

    private static Object replace(String[] texts) {
        return TextPattern.compile(texts[1])
                .matcher(TextPattern.counted(texts[0]))
                .replaceAll(texts[2]);
    }

    private static Object split(String[] texts) {
        return Arrays.asList(TextPattern.compile(texts[1]).split(TextPattern.counted(texts[0]), -1));
    }

    private static @Nullable Object number(String[] texts) {
        return PLAIN_NUMBER.matcher(texts[0]).matches() ? new BigDecimal(texts[0]) : null;
    }

    private interface Body {
        @Nullable
        Object apply(String[] texts);
    }

    private static final class TextFunction extends BaseFEELFunction {
        private final Body body;

        TextFunction(String name, Body body) {
            super(name);
            this.body = body;
        }

        @Override
        @SuppressWarnings("NullAway") // the engine's null is FEEL's null
        public Object invokeReflectively(EvaluationContext context, Object[] arguments) {
            if (!Arrays.stream(arguments).allMatch(String.class::isInstance)) {
                return failed(context, "needs texts");
            }
            try {
                var result = body.apply(Arrays.copyOf(arguments, arguments.length, String[].class));
                return result == null ? failed(context, "can't read the text") : result;
            } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
                return failed(context, "can't use the pattern");
            } catch (TextPattern.TooManySteps | StackOverflowError _) {
                return failed(context, "took too long on this text");
            }
        }

        private @Nullable Object failed(EvaluationContext context, String reason) {
            context.notifyEvt(() ->
                    new InvalidParametersEvent(FEELEvent.Severity.ERROR, "The function " + getName() + " " + reason));
            return null;
        }
    }

    /**
     * The regular expressions that rules may use: what XPath (which FEEL names) and Java read alike, with ASCII digits and
     * letters for {@code \d} and {@code \w}. Repetition of something that repeats or branches is refused, and matching is
     * counted, so that no text can make it endless.
     */
    static final class TextPattern {
        private static final int LONGEST = 200;
        private static final int REPETITIONS = 8;
        private static final int STEPS = 200_000;
        private static final String ESCAPES = "dDwWsSnrt\\.-[](){}*+?|^$";
        private static final Set<String> CATEGORIES = Set.of("L", "Lu", "Ll", "N", "Nd", "P", "Z");

        private TextPattern() {}

        /** Says why a pattern is refused, or nothing. */
        static Optional<String> fault(String pattern) {
            if (pattern.length() > LONGEST) {
                return Optional.of("The pattern is longer than " + LONGEST + " characters: shorten it");
            }
            var fault = Optional.ofNullable(scan(pattern));
            if (fault.isPresent()) {
                return fault;
            }
            try {
                compile(pattern);
                return Optional.empty();
            } catch (PatternSyntaxException e) {
                return Optional.of("The pattern is not a regular expression: " + e.getDescription());
            }
        }

        private static @org.jspecify.annotations.Nullable String scan(String pattern) {
            int repetitions = 0;
            boolean inClass = false;
            int depth = 0;
            // whether the group that is open at this depth, or has just been closed, repeats or branches
            var varies = new boolean[LONGEST + 2];
            boolean closedVaries = false;
            boolean afterGroup = false;
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (c == '\\') {
                    int end = escape(pattern, i);
                    if (end < 0) {
                        return "\\" + (i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ')
                                + " is not supported in patterns: use \\d, \\w, \\s, \\p{L} or a class like [A-Z]";
                    }
                    i = end;
                    afterGroup = false;
                } else if (inClass) {
                    if (c == '[' || c == '&') {
                        return "Write a class of characters without [ and & inside";
                    }
                    inClass = c != ']';
                } else if (c == '[') {
                    inClass = true;
                    afterGroup = false;
                } else if (c == '(') {
                    if (pattern.startsWith("(?", i)) {
                        if (!pattern.startsWith("(?:", i)) {
                            return "Only plain groups ( ) and (?: ) are allowed in patterns";
                        }
                        i += 2;
                    }
                    varies[++depth] = false;
                    afterGroup = false;
                } else if (c == ')') {
                    closedVaries = varies[depth];
                    depth = Math.max(0, depth - 1);
                    varies[depth] |= closedVaries;
                    afterGroup = true;
                } else if (c == '|') {
                    varies[depth] = true;
                    afterGroup = false;
                } else if ("*+?{".indexOf(c) >= 0) {
                    repetitions++;
                    if (afterGroup && closedVaries && c != '?') {
                        return "A group that repeats may not itself contain a repetition or |: write it differently";
                    }
                    if (c == '{') {
                        i = Math.max(i, pattern.indexOf('}', i));
                    }
                    if (i + 1 < pattern.length() && "?+*".indexOf(pattern.charAt(i + 1)) >= 0) {
                        return "Two repetitions follow each other: use one";
                    }
                    varies[depth] = true;
                    afterGroup = false;
                } else {
                    afterGroup = false;
                }
            }
            return repetitions > REPETITIONS
                    ? "A pattern may have at most " + REPETITIONS + " repetitions: split the check"
                    : null;
        }

        /** The index of an escape's last character, negative if it isn't supported. */
        private static int escape(String pattern, int i) {
            if (i + 1 >= pattern.length()) {
                return -1;
            }
            char c = pattern.charAt(i + 1);
            if (c == 'p' || c == 'P') {
                int close = pattern.indexOf('}', i);
                return close > 0
                                && pattern.startsWith("{", i + 2)
                                && CATEGORIES.contains(pattern.substring(i + 3, close))
                        ? close
                        : -1;
            }
            return ESCAPES.indexOf(c) >= 0 ? i + 1 : -1;
        }

        static Pattern compile(String pattern) {
            var java = new StringBuilder();
            boolean inClass = false;
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (c == '\\' && i + 1 < pattern.length()) {
                    java.append(c).append(pattern.charAt(++i));
                } else if (c == '$' && !inClass) {
                    // XPath's $ is the very end; Java's also stands before a last line feed
                    java.append("\\z");
                } else {
                    inClass = c == '[' || (inClass && c != ']');
                    java.append(c);
                }
            }
            return Pattern.compile(java.toString());
        }

        /** Whether the whole text matches; one that takes too many steps doesn't. */
        static boolean matchesWhole(String text, String pattern) {
            try {
                return compile(pattern).matcher(counted(text)).matches();
            } catch (TooManySteps | StackOverflowError _) {
                return false;
            }
        }

        /** A text that counts how often the matcher looks at it. */
        static CharSequence counted(String text) {
            return new Counted(text);
        }

        /** Thrown out of the matcher when a text takes too long. */
        static final class TooManySteps extends RuntimeException {
            TooManySteps() {
                super("matching took too many steps", null, false, false);
            }
        }

        private static final class Counted implements CharSequence {
            private final String text;
            private int left = STEPS;

            Counted(String text) {
                this.text = text;
            }

            @Override
            public int length() {
                return text.length();
            }

            @Override
            public char charAt(int index) {
                if (--left < 0) {
                    throw new TooManySteps();
                }
                return text.charAt(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return text.substring(start, end);
            }

            @Override
            public String toString() {
                return text;
            }
        }
    }
}
