// SPDX-License-Identifier: Apache-2.0
package polity.kernel.rules;

import java.util.Optional;

/** Which names rules may give to things, so that no expression can be read in two ways. */
final class Names {
    private static final int LONGEST = 60;

    private Names() {}

    /** Says why a name is unfit, or nothing. Inputs, decisions and models may have names of several words. */
    static Optional<String> fault(String name, boolean severalWords) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of("A name of 1 to " + LONGEST + " characters is needed");
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
}
