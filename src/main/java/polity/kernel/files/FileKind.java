// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that are accepted, known by their first bytes whatever their name says. */
public enum FileKind {
    PDF("application/pdf", "%PDF-"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff");

    private final String mediaType;
    private final String beginning;

    FileKind(String mediaType, String beginning) {
        this.mediaType = mediaType;
        this.beginning = beginning;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The word by which forms name it, such as {@code pdf}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FileKind> of(byte[] first, int length) {
        return Arrays.stream(values())
                .filter(kind -> kind.begins(first, length))
                .findFirst();
    }

    private boolean begins(byte[] first, int length) {
        if (length < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if ((first[i] & 0xff) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
