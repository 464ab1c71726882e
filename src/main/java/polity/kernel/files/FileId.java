// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of a file's bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record FileId(String hex) {

    static FileId of(byte[] digest) {
        return new FileId(HexFormat.of().formatHex(digest));
    }

    /** Reads what somebody sent; absent when it can't be an id. */
    public static Optional<FileId> parse(String text) {
        return text.matches("[0-9a-f]{64}") ? Optional.of(new FileId(text)) : Optional.empty();
    }

    /** As the data base takes several, to be cast to {@code bytea[]}. */
    public static String[] array(Collection<FileId> files) {
        return files.stream().map(file -> "\\x" + file.hex()).toArray(String[]::new);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
