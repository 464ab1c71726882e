// SPDX-License-Identifier: Apache-2.0
package polity.kernel.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** 256 random bits that whoever holds them may use; the data base keeps their SHA-256 only. */
public final class Secret {

    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret next() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new Secret(bytes);
    }

    /** The secret as it was written by {@link #text()}; absent when it can't be one. */
    public static Optional<Secret> parse(@Nullable String text) {
        if (text == null || text.length() != 43) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The secret for a cookie or a link: 43 characters of the URL-safe Base64 alphabet. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The 32 bytes themselves, for a function of the data base that hashes them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
