// SPDX-License-Identifier: Apache-2.0
package polity.kernel.audit;

import java.net.URI;

/** Signs the log's checkpoints with an Ed25519 key; implemented above, where keys are kept. */
public interface CheckpointSigner {
    /** The name of the log whose tiles are served below {@code /log} of this public address (C2SP tlog-tiles). */
    static String origin(URI publicAddress) {
        return publicAddress.getAuthority() + publicAddress.getPath() + "/log";
    }

    /** The log's name and public key; the name is the checkpoints' origin, such as {@code polity.example/log}. */
    VerifierKey key();

    /** The Ed25519 signature (RFC 8032) over the bytes, 64 bytes. */
    byte[] sign(byte[] message);
}
