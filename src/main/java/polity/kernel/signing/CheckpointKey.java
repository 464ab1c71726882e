// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Map;

/** The Ed25519 key (RFC 8032) that signs the checkpoints of public logs. */
final class CheckpointKey {
    private static final String PRIVATE = "private.p8";
    private static final String PUBLIC = "public.der";

    private final PrivateKey key;
    private final PublicKey open;

    private CheckpointKey(PrivateKey key, PublicKey open) {
        this.key = key;
        this.open = open;
    }

    /** Reads the key from its folder, or makes it when there is no folder. */
    static CheckpointKey in(Path folder, Instant now) {
        try {
            if (!Files.exists(folder)) {
                var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                KeyFiles.create(
                        folder,
                        Map.of(
                                PRIVATE,
                                pair.getPrivate().getEncoded(),
                                PUBLIC,
                                pair.getPublic().getEncoded()),
                        now);
            }
            var factory = KeyFactory.getInstance("Ed25519");
            var spki = Files.readAllBytes(folder.resolve(PUBLIC));
            var open = factory.generatePublic(new X509EncodedKeySpec(spki));
            var key = factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve(PRIVATE))));
            var checkpoints = new CheckpointKey(key, open);
            var probe = "probe".getBytes(StandardCharsets.US_ASCII);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(open);
            verifier.update(probe);
            if (!verifier.verify(checkpoints.sign(probe))) {
                throw new KeysUnavailable(
                        "The two halves of the checkpoint key in %s do not belong together; restore it from a backup."
                                .formatted(folder),
                        null);
            }
            return checkpoints;
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysUnavailable(
                    "The checkpoint key in %s cannot be read; restore it from a backup.".formatted(folder), e);
        }
    }

    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeysUnavailable("The checkpoint key cannot sign.", e);
        }
    }

    PublicKey open() {
        return open;
    }
}
