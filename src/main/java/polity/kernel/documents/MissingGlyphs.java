// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The text has characters that no font shows; a document with holes in its text is never issued. */
public final class MissingGlyphs extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> characters;

    private MissingGlyphs(String message, List<String> characters) {
        super(message);
        this.characters = characters;
    }

    static MissingGlyphs of(SortedSet<Integer> codePoints) {
        var characters =
                new TreeSet<>(codePoints).stream().map(Character::toString).toList();
        var listed = codePoints.stream()
                .map(c -> "%s (U+%04X)".formatted(Character.toString(c), c))
                .toList();
        return new MissingGlyphs(
                "No font of this installation shows these characters: " + String.join(", ", listed), characters);
    }

    /** The characters, in order of their code points. */
    public List<String> characters() {
        return characters;
    }
}
