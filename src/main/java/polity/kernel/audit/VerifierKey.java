// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name and Ed25519 public key that a log signs with, written {@code name+keyid+base64} (C2SP signed-note).
 *
 * @param key the public key as RFC 8032 encodes it, 32 bytes
 */
public record VerifierKey(String name, Hash key) {
    /** C2SP signed-note: the signature type of plain Ed25519. */
    private static final byte ED25519 = 1;

    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Z}\\p{Cc}]{1,255}");
    // RFC 8410: the head of a SubjectPublicKeyInfo for Ed25519; the 32 bytes of the key follow.
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * The key of a log of this name.
     *
     * @throws MalformedLogData when the name is not one, or the key is not an Ed25519 key
     */
    public static VerifierKey of(String name, PublicKey key) {
        if (!isName(name)) {
            throw new MalformedLogData("a key's name has no space, plus or control character");
        }
        var encoded = key.getEncoded();
        if (!(key instanceof EdECPublicKey)
                || encoded.length != SPKI.length + Hash.LENGTH
                || !Arrays.equals(SPKI, 0, SPKI.length, encoded, 0, SPKI.length)) {
            throw new MalformedLogData("a checkpoint is signed with an Ed25519 key");
        }
        return new VerifierKey(name, Hash.slice(encoded, SPKI.length));
    }

    /** The key in its published form, absent when the form or the key id is wrong. */
    public static Optional<VerifierKey> parse(String text) {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        return Base64Text.decode(text.substring(second + 1))
                .filter(bytes -> bytes.length == 1 + Hash.LENGTH && bytes[0] == ED25519)
                .map(bytes -> new VerifierKey(text.substring(0, first), Hash.slice(bytes, 1)))
                .filter(key -> isName(key.name) && key.toString().equals(text));
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The first four bytes of SHA-256(name || newline || 1 || key). */
    int id() {
        var hash = Hash.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', ED25519}, key.bytes())
                .bytes();
        return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
    }

    /** Whether this key signed the message; false for a signature or key that is none. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            var spki = Arrays.copyOf(SPKI, SPKI.length + Hash.LENGTH);
            key.copyTo(spki, SPKI.length);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException | InvalidKeySpecException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new Hash.MissingAlgorithm("Ed25519", e);
        }
    }

    /** The published form, {@code name+keyid+base64}. */
    @Override
    public String toString() {
        var typed = new byte[1 + Hash.LENGTH];
        typed[0] = ED25519;
        key.copyTo(typed, 1);
        return name + '+' + HexFormat.of().toHexDigits(id()) + '+' + Base64Text.encode(typed);
    }
}
