// SPDX-License-Identifier: Apache-2.0
package polity.kernel.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes calendar files for a test. */
final class DataFolder {
    private DataFolder() {}

    static void write(Path folder, String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
