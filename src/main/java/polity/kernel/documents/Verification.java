// SPDX-License-Identifier: Apache-2.0
package polity.kernel.documents;

import java.time.Instant;

/** What can be said to anyone about a document. */
public sealed interface Verification {

    /** It was issued and holds now. */
    record Valid(IssuedDocument document) implements Verification {}

    /** It was issued, and its validity begins later. */
    record NotYetValid(IssuedDocument document) implements Verification {}

    /** It was issued, and its validity has ended. */
    record Expired(IssuedDocument document) implements Verification {}

    /** It was issued and withdrawn. */
    record Revoked(IssuedDocument document, Instant since) implements Verification {}

    /** The file carries our seal, but was changed after it was sealed. */
    record Altered() implements Verification {}

    /** No document of ours. */
    record Unknown() implements Verification {}

    /** Which seals are ours isn't known here yet; it will be soon. */
    record NotYetVerifiable() implements Verification {}

    /** The code or the file can't be read. */
    record Unreadable() implements Verification {}
}
