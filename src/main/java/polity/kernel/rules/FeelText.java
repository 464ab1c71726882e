// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A FEEL expression as a row of tokens. It is looked at before the parser sees it, because a parser of a recursive language
 * takes what it is given, however deep.
 */
final class FeelText {
    private static final int LONGEST_NAME = 60;
    private static final Set<String> KEYWORDS = Set.of(
            "for",
            "return",
            "in",
            "if",
            "then",
            "else",
            "some",
            "every",
            "satisfies",
            "instance",
            "of",
            "function",
            "external",
            "or",
            "and",
            "between",
            "not",
            "null",
            "true",
            "false");
    private static final List<String> LONG_SYMBOLS = List.of("...", "..", "**", "<=", ">=", "!=", "->");
    private static final String SHORT_SYMBOLS = "()[]{}.,:=<>+-*/@?";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    FeelText(String text) {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            i = next(i);
        }
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    List<Token> tokens() {
        return tokens;
    }

    private int next(int i) {
        char c = text.charAt(i);
        if (Character.isWhitespace(c) || c == '\u00A0') {
            return i + 1;
        }
        if (text.startsWith("/*", i)) {
            int close = text.indexOf("*/", i + 2);
            return close < 0 ? add(Token.Sort.WRONG, i, text.length()) : close + 2;
        }
        if (text.startsWith("//", i)) {
            int close = text.indexOf('\n', i);
            return close < 0 ? text.length() : close + 1;
        }
        if (c == '"') {
            return string(i);
        }
        if (isDigit(c) || (c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1)) && !afterDot(i))) {
            return number(i);
        }
        if (Character.isUnicodeIdentifierStart(c) || c == '_') {
            int end = i + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            return add(Token.Sort.NAME, i, end);
        }
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, i)) {
                return add(Token.Sort.SYMBOL, i, i + symbol.length());
            }
        }
        boolean known = SHORT_SYMBOLS.indexOf(c) >= 0;
        return add(known ? Token.Sort.SYMBOL : Token.Sort.WRONG, i, i + 1);
    }

    private boolean afterDot(int i) {
        return i > 0 && text.charAt(i - 1) == '.';
    }

    private int string(int i) {
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end >= text.length() ? add(Token.Sort.WRONG, i, text.length()) : add(Token.Sort.STRING, i, end + 1);
    }

    private int number(int i) {
        int end = i;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        boolean wrong = end < text.length() && isNamePart(text.charAt(end));
        while (wrong && end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return add(wrong ? Token.Sort.WRONG : Token.Sort.NUMBER, i, end);
    }

    private int add(Token.Sort sort, int start, int end) {
        tokens.add(new Token(sort, text.substring(start, end), start));
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    /** Says what makes the text unfit for the parser: index and reason. */
    boolean check(BiConsumer<Integer, String> wrong) {
        if (text.isBlank()) {
            wrong.accept(0, "An expression is missing: write one, or - in a cell that doesn't matter");
            return false;
        }
        if (text.length() > Limits.EXPRESSION_CHARACTERS) {
            wrong.accept(
                    0,
                    "The expression is longer than " + Limits.EXPRESSION_CHARACTERS
                            + " characters: split it into several decisions");
            return false;
        }
        int depth = 0;
        int keywords = 0;
        Token before = null;
        for (var token : tokens) {
            String reason = reason(token, before);
            if (!reason.isEmpty()) {
                wrong.accept(token.start(), reason);
                return false;
            }
            if (token.sort() == Token.Sort.SYMBOL && "([{".contains(token.text())) {
                depth++;
            } else if (token.sort() == Token.Sort.SYMBOL && ")]}".contains(token.text())) {
                depth--;
            }
            keywords += token.sort() == Token.Sort.NAME && isKeyword(token.text()) ? 1 : 0;
            if (Math.abs(depth) > Limits.EXPRESSION_BRACKETS || keywords > Limits.EXPRESSION_KEYWORDS) {
                wrong.accept(
                        token.start(), "The expression is too deeply nested here: split it into several decisions");
                return false;
            }
            before = token;
        }
        return true;
    }

    private static String reason(Token token, @org.jspecify.annotations.Nullable Token before) {
        if (token.sort() == Token.Sort.WRONG) {
            return switch (token.text().charAt(0)) {
                case '"' -> "A text isn't closed: put \" at its end";
                case '/' -> "A comment isn't closed: put */ at its end";
                default ->
                    isDigit(token.text().charAt(0)) || token.text().charAt(0) == '.'
                            ? "Write the number " + token.text() + " in plain digits, like 1500 or 0.25"
                            : "The character " + token.text().charAt(0) + " has no meaning here: remove it";
            };
        }
        if (token.is("...")) {
            return "... is not allowed: name the field";
        }
        if (token.is("external")) {
            return "External functions are not allowed: write the rule in FEEL";
        }
        if (token.is("partial")) {
            return "partial is not allowed: use sum, or a decision of its own";
        }
        if (token.sort() == Token.Sort.NUMBER && token.text().length() > Limits.NUMBER_DIGITS) {
            return "A number may have at most " + Limits.NUMBER_DIGITS + " digits: shorten it";
        }
        boolean signs = before != null && isSign(before) && isSign(token) && before.end() <= token.start();
        return signs ? "Two signs follow each other: use one, or brackets" : "";
    }

    private static boolean isSign(Token token) {
        return token.is("-") || token.is("+");
    }

    /** Says why a name is unfit, or nothing. Inputs, decisions and models may have names of several words. */
    static Optional<String> nameFault(String name, boolean severalWords) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.of("A name of 1 to " + LONGEST_NAME + " characters is needed");
        }
        if (Functions.isKnown(name) || name.equals("item") || name.equals("partial")) {
            return Optional.of("The name \"" + name + "\" belongs to FEEL: choose another");
        }
        String[] words = name.split(" ", -1);
        if (words.length > 1 && !severalWords) {
            return Optional.of("The name \"" + name + "\" must be one word: write it as " + name.replace(' ', '_'));
        }
        for (String word : words) {
            if (!isWord(word)) {
                return Optional.of("The name \"" + name
                        + "\" may have letters, digits, _ and single spaces only, and must begin with a letter");
            }
            if (FeelText.isKeyword(word)) {
                return Optional.of("The name \"" + name + "\" contains the FEEL word \"" + word + "\": choose another");
            }
        }
        return Optional.empty();
    }

    private static boolean isWord(String word) {
        return !word.isEmpty()
                && Character.isLetter(word.charAt(0))
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                && word.chars().allMatch(Character::isUnicodeIdentifierPart);
    }

    /**
     * A piece of a FEEL expression.
     *
     * @param start index in the expression's text
     */
    record Token(Sort sort, String text, int start) {
        enum Sort {
            NUMBER,
            STRING,
            NAME,
            SYMBOL,
            WRONG
        }

        int end() {
            return start + text.length();
        }

        boolean is(String symbol) {
            return sort != Sort.STRING && text.equals(symbol);
        }
    }
}
