// SPDX-License-Identifier: Apache-2.0
package polity.kernel.signing;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;

/** The authority's electronic seal, its time stamps, and the judgement on sealed documents. Thread-safe. */
public final class Signing {
    private final Keys keys;
    private final CheckpointKey checkpoints;
    private final Validation validation;
    private final InstantSource clock;

    private Signing(Keys keys, CheckpointKey checkpoints, Validation validation, InstantSource clock) {
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.validation = validation;
        this.clock = clock;
    }

    /**
     * Opens the keys; makes what is missing and may be made (the checkpoint key, a demonstration authority).
     *
     * @param keyDirectory kept secret and backed up; all nodes of an installation share it
     * @throws KeysUnavailable when a key is missing, damaged or does not fit its password
     */
    public static Signing open(Path keyDirectory, SigningSettings settings, InstantSource clock) {
        var checkpoints = CheckpointKey.in(keyDirectory.resolve("checkpoint"), clock.instant());
        var keys = keys(keyDirectory, settings, clock);
        keys.ring();
        return new Signing(keys, checkpoints, new Validation(settings.largest()), clock);
    }

    private static Keys keys(Path keyDirectory, SigningSettings settings, InstantSource clock) {
        var sealKey = settings.sealKey();
        if (sealKey != null) {
            return new OwnKeys(settings, sealKey);
        }
        if (!settings.demonstration()) {
            throw new KeysUnavailable(
                    "There is no seal key: name a PKCS#12 file in the settings, or allow a demonstration authority.",
                    null);
        }
        return new DemonstrationKeys(keyDirectory.resolve("demonstration"), settings.organisation(), clock);
    }

    /**
     * The document with an invisible seal and a time stamp, provable without asking anybody (PAdES-BASELINE-LT). What was
     * PDF/A-3u and PDF/UA-1 stays so.
     *
     * @param reason why it is sealed, in words for the reader
     * @param location where
     * @throws SealingFailed when it is no PDF, or a time stamp or proof of the certificate cannot be had now
     */
    public byte[] seal(byte[] pdf, String reason, String location) {
        return new Sealing(keys.ring()).seal(pdf, reason, location, clock.instant());
    }

    /** What the seal of a file proves, whatever the file; never throws for the file's sake. */
    public Verdict validate(byte[] pdf) {
        return validation.of(pdf, keys.ring(), clock.instant());
    }

    /** An Ed25519 signature of 64 bytes over a log's checkpoint. */
    public byte[] signCheckpoint(byte[] message) {
        return checkpoints.sign(message);
    }

    /** The Ed25519 key that checkpoints are verified with. */
    public PublicKey checkpointPublicKey() {
        return checkpoints.open();
    }
}
