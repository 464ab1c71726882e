// SPDX-License-Identifier: Apache-2.0
package polity.kernel.files;

/** What became of bytes that somebody sent. */
public sealed interface Reception {

    /** They are kept. */
    record Kept(FileId id, FileKind kind, long bytes) implements Reception {}

    /** They are not kept, and nothing of them is left. */
    record Refused(Reason reason) implements Reception {}

    /** Why a file is refused. */
    enum Reason {
        EMPTY,
        TOO_LARGE,
        NOT_A_KNOWN_KIND,
        DANGEROUS
    }
}
