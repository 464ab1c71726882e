// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.util.Base64;
import java.util.Optional;

/** Standard Base 64 (RFC 4648 section 4) in which each value has one spelling only. */
final class Base64Text {
    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes, absent when the text is not what {@link #encode} would write for them. */
    static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            // Java ignores the unused bits of the last character and missing padding: a proof must have one spelling.
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
