// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;

/** A signer with a new key in memory. */
final class LocalSigner implements CheckpointSigner {
    private final String name;
    private final KeyPair pair;

    LocalSigner(String name) {
        this.name = name;
        try {
            this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    @Override
    public VerifierKey key() {
        return VerifierKey.of(name, pair.getPublic());
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
