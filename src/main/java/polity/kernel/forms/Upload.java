// SPDX-License-Identifier: Apache-2.0
package polity.kernel.forms;

import polity.kernel.files.FileId;
import polity.kernel.files.FileKind;

/**
 * A file that somebody uploaded to answer with.
 *
 * @param name what the file was called, made harmless
 */
public record Upload(FileId file, String name, FileKind kind, long bytes) {

    /** What became of bytes that somebody sent. */
    public sealed interface Result {}

    /** They are kept, and may be an answer of whoever sent them. */
    public record Kept(Upload upload) implements Result {}

    /** They are not kept. */
    public record Refused(FieldError error) implements Result {}
}
