// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A SHA-256 value of 32 bytes. */
public final class Hash {
    static final int LENGTH = 32;

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /**
     * The hash in these bytes.
     *
     * @throws MalformedLogData when there are not exactly 32
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedLogData("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash in standard Base 64 (RFC 4648 section 4), absent when the text is not exactly that. */
    public static Optional<Hash> fromBase64(String text) {
        return Base64Text.decode(text).filter(b -> b.length == LENGTH).map(Hash::new);
    }

    static Hash slice(byte[] bytes, int from) {
        return new Hash(Arrays.copyOfRange(bytes, from, from + LENGTH));
    }

    static Hash sha256(byte[]... parts) {
        var digest = digest();
        for (var part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    static Hash sha256(byte prefix, Hash left, Hash right) {
        var digest = digest();
        digest.update(prefix);
        digest.update(left.value);
        digest.update(right.value);
        return new Hash(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new MissingAlgorithm("SHA-256", e);
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    /** The hash in standard Base 64. */
    public String base64() {
        return new String(Base64.getEncoder().encode(value), StandardCharsets.US_ASCII);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(value, 0, target, at, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The hash in lower case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }

    /** The Java runtime lacks an algorithm that every Java 25 has. */
    static final class MissingAlgorithm extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingAlgorithm(String algorithm, Throwable cause) {
            super("this Java has no " + algorithm, cause);
        }
    }
}
